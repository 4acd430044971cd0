import type { QueueView, Views } from '../../../src/desk/api.ts'
import type { Urgency } from '../../../src/triage/levels.ts'

export const VIEWS = ['waiting', 'mine', 'all', 'closed'] as const satisfies readonly QueueView[]
export const CHANNEL_CHOICES = ['zalo', 'messenger', 'web', 'phone', 'walk-in'] as const

/** What the counsellor wants to see of the queue. */
export type Filters = {
  view: QueueView
  level?: Urgency
  channel?: (typeof CHANNEL_CHOICES)[number]
  category?: string
  commune?: string
  review: boolean
}

export const FIRST_FILTERS: Filters = { view: 'waiting', review: false }

/** The query string of GET /queue for these filters, from the page behind `after` on. */
export function queueQuery({ view, level, channel, category, commune, review }: Filters, after: string | null, limit: number): string {
  const query = new URLSearchParams({ view, limit: String(limit) })
  if (level) query.set('level', level)
  if (channel) query.set('channel', channel)
  if (category) query.set('category', category)
  if (commune) query.set('commune', commune)
  if (review) query.set('review', 'true')
  if (after !== null) query.set('after', after)
  return query.toString()
}

/** Whether anything narrows the view down. */
export function isNarrowed({ level, channel, category, commune, review }: Filters): boolean {
  return level !== undefined || channel !== undefined || category !== undefined || commune !== undefined || review
}

/** The part of a query that a saved view keeps. */
export type SavedQuery = Views['views'][number]['query']

/** These filters as a saved view keeps them. */
export function toSaved({ review, ...rest }: Filters): SavedQuery {
  return review ? { ...rest, review: 'true' } : rest
}

/** The filters of a saved view. */
export function fromSaved({ view, level, channel, category, commune, review }: SavedQuery): Filters {
  return { view, review: review === 'true', ...(level ? { level } : {}), ...(channel ? { channel } : {}), ...(category ? { category } : {}), ...(commune ? { commune } : {}) }
}
