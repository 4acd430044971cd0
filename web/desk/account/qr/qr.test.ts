import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { capacity, codewords, times } from './codewords.ts'
import { modulesOf } from './modules.ts'

test('each version holds what the standard says (ISO/IEC 18004, level M, bytes)', () => {
  expect(Array.from({ length: 16 }, (_, index) => capacity(index + 1))).toEqual([14, 26, 42, 62, 84, 106, 122, 152, 180, 213, 251, 287, 331, 362, 412, 450])
})

test('every block of one-block codes is a multiple of its generator: a camera finds no error in it', () => {
  for (const text of ['HELLO', 'Lắng nghe trẻ em', 'x'.repeat(40)]) {
    const { bytes } = codewords(text)
    const correction = text.length > 26 ? 26 : text === 'HELLO' ? 10 : 16
    for (let step = 0, root = 1; step < correction; step += 1, root = times(root, 2)) {
      expect([text, step, bytes.reduce((sum, byte) => times(sum, root) ^ byte, 0)]).toEqual([text, step, 0])
    }
  }
})

// Each of these was read back to its text by OpenCV's QRCodeDetector on 2026-11-25; a change here wants that again.
test.each([
  ['HELLO', 21, 'c346c75add569873'],
  ['Lắng nghe '.repeat(8), 41, '86791e855548f35d'],
  [`otpauth://totp/L%E1%BA%AFng%20Nghe:bich%40ctxh.example?secret=${'JBSWY3DPEHPK3PXP'.repeat(2)}&issuer=L%E1%BA%AFng%20Nghe`, 45, 'e6b41379b70b6edd'],
  ['z'.repeat(440), 81, 'ab34d9efb4b3fe95'],
])('what a camera has read stays as it was: %s', (text, size, digest) => {
  const rows = modulesOf(text)
  expect(rows.length).toBe(size)
  expect(createHash('sha256').update(rows.map((row) => row.map(Number).join('')).join('\n')).digest('hex').slice(0, 16)).toBe(digest)
})

test('a text no code of ours holds is refused, not cut', () => {
  expect(() => modulesOf('x'.repeat(451))).toThrow(RangeError)
})
