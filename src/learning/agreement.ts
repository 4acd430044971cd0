/** How well triage and the people agree, by month: from the levels as they stood, without opening a word. */
import type { Pool } from '../database/index.ts'
import { isAtLeast, type Urgency } from '../triage/index.ts'

export type Month = {
  /** As `2026-11`, in the Centre's time. */
  month: string
  /** Conversations a human judged by hand, or read in the sample of what triage held for harmless. */
  judged: number
  same: number
  /** Triage stood below: by a level or more; of these, `missed` wanted a human (medium or above) and called none. */
  tooLow: number
  missed: number
  /** Triage stood above; of these, `falseAlarms` rang (high or above) for what was neither. */
  tooHigh: number
  falseAlarms: number
  /** The second reader: answers, levels raised, and no opinion. */
  opinions: number
  raised: number
  silent: number
}

// The first human judgement after the machine's own is about triage; a later one about a colleague. A sampled
// conversation whose level was set by hand is the colleague's too. Index: urgency_change_conversation_id_idx.
const JUDGED = `
  with step as (
    select at, "from" as was, "to" as should, staff_id, conversation_id,
      lag(staff_id) over (partition by conversation_id order by at, id) as before
    from urgency_change
  ), judged as (
    select at, was, should from step where staff_id is not null and before is null
    union all
    select q.at, q.level_was, q.level_should from quality_review q
    where not exists (select 1 from urgency_change u where u.conversation_id = q.conversation_id and u.staff_id is not null)
  )
  select to_char(at at time zone $2, 'YYYY-MM') as month, was, should, count(*)::int as count
  from judged where at >= $1 group by 1, 2, 3`

// Index: opinion_at_idx.
const OPINIONS = `
  select to_char(at at time zone $2, 'YYYY-MM') as month, count(*) filter (where outcome = 'opinion')::int as opinions,
    count(*) filter (where effect = 'raised')::int as raised, count(*) filter (where outcome <> 'opinion' and effect <> 'again')::int as silent
  from opinion where at >= $1 group by 1`

type Judged = { month: string; was: Urgency; should: Urgency; count: number }
type Opinions = Pick<Month, 'month' | 'opinions' | 'raised' | 'silent'>

/** One row a month since a day, oldest first; months without any judgement or opinion are left out. */
export async function agreementByMonth(pool: Pool, { since, timeZone }: { since: Date; timeZone: string }): Promise<Month[]> {
  const [{ rows: judged }, { rows: opinions }] = await Promise.all([
    pool.query<Judged>(JUDGED, [since, timeZone]),
    pool.query<Opinions>(OPINIONS, [since, timeZone]),
  ])
  const months = [...new Set([...judged, ...opinions].map(({ month }) => month))].toSorted()
  return months.map((month) => monthOf(month, judged.filter((one) => one.month === month), opinions.find((one) => one.month === month)))
}

function monthOf(month: string, judged: readonly Judged[], opinions: Opinions | undefined): Month {
  const count = (keep: (one: Judged) => boolean) => judged.filter(keep).reduce((sum, one) => sum + one.count, 0)
  const below = ({ was, should }: Judged) => !isAtLeast(was, should)
  const above = ({ was, should }: Judged) => !isAtLeast(should, was)
  return {
    month,
    judged: count(() => true),
    same: count(({ was, should }) => was === should),
    tooLow: count(below),
    missed: count(({ was, should }) => isAtLeast(should, 'medium') && !isAtLeast(was, 'medium')),
    tooHigh: count(above),
    falseAlarms: count(({ was, should }) => isAtLeast(was, 'high') && !isAtLeast(should, 'high')),
    opinions: opinions?.opinions ?? 0,
    raised: opinions?.raised ?? 0,
    silent: opinions?.silent ?? 0,
  }
}
