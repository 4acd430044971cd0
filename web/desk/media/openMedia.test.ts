import { expect, test } from 'vitest'
import { fileName, shownAs } from './openMedia.ts'

test.each([
  ['image/jpeg', 'image'], ['image/heic', 'file'], ['image/svg+xml', 'file'], ['audio/amr', 'file'], ['audio/mp4', 'audio'], ['video/mp4', 'video'], ['video/3gpp', 'file'], ['application/octet-stream', 'file'], ['', 'file'],
])('%s is shown as %s', (type, as) => {
  expect(shownAs({ type })).toBe(as)
})

test('a file to save has a name that says nothing', () => {
  expect(fileName({ id: '0a1b2c3d-0000-4000-8000-000000000000' }, 'audio/amr')).toBe('0a1b2c3d.amr')
})
