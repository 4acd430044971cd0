import { expect, test } from 'vitest'
import demo from '../directory/demo-centre.json' with { type: 'json' }
import { centreSchema } from '../directory/index.ts'
import { answerDueAt, lateBefore } from './targets.ts'

/** Staffed Monday to Friday 07:30–17:00 in Đà Nẵng; 2026-04-30 and 05-01 are holidays. */
const centre = centreSchema.parse({ ...demo, holidays: ['2026-04-30', '2026-05-01'] })
const at = (local: string) => new Date(`${local}:00+07:00`)

test.each([
  // level, waiting since, due
  ['emergency', '2026-03-07T23:00', '2026-03-07T23:05'],
  ['high', '2026-03-04T10:00', '2026-03-04T10:30'],
  ['high', '2026-03-04T22:00', '2026-03-04T23:00'],
  ['medium', '2026-03-04T10:00', '2026-03-04T14:00'],
  // Asked at 15:00: two hours today, two tomorrow.
  ['medium', '2026-03-04T15:00', '2026-03-05T09:30'],
  ['medium', '2026-03-04T22:00', '2026-03-05T11:30'],
  // Friday evening: the calendar says Monday, the promise says never more than a day.
  ['medium', '2026-03-06T20:00', '2026-03-07T20:00'],
  ['low', '2026-03-04T08:00', '2026-03-04T16:00'],
  // Friday afternoon, one hour left: seven more on Monday.
  ['low', '2026-03-06T16:00', '2026-03-09T14:30'],
  // Over the holidays and the weekend behind them.
  ['low', '2026-04-29T16:00', '2026-05-04T14:30'],
] as const)('F13: %s waiting since %s is due at %s, by the calendar of the Centre', (level, since, due) => {
  expect(answerDueAt(centre, level, at(since))).toEqual(at(due))
})

test('information was promised nothing, and who does not wait is not late', () => {
  expect(answerDueAt(centre, 'info', at('2026-03-04T10:00'))).toBeNull()
  expect(answerDueAt(centre, 'high', null)).toBeNull()
  expect(lateBefore(centre, 'info', at('2026-03-04T10:00'))).toBeNull()
})

test.each(['emergency', 'high', 'medium', 'low'] as const)('%s: who waits since before the line is late, who came after it is not', (level) => {
  for (const now of ['2026-03-04T10:00', '2026-03-04T22:00', '2026-03-07T12:00', '2026-05-04T08:00'].map(at)) {
    const line = lateBefore(centre, level, now)?.getTime() ?? 0
    expect(answerDueAt(centre, level, new Date(line))?.getTime()).toBeLessThanOrEqual(now.getTime())
    expect(answerDueAt(centre, level, new Date(line + 1_000))?.getTime()).toBeGreaterThan(now.getTime())
  }
})
