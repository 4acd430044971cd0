import type { Media } from '../desk/api.ts'
import type { Desk } from '../desk/index.ts'
import { AppError } from '../errors.ts'
import type { SignedIn } from '../staff/index.ts'
import { mayOpen } from './opening.ts'

// Index: message_conversation_id_seq_key, media_message_id_place_key.
const LIST = `
  select d.id, m.id as "messageId", m.kind, d.state, d.error_code as "errorCode", d.mime, d.bytes, d.created_at as at,
    (select count(*)::int from media_opening o where o.media_id = d.id and o.used_at is not null) as opened
  from message m join media d on d.message_id = m.id where m.conversation_id = $1 order by m.seq, d.place`
const MINE = `select coalesce($2 in (owner_id, closed_by), false) as mine from conversation where id = $1`

/** What a conversation holds beside words: kinds and states. @throws AppError not-found */
export async function listMedia({ db }: Pick<Desk, 'db'>, staff: Pick<SignedIn, 'id' | 'role'>, id: string): Promise<Media[]> {
  const { rows: [talk] } = await db.pool.query<{ mine: boolean }>(MINE, [id, staff.id])
  if (!talk) throw new AppError('not-found', 'error.not-found', `no conversation ${id}`)
  const { rows } = await db.pool.query<Omit<Media, 'mayOpen' | 'at'> & { at: Date }>(LIST, [id])
  return rows.map((row) => ({ ...row, mayOpen: mayOpen(staff, talk.mine), at: row.at.toISOString() }))
}
