import { expect, test } from 'vitest'
import { fitsKind, sniff, UNKNOWN } from './sniff.ts'

test.each([
  ['ffd8ffe0', 'image/jpeg'],
  ['89504e470d0a1a0a00', 'image/png'],
  [Buffer.from('RIFF\0\0\0\0WEBPVP8 ').toString('hex'), 'image/webp'],
  [Buffer.from('#!AMR\n').toString('hex'), 'audio/amr'],
  [Buffer.from('\0\0\0\x18ftypmp42').toString('hex'), 'video/mp4'],
  [Buffer.from('\0\0\0\x18ftypM4A ').toString('hex'), 'audio/mp4'],
  [Buffer.from('RIFF\0\0\0\0WAVEfmt ').toString('hex'), 'audio/wav'],
  [Buffer.from('%PDF-1.7').toString('hex'), 'application/pdf'],
  [Buffer.from('<html><script>').toString('hex'), UNKNOWN],
  [Buffer.from('<svg xmlns="…"><script>').toString('hex'), UNKNOWN],
  ['', UNKNOWN],
])('%s is %s', (hex, mime) => {
  expect(sniff(Buffer.from(hex, 'hex'))).toBe(mime)
})

test('a page is no picture; a file may be anything but nothing', () => {
  const page = Buffer.from('<html>expired</html>')
  expect(fitsKind('image', sniff(page), page)).toBe(false)
  expect(fitsKind('audio', sniff(page), page)).toBe(false)
  expect(fitsKind('file', sniff(page), page)).toBe(true)
  expect(fitsKind('file', UNKNOWN, Buffer.alloc(0))).toBe(false)
})
