import type { Roster } from '../../../src/desk/api.ts'
import { dayKey } from '../time/dates.ts'

const DAY_MS = 24 * 3600_000

/** One day of the roster: what begins on it, and the holes that begin on it. */
export type RosterDay = { key: string; at: string; shifts: Roster['shifts']; gaps: Roster['gaps']; holiday: boolean }

/** Midnight at the Centre of the day that `ms` falls on, ISO 8601. */
export function midnight(ms: number): string {
  return `${dayKey(new Date(ms).toISOString())}T00:00:00+07:00`
}

/** The roster by days of the Centre, from the day of `from` on; a shift or hole from before stands on the first day. */
export function rosterDays(roster: Roster, from: string, days: number): RosterDay[] {
  const first = Date.parse(from)
  const dayOf = (iso: string) => (Date.parse(iso) < first ? dayKey(from) : dayKey(iso))
  return Array.from({ length: days }, (_, index) => {
    const at = new Date(first + index * DAY_MS).toISOString()
    const key = dayKey(at)
    return {
      key,
      at,
      shifts: roster.shifts.filter((shift) => dayOf(shift.from) === key).toSorted((a, b) => Date.parse(a.from) - Date.parse(b.from)),
      gaps: roster.gaps.filter((gap) => dayOf(gap.from) === key),
      holiday: roster.holidays.includes(key),
    }
  })
}
