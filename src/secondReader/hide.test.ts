import { expect, test } from 'vitest'
import { hide } from './hide.ts'

test.each([
  ['em o tra my, lan ne', 'Nguyễn Lan', 'em o [PLACE], [NAME] ne'],
  ['em ở trà  my', undefined, 'em ở [PLACE]'],
  ['con la nguyen thi hong dao day', 'Nguyễn Thị Hồng Đào', 'con la [NAME] day'],
  ['báo công an giùm', 'Lê An', 'báo công an giùm'],
  ['ba đánh em bằng roi', 'Ba*(', 'ba đánh em bằng roi'],
  ['', undefined, ''],
])('%s', (text, name, hidden) => {
  expect(hide(text, { name })).toBe(hidden)
})
