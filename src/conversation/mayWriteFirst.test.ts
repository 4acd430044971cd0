import { expect, test } from 'vitest'
import { isAgreedHour, LIVE_MINUTES, mayWriteFirst } from './mayWriteFirst.ts'

const now = new Date('2026-11-25T13:00:00Z') // 20:00 at the Centre
const clock = { now, timeZone: 'Asia/Ho_Chi_Minh' }
const ago = (minutes: number) => new Date(now.getTime() - minutes * 60_000)
const agreed = (contactSafe: unknown, contactHour?: unknown) => ({ dialog: { slots: { contactSafe: { status: 'value', value: contactSafe }, ...(contactHour === undefined ? {} : { contactHour: { status: 'value', value: contactHour } }) } } })

test.each([
  ['in the middle of a talk', 'zalo', LIVE_MINUTES - 1, undefined, true],
  ['later, nobody asked', 'zalo', LIVE_MINUTES + 1, undefined, false],
  ['later, it is not safe', 'zalo', 60, agreed(false), false],
  ['later, not sure', 'messenger', 60, agreed('unsure'), false],
  ['later, safe at this hour', 'zalo', 60, agreed(true, '8 giờ tối'), true],
  ['later, safe at another hour', 'zalo', 60, agreed(true, 'buổi sáng'), false],
  ['later, safe, no hour: daytime only', 'zalo', 60, agreed(true), true],
  ['in the web page, which shows nothing once closed', 'web', 600, undefined, true],
])('%s', (_, channel, minutes, session, may) => {
  expect(mayWriteFirst({ channel, lastInboundAt: ago(minutes) }, session, clock)).toBe(may)
})

test.each([
  ['8 giờ tối', '20:30', true], ['8h toi', '19:00', true], ['8 giờ tối', '08:30', false], ['20:00', '20:59', true], ['chiều', '15:00', true], ['chiều', '20:00', false],
  ['sau giờ học', '15:00', true], ['sau giờ học', '23:00', false], ['9 pm', '21:00', true], [undefined, '06:30', false],
])('%s at %s', (said, time, agrees) => {
  expect(isAgreedHour(said, time)).toBe(agrees)
})
