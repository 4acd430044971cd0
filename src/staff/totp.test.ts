import { expect, test } from 'vitest'
import { base32, codeAt, otpauthUri, stepOf } from './totp.ts'

const secret = Buffer.from('12345678901234567890')

// RFC 6238, appendix B (SHA-1), the last six of its eight digits.
test.each([
  [59, '287082'], [1111111109, '081804'], [1111111111, '050471'], [1234567890, '005924'], [2000000000, '279037'], [20000000000, '353130'],
])('at %i seconds the code is %s', (seconds, code) => {
  expect(codeAt(secret, Math.floor(seconds / 30))).toBe(code)
  expect(stepOf(secret, code, new Date(seconds * 1000))).toBe(Math.floor(seconds / 30))
})

test('a clock half a minute off is forgiven, more is not', () => {
  const at = (seconds: number) => stepOf(secret, codeAt(secret, 1000), new Date((1000 * 30 + seconds) * 1000))
  expect([at(-31), at(-30), at(0), at(59), at(60)]).toEqual([undefined, 1000, 1000, 1000, undefined])
})

test.each(['', '12345', '1234567', 'abcdef', '１２３４５６'])('%j is no code', (code) => {
  expect(stepOf(secret, code, new Date(59_000))).toBeUndefined()
})

test('the secret is written as apps read it (RFC 4648)', () => {
  expect(base32(Buffer.from('foobar'))).toBe('MZXW6YTBOI')
  expect(otpauthUri(secret, { issuer: 'Lắng Nghe', email: 'a@b.vn' })).toBe('otpauth://totp/L%E1%BA%AFng%20Nghe:a%40b.vn?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=L%E1%BA%AFng%20Nghe')
})
