/** When somebody must be there, by the Centre's calendar: at the desk in staffed hours, on call outside them. */
import { isOpen, localTime, type Centre } from '../directory/index.ts'
import type { Span } from '../staff/index.ts'

const MINUTE = 60_000
const DAY_MINUTES = 24 * 60

export type RosterNeeds = { duty: Span[]; onCall: Span[] }

/** Spans to cover between two moments. On call is needed only where the Centre says that somebody is. */
export function rosterNeeds(centre: Centre, { from, to }: Span): RosterNeeds {
  const edges = [from, ...changesBetween(centre, { from, to }), to]
  const spans = edges.slice(0, -1).flatMap((start, index) => {
    const end = edges[index + 1]
    return end && start < end ? [{ from: start, to: end, open: isOpen(centre, start) }] : []
  })
  return {
    duty: joined(spans.filter(({ open }) => open)),
    onCall: centre.onCall ? joined(spans.filter(({ open }) => !open)) : [],
  }
}

/** The moments at which the Centre may open or close. */
function changesBetween(centre: Centre, { from, to }: Span): Date[] {
  const changes: Date[] = []
  for (let at = from.getTime(); at < to.getTime();) {
    const { time, weekday } = localTime(new Date(at), centre.timeZone)
    const clock = minuteOf(time)
    const midnight = at - clock * MINUTE
    const hours = centre.hours[weekday]
    for (const edge of hours ? [minuteOf(hours.from), minuteOf(hours.to)] : []) changes.push(new Date(midnight + edge * MINUTE))
    at = midnight + DAY_MINUTES * MINUTE
  }
  return changes.filter((change) => change > from && change < to)
}

function joined(spans: readonly Span[]): Span[] {
  const result: Span[] = []
  for (const { from, to } of spans) {
    const last = result.at(-1)
    if (last && last.to.getTime() === from.getTime()) last.to = to
    else result.push({ from, to })
  }
  return result
}

function minuteOf(clock: string): number {
  const [hours, minutes] = clock.split(':')
  return Number(hours) * 60 + Number(minutes)
}
