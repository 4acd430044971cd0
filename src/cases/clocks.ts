/**
 * The legal and house clocks of a case, counted from its events. Pure: rules are data (clocks.json, each with its
 * source and quoted text), time is an argument. A closed case has no running clock; the time it stood closed is added
 * when it is reopened (peers F13).
 */
import * as z from 'zod'
import { addWorkingDays, type Calendar } from '../directory/index.ts'
import { URGENCIES, type Urgency } from '../triage/index.ts'
import file from './clocks.json' with { type: 'json' }
import type { CaseEvent } from './events.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR

const termSchema = z.union([z.object({ hours: z.number().positive() }), z.object({ days: z.number().positive() }), z.object({ workingDays: z.number().int().positive() })])
export type Term = z.infer<typeof termSchema>

const clockSchema = z.object({
  id: z.string(),
  subject: z.literal('case'),
  /** Levels of the case that have this clock. */
  urgencies: z.array(z.enum(URGENCIES)),
  /** `first-inbound`, or an event `kind` or `kind:body`. */
  start: z.string(),
  term: termSchema,
  warnBefore: z.object({ hours: z.number().positive() }),
  stop: z.array(z.string()).min(1),
  rule: z.string(),
  /** The rule's words, as shown beside the clock. */
  text: z.string(),
  /** `law`: a legal term. `target`: the Centre's own, where the law says "ngay" or nothing. */
  binding: z.enum(['law', 'target']),
  source: z.string(),
  verifiedOn: z.iso.date().nullable(),
})
export type ClockRule = z.infer<typeof clockSchema>

export const CLOCKS: readonly ClockRule[] = z.array(clockSchema).parse(file.clocks)

const singleTerm = z.object({ id: z.string(), term: termSchema, rule: z.string(), text: z.string(), verifiedOn: z.iso.date().nullable() })
/** Terms that belong to no case: requests about personal data, a breach. */
export const TERMS = z.array(singleTerm).parse(file.terms)

/** running · warning (little time left) · overdue · kept · late (done after its time) · ended (the case was closed first) */
export type ClockState = 'running' | 'warning' | 'overdue' | 'kept' | 'late' | 'ended'
export type Clock = { id: string; startedAt: Date; dueAt: Date; warnAt: Date; stoppedAt: Date | null; state: ClockState }

export type ClockInput = {
  urgency: Urgency
  firstInboundAt: Date
  events: readonly Pick<CaseEvent, 'kind' | 'at' | 'detail'>[]
  calendar: Calendar
  now: Date
}

/** All clocks that have begun. */
export function clocksOf(input: ClockInput): Clock[] {
  const closed = closedSpans(input.events)
  return CLOCKS.filter(({ urgencies }) => urgencies.includes(input.urgency)).flatMap((rule) => {
    const startedAt = rule.start === 'first-inbound' ? input.firstInboundAt : firstOf(input.events, [rule.start])
    return startedAt ? [clockOf(rule, startedAt, closed, input)] : []
  })
}

function clockOf(rule: ClockRule, startedAt: Date, closed: readonly Span[], { events, calendar, now }: ClockInput): Clock {
  const stop = firstOf(events.filter(({ at }) => at >= startedAt), rule.stop)
  const due = new Date(endOf(rule.term, startedAt, calendar).getTime() + closedTime(closed, startedAt, stop ?? now))
  const open = closed.at(-1)
  const endedAt = stop ?? (open?.to === undefined ? open?.from : undefined)
  const warnAt = new Date(Math.max(startedAt.getTime(), due.getTime() - rule.warnBefore.hours * HOUR))
  return { id: rule.id, startedAt, dueAt: due, warnAt, stoppedAt: endedAt ?? null, state: stateOf({ stop, endedAt, due, warnAt, now }) }
}

function stateOf({ stop, endedAt, due, warnAt, now }: { stop: Date | undefined; endedAt: Date | undefined; due: Date; warnAt: Date; now: Date }): ClockState {
  if (endedAt) {
    if (endedAt > due) return 'late'
    return stop ? 'kept' : 'ended'
  }
  if (now > due) return 'overdue'
  return now >= warnAt ? 'warning' : 'running'
}

/** When a term ends. Hours and days run through nights and holidays; working days end with the last of them. */
export function endOf(term: Term, start: Date, calendar: Calendar): Date {
  if ('hours' in term) return new Date(start.getTime() + term.hours * HOUR)
  if ('days' in term) return new Date(start.getTime() + term.days * DAY)
  return addWorkingDays(calendar, start, term.workingDays)
}

/** The earliest event of one of the kinds, e.g. `referral.sent:commune` or `plan.drafted`. */
function firstOf(events: ClockInput['events'], kinds: readonly string[]): Date | undefined {
  const times = events.filter(({ kind, detail }) => kinds.includes(kind) || kinds.includes(`${kind}:${detail['body'] ?? ''}`)).map(({ at }) => at.getTime())
  return times.length === 0 ? undefined : new Date(Math.min(...times))
}

type Span = { from: Date; to: Date | undefined }

function closedSpans(events: ClockInput['events']): Span[] {
  const spans: Span[] = []
  for (const { kind, at } of events) {
    const last = spans.at(-1)
    if (kind === 'state.approve-closing') spans.push({ from: at, to: undefined })
    if (kind === 'state.reopen' && last) last.to = at
  }
  return spans
}

function closedTime(spans: readonly Span[], from: Date, until: Date): number {
  return spans.filter(({ to }) => to !== undefined).reduce((sum, span) => {
    const overlap = Math.min(span.to?.getTime() ?? 0, until.getTime()) - Math.max(span.from.getTime(), from.getTime())
    return sum + Math.max(0, overlap)
  }, 0)
}
