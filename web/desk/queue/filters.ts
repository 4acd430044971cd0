import type { QueueView } from '../../../src/desk/api.ts'
import type { Urgency } from '../../../src/triage/levels.ts'

export const VIEWS = ['waiting', 'mine', 'all', 'closed'] as const satisfies readonly QueueView[]
export const CHANNEL_CHOICES = ['zalo', 'messenger', 'web', 'phone', 'walk-in'] as const

/** What the counsellor wants to see of the queue. */
export type Filters = {
  view: QueueView
  level?: Urgency
  channel?: (typeof CHANNEL_CHOICES)[number]
  review: boolean
}

export const FIRST_FILTERS: Filters = { view: 'waiting', review: false }

/** The query string of GET /queue for these filters, from the page behind `after` on. */
export function queueQuery({ view, level, channel, review }: Filters, after: string | null, limit: number): string {
  const query = new URLSearchParams({ view, limit: String(limit) })
  if (level) query.set('level', level)
  if (channel) query.set('channel', channel)
  if (review) query.set('review', 'true')
  if (after !== null) query.set('after', after)
  return query.toString()
}

/** Whether anything narrows the view down. */
export function isNarrowed({ level, channel, review }: Filters): boolean {
  return level !== undefined || channel !== undefined || review
}
