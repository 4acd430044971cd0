import { expect, test } from 'vitest'
import { addWorkingDays, HOLIDAYS, isWorkingDay, localMidnight } from './workingDays.ts'

const calendar = { timeZone: 'Asia/Ho_Chi_Minh', holidays: ['2026-03-29'] }
const at = (local: string) => new Date(`${local}:00+07:00`)

test.each([
  ['over a weekend', '2026-11-20T09:00', 5, '2026-11-28T00:00'],
  ['from a night before midnight, the local day counts', '2026-11-20T23:50', 1, '2026-11-24T00:00'],
  ['from a Saturday', '2026-11-21T10:00', 1, '2026-11-24T00:00'],
  ['over Tết 2026', '2026-02-12T15:00', 5, '2026-02-27T00:00'],
  ['over Tết 2025', '2025-01-24T15:00', 7, '2025-02-12T00:00'],
  ['over 30/4 with its compensatory days in 2027', '2027-04-29T08:00', 2, '2027-05-06T00:00'],
  ['a working Saturday counts', '2026-08-21T08:00', 1, '2026-08-23T00:00'],
  ['no day at all ends with the day itself', '2026-11-20T09:00', 0, '2026-11-21T00:00'],
])('working days %s', (_, start, days, end) => {
  expect(addWorkingDays(calendar, at(start), days)).toEqual(at(end))
})

test('the Centre may close on days of its own', () => {
  expect(isWorkingDay({ ...calendar, holidays: ['2026-11-24'] }, '2026-11-24')).toBe(false)
  expect(isWorkingDay(calendar, '2026-11-24')).toBe(true)
})

test('each holiday says where it was read and ends after it begins', () => {
  expect(HOLIDAYS.filter(({ from, to, source }) => from > to || source === '')).toEqual([])
})

test('midnight is the zone’s own', () => {
  expect(localMidnight('2026-11-25', 'Asia/Ho_Chi_Minh')).toEqual(at('2026-11-25T00:00'))
  expect(localMidnight('2026-11-25', 'America/New_York')).toEqual(new Date('2026-11-25T05:00:00Z'))
})
