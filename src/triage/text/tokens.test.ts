import { describe, expect, test } from 'vitest'
import { fromTelex, fromVni } from './telex.ts'
import { canon, isSyllable, plain } from './syllable.ts'
import { tokenise } from './tokens.ts'

const wordsOf = (text: string): string[] => tokenise([text]).map((token) => token.word)
const readingsOf = (text: string): string[][] => tokenise([text]).map((t) => [...t.exact, ...t.loose].map((r) => r.join(' ')))

describe('syllables', () => {
  test('the place of the tone does not matter', () => expect(canon('hoà')).toBe(canon('hòa')))
  test('i and y after a consonant are one', () => expect(canon('lý')).toBe(canon('lí')))
  test('plain drops every mark', () => expect(plain('đường')).toBe('duong'))
  test.each(['đánh', 'nghiêng', 'khuya', 'quyết', 'giết', 'a'])('%s is a syllable', (word) => expect(isSyllable(word)).toBe(true))
  test.each(['ddanhs', 'bij', 'vs', 'xxx', 'khongdam'])('%s is none', (word) => expect(isSyllable(word)).toBe(false))
})

describe('raw keystrokes', () => {
  test.each([['ddanhs', 'đánh'], ['bij', 'bị'], ['nhaf', 'nhà'], ['tieengs', 'tiếng'], ['dduwas', 'đứa'], ['suwngr', undefined]])(
    'Telex %s', (typed, meant) => {
      const read = fromTelex(typed)
      if (meant === undefined) expect(read === undefined || isSyllable(read)).toBe(true)
      else expect(canon(read ?? '')).toBe(canon(meant))
    })
  test.each([['d9anh1', 'đánh'], ['roi62', 'rồi'], ['vo71i', 'với']])('VNI %s', (typed, meant) => expect(canon(fromVni(typed) ?? '')).toBe(canon(meant)))
})

describe('words', () => {
  test('stretched letters are shortened', () => expect(wordsOf('đauuuu quáaaa')).toEqual(['đau', 'quá']))
  test('letters pulled apart come together', () => expect(wordsOf('c.h.ế.t')).toEqual(['chết']))
  test('digits part from letters', () => expect(wordsOf('em 12t lop6')).toEqual(['em', '12', 't', 'lop', '6']))
  test('teencode is one reading among others', () => expect(readingsOf('k')[0]).toContain(canon('không')))
  test('look-alike digits are read as letters', () => expect(readingsOf('ch3t')[0]).toContain('chet'))
  test('a misspelt word gets its likely syllable', () => expect(readingsOf('qyết')[0]).toContain(canon('quyết')))
  test('unmarked words match without marks only in text typed without marks', () => {
    expect(tokenise(['con bị đánh ở nhà ban công'])[5]?.loose).toEqual([])
    expect(tokenise(['con bi danh o nha'])[2]?.loose).toEqual([['danh']])
  })
})

describe('offsets', () => {
  test('point into the original text, whatever its form', () => {
    const text = '  Ba ĐÁNH   em 😭 c.h.ế.t'.normalize('NFD')
    for (const token of tokenise([text])) {
      const piece = text.slice(token.start, token.end)
      expect(plain(piece.normalize('NFC').toLowerCase().replace(/[^\p{L}\p{Extended_Pictographic}]/gu, ''))).toContain(plain(token.word).slice(0, 1))
    }
  })
  test('invisible characters are passed over', () => {
    expect(wordsOf('đá\u200Bnh')).toEqual(['đánh'])
  })
})
