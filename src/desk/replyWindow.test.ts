import { expect, test } from 'vitest'
import { replyWindow } from './replyWindow.ts'

const wrote = new Date('2026-03-01T08:00:00Z')

test.each([
  ['zalo', '2026-03-03T08:00:00.000Z'],
  ['messenger', '2026-03-02T08:00:00.000Z'],
] as const)('%s lets us write for seven days after the last message, freely until %s', (channel, freeUntil) => {
  expect(replyWindow(channel, wrote, new Date('2026-03-08T07:59:59Z'))).toEqual({ open: true, freeUntil, closesAt: '2026-03-08T08:00:00.000Z' })
  expect(replyWindow(channel, wrote, new Date('2026-03-08T08:00:00Z')).open).toBe(false)
})

test('the web chat has no window; a platform where nobody has written yet is shut', () => {
  expect(replyWindow('web', null, wrote)).toEqual({ open: true, freeUntil: null, closesAt: null })
  expect(replyWindow('zalo', null, wrote)).toEqual({ open: false, freeUntil: null, closesAt: null })
})
