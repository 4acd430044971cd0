/** How well the service answered: from the roll-up of contacts and of human judgements, never from the live tables of the desk. */
import { URGENCIES, type Urgency } from '../triage/index.ts'
import type { Asking } from './calmly.ts'

export type ServiceFigures = {
  urgency: Urgency
  contacts: number
  /** A human wrote at least once. */
  counselled: number
  abandoned: number
  night: number
  /** Of those that had a target and an end. */
  answeredInTarget: number
  withTarget: number
  waitSecondsMedian: number | null
  waitSecondsP90: number | null
  replySecondsMedian: number | null
}

// Index: contact_fact_day_idx.
const FIGURES = `
  select urgency, count(*)::int as contacts, count(*) filter (where counselled)::int as counselled, count(*) filter (where abandoned)::int as abandoned,
         count(*) filter (where night)::int as night, count(*) filter (where in_target)::int as "answeredInTarget", count(in_target)::int as "withTarget",
         percentile_cont(0.5) within group (order by wait_seconds)::int as "waitSecondsMedian", percentile_cont(0.9) within group (order by wait_seconds)::int as "waitSecondsP90",
         percentile_cont(0.5) within group (order by reply_seconds)::int as "replySecondsMedian"
  from contact_fact where day between $1 and $2 group by urgency order by urgency desc`

/** By level, the most urgent first. Days are ISO, both counted. */
export async function serviceFigures(pool: Asking, { from, to }: { from: string; to: string }): Promise<ServiceFigures[]> {
  return (await pool.query<ServiceFigures>(FIGURES, [from, to])).rows
}

export type ContactCount = { code: string; contacts: number; counselled: number }
export const CONTACT_DIMENSIONS = ['channel', 'reporter', 'category', 'month'] as const
const CONTACT_SQL = { channel: 'channel', reporter: 'reporter', category: 'category', month: `to_char(day, 'YYYY-MM')` } as const satisfies Record<(typeof CONTACT_DIMENSIONS)[number], string>

/** Contacts by one dimension: most contacts at helplines never become a case, and they count too. */
export async function contactsBy(pool: Asking, dimension: (typeof CONTACT_DIMENSIONS)[number], { from, to }: { from: string; to: string }): Promise<ContactCount[]> {
  const { rows } = await pool.query<ContactCount>(`
    select ${CONTACT_SQL[dimension]} as code, count(*)::int as contacts, count(*) filter (where counselled)::int as counselled
    from contact_fact where day between $1 and $2 group by 1 order by 2 desc, 1`, [from, to])
  return rows
}

export type Agreement = { judged: number; same: number; raised: number; lowered: number; changes: { from: Urgency; to: Urgency; n: number }[] }

// Conversations in which a human opened the card and the machine had given a level: what did the human make of it? One row a
// conversation: the machine's highest level against the human's last word.
const AGREEMENT = `
  with human as (
    select distinct on (conversation_id) conversation_id, "to" from urgency_change
    where staff_id is not null and at >= $1::date and at < $2::date + 1 order by conversation_id, at desc
  ), machine as (
    select u.conversation_id, max(u."to") as level from urgency_change u join human h using (conversation_id) where u.staff_id is null group by 1
  )
  select coalesce(m.level, 'info') as "from", h."to", count(*)::int as n
  from human h left join machine m using (conversation_id) group by 1, 2 order by 1, 2`

/** Triage against the counsellors who judged by hand. A level left as it was is no judgement and is not counted. */
export async function triageAgreement(pool: Asking, { from, to }: { from: string; to: string }): Promise<Agreement> {
  const { rows: changes } = await pool.query<Agreement['changes'][number]>(AGREEMENT, [from, to])
  const count = (keep: (one: Agreement['changes'][number]) => boolean) => changes.filter(keep).reduce((sum, { n }) => sum + n, 0)
  const rank = (urgency: Urgency) => URGENCIES.indexOf(urgency)
  return {
    judged: count(() => true),
    same: count(({ from: a, to: b }) => a === b),
    raised: count(({ from: a, to: b }) => rank(b) > rank(a)),
    lowered: count(({ from: a, to: b }) => rank(b) < rank(a)),
    changes,
  }
}


