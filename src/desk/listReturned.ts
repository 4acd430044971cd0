import type { SignedIn } from '../staff/index.ts'
import type { Urgency } from '../triage/index.ts'
import type { DeskChannel, Returned } from './api.ts'
import type { Desk } from './desk.ts'
import { iso } from './time.ts'

type Row = { id: string; urgency: Urgency; channel: DeskChannel; returnedAt: Date; waitingSince: Date | null; heldById: string | null; heldByName: string | null }

// Who held it stands in the machine's line of the access log. $1: a focal person. Index: conversation_returned_idx,
// access_log_subject_subject_id_idx.
const LIST = `
  select c.id, c.urgency, c.channel, c.returned_at as "returnedAt", c.waiting_since as "waitingSince", s.id as "heldById", s.name as "heldByName"
  from conversation c
  left join lateral (
    select reason from access_log where subject = 'conversation' and subject_id = c.id::text and action = 'conversation.returned' order by id desc limit 1
  ) l on true
  left join staff s on s.id::text = l.reason
  where c.state = 'open' and c.returned_at is not null and c.owner_kind <> 'staff'
    and ($1 or not exists (select 1 from focal_talk f where f.conversation_id = c.id))
  order by c.urgency desc, c.returned_at limit 50`

/** Talks that were claimed, left without a word, and wait again: supervisors hear of them at once. */
export async function listReturned({ db }: Desk, staff: SignedIn): Promise<Returned> {
  const { rows } = await db.pool.query<Row>(LIST, [staff.focal])
  return {
    returned: rows.map(({ id, urgency, channel, returnedAt, waitingSince, heldById, heldByName }) => ({
      id, urgency, channel,
      returnedAt: iso(returnedAt),
      waitingSince: iso(waitingSince ?? returnedAt),
      heldBy: heldById === null ? null : { id: heldById, name: heldByName ?? '' },
    })),
  }
}
