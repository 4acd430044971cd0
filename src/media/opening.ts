/** Opening something a child sent: restricted, with a reason, logged first, and good for one look. */
import { createHash, randomBytes } from 'node:crypto'
import { transaction } from '../database/index.ts'
import type { Opening, MEDIA_REASONS } from '../desk/api.ts'
import type { Desk } from '../desk/index.ts'
import { AppError } from '../errors.ts'
import { recordAccess } from '../safeguards/index.ts'
import { may, type SignedIn } from '../staff/index.ts'
import { mediaContext } from './fetchNext.ts'

type Room = Pick<Desk, 'db' | 'vault'>
type Staff = Pick<SignedIn, 'id' | 'role'>

const TOKEN_SECONDS = 60

const FIND = `
  select d.state, d.mime, d.bytes, c.id as "conversationId", coalesce($2 in (c.owner_id, c.closed_by), false) as mine
  from media d join message m on m.id = d.message_id join conversation c on c.id = m.conversation_id where d.id = $1`
const ASK = `
  insert into media_opening (token_hash, media_id, staff_id, reason, expires_at)
  values ($1, $2, $3, $4, now() + interval '${TOKEN_SECONDS} seconds')`

/** Whoever may take a conversation over may look into it too. */
export function mayOpen({ role }: Pick<Staff, 'role'>, mine: boolean): boolean {
  return may(role, 'media.open') && (mine || may(role, 'conversation.take-over'))
}

type Found = { state: string; mime: string | null; bytes: number | null; conversationId: string; mine: boolean }

/** @throws AppError not-found, forbidden `error.not-owner`, conflict `error.media-absent` */
export async function askToOpen({ db }: Room, staff: Staff, id: string, reason: (typeof MEDIA_REASONS)[number]): Promise<Opening> {
  const { rows: [found] } = await db.pool.query<Found>(FIND, [id, staff.id])
  if (!found) throw new AppError('not-found', 'error.not-found', `no media ${id}`)
  if (!mayOpen(staff, found.mine)) throw new AppError('forbidden', 'error.not-owner', 'media of a conversation of somebody else')
  const { mime, bytes } = found
  if (found.state !== 'stored' || mime === null || bytes === null) throw new AppError('conflict', 'error.media-absent', `media ${id} is ${found.state}`)
  const token = randomBytes(32).toString('base64url')
  await transaction(db.pool, async (client) => {
    await recordAccess(client, { staffId: staff.id, action: 'media.open', subject: 'conversation', subjectId: found.conversationId, reason })
    await client.query(ASK, [hashOf(token), id, staff.id, reason])
  })
  return { token, mime, bytes }
}

const USE = `
  update media_opening set used_at = now()
  where token_hash = $1 and staff_id = $2 and used_at is null and expires_at > now() returning media_id as id`
const READ = `
  select d.content_enc as "contentEnc", d.mime, p.key_id as "keyId", k.wrapped
  from media d join message m on m.id = d.message_id join conversation c on c.id = m.conversation_id
  join person p on p.id = c.person_id join data_key k on k.id = p.key_id where d.id = $1`

type Kept = { contentEnc: Buffer; mime: string; keyId: string; wrapped: Buffer | null }

/** The bytes behind a token: the first time, in time, for whoever asked. @throws AppError not-found */
export async function takeOpened({ db, vault }: Room, staff: Staff, token: string): Promise<{ id: string; mime: string; bytes: Buffer }> {
  const { rows: [used] } = await db.pool.query<{ id: string }>(USE, [hashOf(token), staff.id])
  if (!used) throw new AppError('not-found', 'error.not-found', 'no such opening')
  const { rows: [kept] } = await db.pool.query<Kept>(READ, [used.id])
  if (!kept?.wrapped) throw new AppError('not-found', 'error.erased', 'the key of this media was destroyed')
  const key = vault.unwrap(kept.keyId, kept.wrapped)
  return { id: used.id, mime: kept.mime, bytes: vault.openBytes(key, mediaContext(used.id), kept.contentEnc) }
}

function hashOf(token: string): Buffer {
  return createHash('sha256').update(token).digest()
}
