import { may, type SignedIn } from '../staff/index.ts'
import type { Blocks } from './api.ts'
import type { BLOCK_REASONS } from './api.ts'
import type { Desk } from './desk.ts'
import { iso, isoOrNull } from './time.ts'

type Row = {
  id: string; conversationId: string; channel: string; reason: (typeof BLOCK_REASONS)[number]; byId: string; byName: string
  at: Date; until: Date; inForce: boolean; liftedAt: Date | null; lifterId: string | null; lifterName: string | null; heard: number; lastHeardAt: Date | null
}

// The newest conversation of the person is where their last words are. Index: person_block_until_idx, conversation_person_id_idx.
const LIST = `
  select b.id, n.id as "conversationId", p.channel, b.reason, b.blocked_by as "byId", s.name as "byName", b.blocked_at as at, b.until,
    b.lifted_at is null and b.until > now() as "inForce", b.lifted_at as "liftedAt", b.lifted_by as "lifterId", l.name as "lifterName",
    h.heard, h.last as "lastHeardAt"
  from person_block b
  join person p on p.id = b.person_id
  join staff s on s.id = b.blocked_by
  left join staff l on l.id = b.lifted_by
  cross join lateral (select id from conversation where person_id = b.person_id and not exists (select 1 from focal_talk f where f.conversation_id = conversation.id) order by opened_at desc limit 1) n
  cross join lateral (
    select count(*)::int as heard, max(m.received_at) as last
    from conversation c join message m on m.conversation_id = c.id and m.direction = 'in' and m.received_at > b.blocked_at
    where c.person_id = b.person_id and m.received_at < coalesce(b.lifted_at, b.until)
  ) h
  where b.until > now() - interval '30 days'
  order by "inForce" desc, b.until limit 500`

/** Who is kept away and until when; what they wrote since is heard, and counted. */
export async function listBlocks({ db }: Desk, staff: SignedIn): Promise<Blocks> {
  const { rows } = await db.pool.query<Row>(LIST)
  return {
    blocks: rows.map(({ id, conversationId, channel, reason, inForce, heard, ...row }) => ({
      id, conversationId, channel, reason, inForce, heard,
      by: { id: row.byId, name: row.byName },
      at: iso(row.at),
      until: iso(row.until),
      liftedBy: row.lifterId === null ? null : { id: row.lifterId, name: row.lifterName ?? '' },
      liftedAt: isoOrNull(row.liftedAt),
      lastHeardAt: isoOrNull(row.lastHeardAt),
      mayLift: inForce && (row.byId === staff.id || may(staff.role, 'person.block-any')),
    })),
  }
}
