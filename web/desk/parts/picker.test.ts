import { expect, test } from 'vitest'
import { narrow } from './Picker.tsx'

const ITEMS = [
  { group: 'Mở lời', title: 'Chào', detail: 'Chào em, cô đang đọc tin của em đây.' },
  { group: 'Lắng nghe', title: 'Cứ từ từ', detail: 'Em trả lời chậm cũng được.' },
  { group: 'Lắng nghe', title: 'Tin em', detail: 'Cô tin em.' },
  { group: 'Hồ sơ', title: 'Tìm hồ sơ', always: true },
]
const titles = (typed: string) => narrow(ITEMS, typed).map(({ title }) => title)

test('every word typed must be there, marks and case need not', () => {
  expect(titles('TRA LOI')).toEqual(['Cứ từ từ', 'Tìm hồ sơ'])
  expect(titles('lang nghe tu')).toEqual(['Cứ từ từ', 'Tìm hồ sơ'])
  expect(titles('xyz')).toEqual(['Tìm hồ sơ'])
})

test('a title that holds the words stands before a text that does, and headings stay together', () => {
  expect(titles('tin em')).toEqual(['Tin em', 'Chào', 'Tìm hồ sơ'])
  expect(titles('')).toEqual(['Chào', 'Cứ từ từ', 'Tin em', 'Tìm hồ sơ'])
})
