import { expect, test } from 'vitest'
import { pushNotice } from './pushNotice.ts'

test('an emergency stays on the screen until somebody acts, in the language of the person called', () => {
  const pushed = { alarm: 'a-1', kind: 'duty', level: 'emergency', lang: 'vi', path: '/alarm/x.y' }
  expect(pushNotice(pushed)).toEqual({ title: 'KHẨN CẤP: có người cần giúp', body: 'Chạm để mở và nhận.', tag: 'a-1', stays: true, path: '/alarm/x.y' })
  expect(pushNotice({ ...pushed, lang: 'en' }).title).toBe('EMERGENCY: somebody needs help')
})

test.each([undefined, null, 'x', 7, [], { level: 7, path: {} }])('a push that cannot be read (%o) still calls, and leads to the desk', (data) => {
  expect(pushNotice(data)).toMatchObject({ title: 'Có người cần giúp', stays: true, path: '/desk/' })
})

test.each(['https://evil.example', '//evil.example', '/\\evil.example', 'javascript:1', ''])('a tap never leaves this service: %s', (path) => {
  expect(pushNotice({ path }).path).toBe('/desk/')
})

test('a test says that nothing happened', () => {
  expect(pushNotice({ alarm: null, kind: 'test', level: 'info' })).toMatchObject({ title: 'Thử báo động: không có việc gì', tag: 'test', stays: false })
})
