import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bare, bareAll, hasPhrase, isPhrase, nearly, withoutParticles } from './words.ts'

describe('bare', () => {
  it.each([
    ['Gặp NGƯỜI thật!!!', 'gap nguoi that'],
    ['  Đúng   rồi  ạ. ', 'dung roi a'],
    ['hoà = hòa', 'hoa hoa'],
    ['9h30', '9h30'],
    ['12/3', '12/3'],
    ['', ''],
  ])('%j reads as %j', (text, plain) => expect(bare(text)).toBe(plain))

  it('does not care whether marks are composed', () => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme' }), (text) => bare(text.normalize('NFC')) === bare(text.normalize('NFD'))))
  })
})

describe('nearly', () => {
  it.each([['gap nguoi', 'gap ngoui'], ['khong chac', 'khong chac'], ['quay lai', 'quay lia'], ['cuop', 'cupo']])('%s is %s but for a slip', (typed, wanted) => {
    expect(nearly(typed, wanted)).toBe(true)
  })
  it.each([['co', 'cho'], ['em', 'an'], ['gap nguoi', 'gap em'], ['', 'khong']])('%j is not %j', (typed, wanted) => {
    expect(nearly(typed, wanted)).toBe(false)
  })
})

describe('phrases', () => {
  it('are found with and without marks, and only as whole words', () => {
    expect(isPhrase(bare('Bỏ qua'), bareAll(['bỏ qua']))).toBe(true)
    expect(isPhrase('bo qua', bareAll(['bỏ qua', '?']))).toBe(true)
    expect(hasPhrase(bare('cho con gặp người với'), bareAll(['gặp người']))).toBe(true)
    expect(isPhrase(bare('😭😭'), bareAll(['?', '0']))).toBe(false)
    expect(hasPhrase(bare('em gặp người ta rồi'), bareAll(['gặp ngườ']))).toBe(false)
  })
  it('leave politeness out, but never everything', () => {
    expect(withoutParticles('da co a', bareAll(['dạ', 'ạ']))).toBe('co')
    expect(withoutParticles('da', bareAll(['dạ', 'ạ']))).toBe('da')
  })
})
