import { expect, test } from 'vitest'
import { findNumbers } from './numbers.ts'

const NUMBERS = ['111', '113', '18001581']
const calls = (text: string) => findNumbers(text, NUMBERS).flatMap((piece) => piece.call ?? [])

test('the Centre\'s numbers in a sentence can be called, however they are spaced', () => {
  expect(calls('Gọi 113, 111 hoặc 1800 1581. Hay 1800.1581')).toEqual(['113', '111', '18001581', '18001581'])
  expect(calls('111 113')).toEqual(['111', '113'])
})

test('other digits are left alone', () => {
  expect(calls('Em 11 tuổi, lớp 5/113A ở số 1112, mã 21131')).toEqual(['113'])
  expect(calls('nhà 1113')).toEqual([])
})

test('the sentence is whole', () => {
  for (const text of ['Gọi 113 (công an), 111.', '111', '', 'không có số']) expect(findNumbers(text, NUMBERS).map((piece) => piece.text).join('')).toBe(text)
})
