/**
 * How soon a human should be there. The Centre's settings say how many minutes (safeguarding §1.6); emergency and
 * high count round the clock, medium and low count staffed time, medium never more than a day. Information has none.
 */
import { isOpen, localTime, targetMinutes, type Centre } from '../directory/index.ts'
import type { Urgency } from '../triage/index.ts'

/** From a claim to the first human words; then the conversation goes back to the queue. */
export const FIRST_REPLY_MINUTES: Readonly<Record<Urgency, number>> = { emergency: 3, high: 10, medium: 20, low: 40, info: 60 }

/** Conversations one person can hold at a time; high and emergency are never refused for it. */
export const CAPACITY = 6

const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE
/** No calendar is closed for so long. */
const MOST_DAYS = 60

/** When the level's promise to somebody who waits runs out; null when nobody waits or nothing was promised. */
export function answerDueAt(centre: Centre, urgency: Urgency, waitingSince: Date | null): Date | null {
  if (!waitingSince) return null
  const minutes = targetMinutes(centre, urgency, isOpen(centre, waitingSince))
  if (minutes === undefined) return null
  const roundTheClock = new Date(waitingSince.getTime() + minutes * MINUTE)
  if (urgency === 'emergency' || urgency === 'high') return roundTheClock
  const staffed = afterStaffedMinutes(centre, waitingSince, minutes)
  return urgency === 'medium' ? new Date(Math.min(staffed.getTime(), waitingSince.getTime() + DAY)) : staffed
}

/** Who of a level has waited since before this moment is late at `now`; null when nobody of the level can be. */
export function lateBefore(centre: Centre, urgency: Urgency, now: Date): Date | null {
  let [late, early] = [now.getTime() - MOST_DAYS * DAY, now.getTime()]
  const isLate = (since: number) => (answerDueAt(centre, urgency, new Date(since))?.getTime() ?? Infinity) <= now.getTime()
  if (!isLate(late)) return null
  // The promise never runs out earlier for somebody who came later: halve the span.
  while (early - late > 1_000) {
    const middle = Math.floor((early + late) / 2)
    if (isLate(middle)) late = middle
    else early = middle
  }
  return new Date(late)
}

/** The moment at which so many staffed minutes have passed since `from`, by the Centre's calendar. */
function afterStaffedMinutes(centre: Centre, from: Date, minutes: number): Date {
  let at = from.getTime()
  let left = minutes
  for (let day = 0; day < MOST_DAYS; day += 1) {
    const local = localTime(new Date(at), centre.timeZone)
    const clock = minuteOf(local.time)
    const hours = centre.holidays.includes(local.day) ? undefined : centre.hours[local.weekday]
    const opens = Math.max(clock, minuteOf(hours?.from ?? '00:00'))
    const staffed = hours ? Math.max(0, minuteOf(hours.to) - opens) : 0
    if (left <= staffed) return new Date(at + (opens - clock + left) * MINUTE)
    left -= staffed
    at += (24 * 60 - clock) * MINUTE
  }
  return new Date(at)
}

function minuteOf(clock: string): number {
  const [hours, minutes] = clock.split(':')
  return Number(hours) * 60 + Number(minutes)
}
