/** Working days (ngày làm việc) of the Centre's calendar: weekends, Vietnamese holidays with their compensatory days. */
import * as z from 'zod'
import data from './holidays.json' with { type: 'json' }
import { isPublicHoliday, localTime, publicHolidays, type Centre } from './centre.ts'

const swapped = z.object({ day: z.iso.date(), source: z.string(), verifiedOn: z.iso.date().nullable() })

/** Public holidays by dated period, each with where it was read and whether somebody checked it. */
export const HOLIDAYS = publicHolidays({})
const WORKING_WEEKEND_DAYS = new Set(z.array(swapped).parse(data.workingWeekendDays).map(({ day }) => day))

/** What a count of working days needs of the Centre's settings: its zone, and days it adds to the national list. */
export type Calendar = Pick<Centre, 'timeZone' | 'holidays' | 'publicHolidays'>

/** Years whose holidays are in the data; beyond, only weekends are known and the desk should say so. */
export const HOLIDAY_YEARS: readonly string[] = [...new Set(HOLIDAYS.map(({ from }) => from.slice(0, 4)))]

/** Whether an ISO day is worked. */
export function isWorkingDay(calendar: Calendar, day: string): boolean {
  if (calendar.holidays.includes(day) || isPublicHoliday(calendar, day)) return false
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay()
  return (weekday !== 0 && weekday !== 6) || WORKING_WEEKEND_DAYS.has(day)
}

/**
 * The end of the n-th working day after the day of `start` (Bộ luật Dân sự 2015 Điều 147, 148: the first day is not
 * counted, and a term ends with its last day). The local midnight after it.
 */
export function addWorkingDays(calendar: Calendar, start: Date, days: number): Date {
  let day = localTime(start, calendar.timeZone).day
  for (let left = days; left > 0;) {
    day = nextDay(day)
    if (isWorkingDay(calendar, day)) left -= 1
  }
  return localMidnight(nextDay(day), calendar.timeZone)
}

function nextDay(day: string): string {
  const next = new Date(`${day}T00:00:00Z`)
  next.setUTCDate(next.getUTCDate() + 1)
  return next.toISOString().slice(0, 10)
}

/** The instant at which a calendar day begins in a zone. */
export function localMidnight(day: string, timeZone: string): Date {
  const utc = new Date(`${day}T00:00:00Z`)
  const shown = localTime(utc, timeZone)
  const offsetMinutes = (Date.parse(`${shown.day}T${shown.time}:00Z`) - utc.getTime()) / 60_000
  return new Date(utc.getTime() - offsetMinutes * 60_000)
}
