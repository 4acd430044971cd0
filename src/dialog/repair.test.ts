import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { readDialogs } from './disk.ts'
import { isExit, isWake, readRepair } from './repair.ts'

const { phrases } = readDialogs(fileURLToPath(new URL('../..', import.meta.url))).dialogs

describe('what a person may write anywhere', () => {
  it.each([
    ['gặp người', 'human'], ['gap nguoi', 'human'], ['Gặp người thật!', 'human'], ['cho em gặp người thật với ạ', 'human'], ['em muốn nói chuyện với người thật', 'human'],
    ['gặp ngừoi', 'human'], ['I want to talk to a person', 'human'], ['em muốn gặp cô', 'human'],
    ['quay lại', 'back'], ['quay lai', 'back'], ['em nói nhầm', 'correct'], ['nhắc lại dùm em', undefined], ['nhắc lại', 'repeat'], ['bot hả', 'what'], ['ai vậy', 'what'],
    ['english', 'en'], ['tiếng việt', 'vi'], ['dừng lại', 'stop'], ['tạm biệt', 'stop'], ['xóa hết', 'delete'], ['xoá hết đi', 'delete'],
  ])('%j → %s', (text, repair) => expect(readRepair(text, phrases)).toBe(repair))

  it.each(['em sợ gặp người đó', 'hôm qua em gặp người lạ ở chợ', 'em không muốn nói chuyện với người ta nữa', 'ba em về rồi', 'em muốn dừng lại mọi chuyện', 'con viết thêm nha', ''])(
    '%j steers nothing', (text) => expect(readRepair(text, phrases)).toBeUndefined())
})

describe('the quick exit', () => {
  it.each(['0', ' 0 ', '0.', '00', 'thoát', 'THOAT', 'số 0'])('%j leaves', (text) => expect(isExit(text, phrases)).toBe(true))
  it.each(['10', 'em 0 biết', '', 'o', '😭'])('%j does not', (text) => expect(isExit(text, phrases)).toBe(false))
  it.each(['chào', 'alo', 'em đây', 'chào cô ạ', 'cứu em'])('%j wakes', (text) => expect(isWake(text, phrases)).toBe(true))
  it.each(['ai đang nhắn với con tôi vậy', 'gì đây', '', 'bài tập đâu'])('%j does not wake', (text) => expect(isWake(text, phrases)).toBe(false))
})
