/** Until when a conversation or a case is kept: one definition for the date on the desk and for the purge. */
import type { Client, Pool } from '../../database/index.ts'
import { termsJson, type RetentionClass, type RetentionTerms } from './classes.ts'

// $1: terms. `until` null: no date yet, because the matter is not over (an open case; somebody waits for a human, or
// holds the chat, or must read it). A hold is shown beside the date, since it ends.
const RETAINED = `
  with term as (
    select key as class, value::interval as keep from jsonb_each_text($1::jsonb)
  ), talk as (
    select c.id, c.person_id, c.case_id,
      case
        when c.case_id is not null then 'case'
        when c.channel = 'web' and c.closed_by is null and coalesce(c.close_reason, '') not in ('done', 'feedback')
          and not exists (select 1 from message m where m.conversation_id = c.id and m.author in ('staff', 'outside'))
          and not exists (select 1 from note n where n.conversation_id = c.id)
          and not exists (select 1 from person_block b where b.conversation_id = c.id) then 'unfinished'
        else 'talk'
      end as class,
      case
        when c.case_id is not null then (select r.closed_at from case_record r where r.id = c.case_id and r.state = 'closed')
        when c.state = 'open' and (c.owner_kind <> 'bot' or c.review or c.waiting_since is not null or c.urgency >= 'medium'
          or exists (select 1 from alarm a where a.conversation_id = c.id and a.acknowledged_at is null)) then null
        else coalesce(c.closed_at, greatest(c.last_inbound_at, c.last_outbound_at, c.opened_at))
      end as since
    from conversation c
  ), dated as (
    select talk.*, talk.since + term.keep as until,
      exists (select 1 from retention_hold h where h.released_at is null and h.subject_id in (talk.id, talk.person_id, talk.case_id)) as held
    from talk join term on term.class = talk.class
  )`

export type Retained = { id: string; class: RetentionClass; until: Date | null; held: boolean }

const OF = `${RETAINED} select id, class, until, held from dated where id = any($2::uuid[])`

/** Class, date and hold of conversations, for the desk to show. Ids that do not exist are left out. */
export async function readRetained(db: Pool | Client, terms: RetentionTerms, conversationIds: readonly string[]): Promise<Retained[]> {
  return (await db.query<Retained>(OF, [termsJson(terms), conversationIds])).rows
}

const CASE = `
  select closed_at + $1::interval as until,
    exists (
      select 1 from retention_hold h where h.released_at is null
        and (h.subject_id = r.id or h.subject_id in (select id from conversation where case_id = r.id union select person_id from conversation where case_id = r.id))) as held
  from case_record r where r.id = $2`

export type RetainedCase = { until: Date | null; held: boolean }

/** The same of a case: no date while it is open. */
export async function readRetainedCase(db: Pool | Client, terms: RetentionTerms, caseId: string): Promise<RetainedCase | undefined> {
  return (await db.query<RetainedCase>(CASE, [terms.case.keep, caseId])).rows[0]
}

const DUE = `${RETAINED}
  select id from dated
  where class = $2 and case_id is null and not held and until <= $3 and ($5::uuid[] is null or id = any($5))
  order by until limit $4`

/** Conversations of one class (without a case) whose time is over; `among` asks only about these. */
export async function dueTalks(client: Client, terms: RetentionTerms, ask: { name: RetentionClass; now: Date; limit: number; among?: readonly string[] }): Promise<string[]> {
  const { rows } = await client.query<{ id: string }>(DUE, [termsJson(terms), ask.name, ask.now, ask.limit, ask.among ?? null])
  return rows.map(({ id }) => id)
}

// A case is over when it is closed, nobody talks under it any more, and no hold stands on it or on anybody in it.
const DUE_CASES = `
  select r.id from case_record r
  where r.state = 'closed' and r.closed_at + $1::interval <= $2
    and not exists (select 1 from conversation c where c.case_id = r.id and c.state = 'open')
    and not exists (
      select 1 from retention_hold h where h.released_at is null
        and (h.subject_id = r.id or h.subject_id in (select id from conversation where case_id = r.id union select person_id from conversation where case_id = r.id)))
  order by r.closed_at limit $3
  for update of r skip locked`

export async function dueCases(client: Client, terms: RetentionTerms, { now, limit }: { now: Date; limit: number }): Promise<string[]> {
  return (await client.query<{ id: string }>(DUE_CASES, [terms.case.keep, now, limit])).rows.map(({ id }) => id)
}

const OVERDUE = `${RETAINED} select count(*)::int as overdue from dated where case_id is null and not held and until <= $2`

/** How many conversations are past their date: the monitor's figure, near zero when the purge runs. */
export async function countOverdue(db: Pool, terms: RetentionTerms, now: Date): Promise<number> {
  return (await db.query<{ overdue: number }>(OVERDUE, [termsJson(terms), now])).rows[0]?.overdue ?? 0
}
