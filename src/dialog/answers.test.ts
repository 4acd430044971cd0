/** What people type, read as the answer kinds of the dialogs; phrases and titles are the real ones. */
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { readAnswer } from './answers.ts'
import { readDialogs } from './disk.ts'
import type { AskStep } from './steps.ts'

const { dialogs } = readDialogs(fileURLToPath(new URL('../..', import.meta.url)))

function ask(id: string): AskStep {
  const step = dialogs.steps[id]
  if (step?.kind !== 'ask') throw new Error(`${id} is no ask`)
  return step
}

function read(id: string, text: string): unknown {
  const { phrases, texts } = dialogs
  const at = ask(id)
  const titles = Object.fromEntries(Object.entries(at.options).map(([name, { title }]) => [name, [texts.vi[title] ?? '', texts.en[title] ?? '']]))
  const answer = readAnswer({ ask: at, text, phrases, titles, year: 2026 })
  return answer.kind === 'value' ? answer.value : answer.kind
}

describe('yes, no, unsure, skip', () => {
  it.each([
    ['có', true], ['Có ạ', true], ['dạ có', true], ['co', true], ['uh', true], ['ừm', true], ['vâng ạ', true], ['đúng rồi', true], ['yes', true], ['1', true],
    ['có, ở ngoài cửa', true],
    ['không', false], ['dạ không', false], ['ko', false], ['hông', false], ['khum', false], ['hổng có', false], ['chưa ạ', false], ['no', false], ['2', false],
    ['không ai hết', false],
    ['không chắc', 'unsure'], ['em không chắc', 'unsure'], ['hình như có', 'unsure'], ['k chắc lắm', 'unsure'], ['3', 'unsure'],
    ['không biết', 'unknown'], ['con không biết', 'unknown'], ['kbt', 'unknown'], ['em ko bt', 'unknown'],
    ['bỏ qua', 'declined'], ['bo qua', 'declined'], ['em không muốn trả lời', 'declined'], ['không muốn nói', 'declined'], ['skip', 'declined'],
    ['mẹ em đi chợ rồi em ở nhà', 'unread'], ['???', 'unread'], ['', 'unread'],
  ])('%j → %j', (text, value) => expect(read('child/injured', text)).toBe(value))
})

describe('words that answer one question only', () => {
  it.each([
    ['child/safe-now', 'an toàn', true], ['child/safe-now', 'dạ con an toàn rồi', true], ['child/safe-now', 'dang o cho an toan a', true], ['child/safe-now', 'ổn rồi ạ', true],
    ['child/safe-now', 'không an toàn', false], ['child/safe-now', 'con sợ lắm', false], ['child/safe-now', 'em dang tron', false],
    ['child/injured', 'không sao', false],
  ])('%s: %j → %j', (id, text, value) => expect(read(id, text)).toBe(value))
})

describe('a choice', () => {
  it.each([
    ['Em cần giúp', 'child'], ['em can giup', 'child'], ['em cần gíup', 'child'], ['con cần giúp ạ', 'child'], ['1', 'child'], ['1.', 'child'],
    ['em lo cho bạn khác', 'friend'], ['nguoi lon bao tin', 'adult'], ['hỏi thông tin', 'info'], ['4', 'info'], ['Information', 'info'],
    ['9', 'unread'], ['trời hôm nay đẹp', 'unread'],
  ])('%j → %j', (text, value) => expect(read('greeting/menu', text)).toBe(value))
})

describe('an age', () => {
  it.each([
    ['12', 12], ['12t', 12], ['12 tuổi', 12], ['em 9 tuoi a', 9], ['dạ 15', 15], ['mười hai tuổi', 12], ['muoi lam', 15], ['hai mươi mốt', 21], ['sáu tuổi', 6], ['mười', 10],
    ['lớp 6', 11], ['em học lớp 1', 6], ['sinh năm 2014', 12], ['sinh 2011', 15], ['twelve', 12], ['I am 14 years', 14],
    ['không biết', 'unknown'], ['bỏ qua', 'declined'], ['999', 'unread'], ['già lắm', 'unread'], ['sinh năm 1800', 'unread'],
  ])('%j → %j', (text, value) => expect(read('child/age', text)).toBe(value))
})

describe('a place, a text', () => {
  it.each([
    ['Quế Thọ', 'Quế Thọ'], ['  gần trường  Trần Cao Vân ', 'gần trường Trần Cao Vân'], ['xa tra my', 'xa tra my'],
    ['không biết', 'unknown'], ['thôi bỏ qua', 'declined'], ['!!!', 'unread'],
  ])('%j → %j', (text, value) => expect(read('child/place', text)).toBe(value))
  it.each([['có', true], ['bà ngoại', 'bà ngoại'], ['không có ai', false], ['cô giáo chủ nhiệm của em ở trường', 'cô giáo chủ nhiệm của em ở trường']])(
    'an adult near: %j → %j', (text, value) => expect(read('child/adult-near', text)).toBe(value))
})
