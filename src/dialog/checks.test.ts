/** The validator refuses what may not be: each case breaks a small sound set in one place. */
import { describe, expect, it } from 'vitest'
import { parseDialogs, type DialogFile } from './parse.ts'
import { checkText } from './checkText.ts'
import { ENGINE_KEYS } from './engineKeys.ts'
import type { Nested } from './texts.ts'

const PHRASES = `
human: [gặp người]
back: []
correct: []
skip: []
repeat: []
what: []
vi: []
en: []
stop: []
delete: []
exit: ["0"]
wake: [chào]
"yes": [có]
"no": [không]
unsure: []
unknown: []
particles: []
topics: {}
`
const MAP = `
start: main/open
again: main/open
wake: main/call
returned: main/open
closed: main/open
told: main/open
human: main/call
what: main/open
stop: main/open
delete: main/open
lost: main/open
media: {other: main/open}
interrupts: [{name: emergency, when: {urgency: emergency}, to: main/call}]
`
const MAIN = `
dialog: main
about: The smallest sound dialog.
audience: child
steps:
  open:
    ask: main.open
    answer: choice
    options:
      talk: {title: main.talk, to: told}
    else: told
    silence: stay
  told: {say: main.told, then: bye}
  bye: {end: done}
  call: {handoff: asked, then: open}
`

function texts(more: Record<string, string>): Nested {
  const nested: Record<string, Record<string, string>> = {}
  const all = { ...Object.fromEntries(ENGINE_KEYS.map((key) => [key, 'Ừ.'])), 'main.open': 'Mình nghe.', 'main.talk': 'Kể', 'main.told': 'Cảm ơn.', ...more }
  for (const [key, text] of Object.entries(all)) {
    const [room = '', name = ''] = key.split('.')
    nested[room] = { ...nested[room], [name]: text }
  }
  return nested
}

function codes(change: { main?: (text: string) => string; map?: (text: string) => string; vi?: Record<string, string>; en?: Record<string, string> }): string[] {
  const files: DialogFile[] = [
    { path: 'dialogs/main.yaml', text: (change.main ?? String)(MAIN) },
    { path: 'dialogs/map.yaml', text: (change.map ?? String)(MAP) },
    { path: 'dialogs/phrases.yaml', text: PHRASES },
  ]
  const { problems } = parseDialogs(files, { vi: texts(change.vi ?? {}), en: texts(change.en ?? {}) })
  return [...new Set(problems.map((problem) => problem.code))]
}

describe('parseDialogs', () => {
  it('finds nothing wrong with a sound set', () => expect(codes({})).toEqual([]))

  it.each([
    ['text that is no YAML', 'yaml', (text: string) => `${text}\n  : [`],
    ['an unknown key', 'shape', (text: string) => text.replace('audience:', 'audiense:')],
    ['a step of two kinds', 'shape', (text: string) => text.replace('{end: done}', '{end: done, goto: open}')],
    ['an ask without else', 'shape', (text: string) => text.replace('    else: told\n', '')],
    ['an ask without silence', 'shape', (text: string) => text.replace('    silence: stay\n', '')],
    ['an unknown target', 'unknown-target', (text: string) => text.replace('else: told', 'else: nowhere')],
    ['a target in no dialog', 'unknown-target', (text: string) => text.replace('else: told', 'else: other/told')],
    ['a step nothing leads to', 'unreachable', (text: string) => `${text}  lonely: {end: done}\n`],
    ['a circle without a wait', 'endless', (text: string) => text.replace('{end: done}', '{goto: told}')],
    ['a hidden human', 'no-human', (text: string) => text.replace('    silence: stay', '    human: false\n    silence: stay')],
    ['a choice without options', 'options', (text: string) => text.replace('    options:\n      talk: {title: main.talk, to: told}\n', '')],
    ['yes and no without no', 'options', (text: string) => text.replace('answer: choice', 'answer: yesno')],
    ['a key in no locale', 'missing-key', (text: string) => text.replace('main.told', 'main.gone')],
    ['a condition outside the grammar', 'shape', (text: string) => text.replace('{end: done}', '{branch: [{when: {mood: sad}, to: open}], else: open}')],
  ])('refuses %s', (_, code, main) => expect(codes({ main })).toContain(code))

  it('refuses six buttons', () => {
    const more = ['a', 'b', 'c', 'd'].map((name) => `      ${name}: {title: main.talk, to: told}\n`).join('')
    expect(codes({ main: (text) => text.replace('    else: told', `${more}    else: told`) })).toContain('buttons')
  })
  it('refuses two dialogs of one name', () => {
    const { problems } = parseDialogs([{ path: 'a.yaml', text: MAIN }, { path: 'b.yaml', text: MAIN }], { vi: {}, en: {} })
    expect(problems.map((problem) => problem.code)).toContain('duplicate')
  })
  it('refuses a map whose word for a human calls none', () => {
    expect(codes({ map: (text) => text.replace('human: main/call', 'human: main/told') })).toContain('no-human')
  })
  it('refuses a map in which some emergency breaks in nowhere', () => {
    expect(codes({ map: (text) => text.replace('{urgency: emergency}', '{urgency: emergency, categories: [A1]}') })).toContain('interrupt')
  })
  it('refuses an empty text, an unused text, a long title, a number in a title', () => {
    expect(codes({ vi: { 'main.told': ' ' } })).toEqual(['missing-key'])
    expect(codes({ en: { 'main.extra': 'Hm.' } })).toEqual(['unused-key'])
    expect(codes({ vi: { 'main.talk': 'Em muốn kể thật nhiều' } })).toEqual(['button-title'])
    expect(codes({ en: { 'main.talk': 'Call 111' } })).toEqual(['digits'])
  })
  it('says which file and step', () => {
    const { problems } = parseDialogs(
      [{ path: 'dialogs/main.yaml', text: MAIN.replace('else: told', 'else: nowhere') }, { path: 'dialogs/map.yaml', text: MAP }, { path: 'dialogs/phrases.yaml', text: PHRASES }],
      { vi: texts({}), en: texts({}) },
    )
    expect(problems).toEqual([{ file: 'dialogs/main.yaml', step: 'open', code: 'unknown-target', message: 'there is no step "main/nowhere"' }])
  })
})

