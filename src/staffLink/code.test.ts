import { expect, test } from 'vitest'
import { makeLinkCode, readLinkCode } from './code.ts'

test('every code made is read, however it is typed, and hardly ever made twice', () => {
  const codes = Array.from({ length: 2_000 }, makeLinkCode)
  for (const code of codes) {
    const plain = code.slice(3).replace('-', '')
    for (const typed of [code, code.toLowerCase(), code.replaceAll('-', ' '), `  ln${plain} `]) expect(readLinkCode(typed)).toBe(plain)
  }
  expect(new Set(codes).size).toBe(2_000)
})
test.each(['em chào ạ', 'LN', 'LN-7KQM', 'LN-7KQM-3XHPQ', 'mã là LN-7KQM-3XHP', 'LN-0000-1111', ''])('"%s" is what somebody says', (text) => {
  expect(readLinkCode(text)).toBeUndefined()
})
