import { expect, test } from 'vitest'
import words from './codeWords.json' with { type: 'json' }
import { makeCode, readCode } from './code.ts'

test('the words stay apart without marks, so that nobody needs a Vietnamese keyboard', () => {
  const folded = words.map((word) => word.normalize('NFD').replace(/\p{M}/gu, '').replace(/đ/g, 'd'))
  expect(new Set(folded).size).toBe(128)
  expect(folded.every((word) => /^[a-z]{2,7}$/.test(word))).toBe(true)
})

test.each([
  ['mèo cam sao lá 4821', 'meo cam sao la 4821'],
  ['MEO CAM SAO LA 4821', 'meo cam sao la 4821'],
  ['  meo, cam - sao. la: 48 21 ', 'meo cam sao la 4821'],
  ['mã của em là mèo cam sao lá 4821', 'meo cam sao la 4821'],
  ['mèo cam sao 4821', undefined],
  ['mèo cam sao lá 482', undefined],
  ['mèo cam sao lá 48210', undefined],
  ['xin chào', undefined],
  ['', undefined],
])('"%s" is read as %s', (typed, expected) => {
  expect(readCode(typed)).toBe(expected)
})

test('every code made can be read, and no two of a thousand are the same', () => {
  const codes = Array.from({ length: 1_000 }, makeCode)
  expect(codes.every((code) => readCode(code) !== undefined)).toBe(true)
  expect(new Set(codes).size).toBe(1_000)
})