describe('checkText', () => {
  const vi = (text: string, audience: 'child' | 'adult' = 'child'): string[] => checkText(text, { locale: 'vi', audience }).map((fault) => fault.code)

  it.each([
    'Cảm ơn {{you}} đã kể. Mình tin {{you}}. Chuyện này không phải lỗi của {{you}}.',
    '{{You}} có muốn gặp người thật không?', 'Cần thoát nhanh, {{you}} gõ 0.', '{{You}} đừng gửi ảnh cơ thể.',
  ])('lets pass: %s', (text) => expect(vi(text)).toEqual([]))

  it.each([
    ['a why-question', 'Tại sao {{you}} không kể sớm?', 'forbidden'],
    ['blame', 'Lẽ ra {{you}} nên kể.', 'forbidden'],
    ['fault', 'Đó là lỗi của {{you}}.', 'forbidden'],
    ['doubt', 'Chuyện đó có thật không?', 'forbidden'],
    ['a tag question', 'Ba đánh {{you}}, đúng không?', 'forbidden'],
    ['a promise', 'Mọi chuyện sẽ ổn.', 'forbidden'],
    ['a promise of secrecy', 'Mình hứa giữ bí mật.', 'forbidden'],
    ['the heavy word', '{{You}} muốn chết à?', 'forbidden'],
    ['a means', '{{You}} bỏ dao xuống.', 'forbidden'],
    ['asking for a picture', '{{You}} gửi ảnh cho mình.', 'forbidden'],
    ['obedience', 'Con ngoan phải nghe lời.', 'forbidden'],
    ['a diagnosis', '{{You}} bị trầm cảm.', 'forbidden'],
    ['hanging up', 'Vui lòng chờ.', 'forbidden'],
    ['cheer', 'Tuyệt quá!', 'forbidden'],
    ['an emoji', 'Chào {{you}} 😀', 'forbidden'],
    ['two questions', '{{You}} ở đâu? Với ai?', 'two-questions'],
    ['four sentences', 'Ừ. Ừ. Ừ. Ừ.', 'too-long'],
    ['a sentence of thirteen words', 'một hai ba bốn năm sáu bảy tám chín mười một hai ba', 'too-long'],
    ['a number of its own', 'Gọi 111 nhé.', 'digits'],
    ['an unknown param', 'Chào {{name}}.', 'param'],
    ['an office word', 'Cho biết hành vi của người đó.', 'hard-word'],
    ['a pronoun that does not follow', 'Chào em.', 'pronoun'],
    ['decomposed letters', 'Chào bạn nhé.'.normalize('NFD'), 'not-nfc'],
  ])('refuses %s', (_, text, code) => expect(vi(text)).toContain(code))

  it('lets an adult read longer sentences and office words', () => {
    const text = 'Xin anh/chị cung cấp thông tin về tình trạng hiện nay của trẻ nếu biết.'
    expect(vi(text, 'adult')).toEqual([])
    expect(vi(text)).not.toEqual([])
  })
})
