import { randomUUID } from 'node:crypto'
import type * as z from 'zod'
import { acknowledgeAlarms } from '../alarms/index.ts'
import { lockConversation, notify, type ConversationRow } from '../conversation/index.ts'
import { transaction, type Client } from '../database/index.ts'
import { AppError } from '../errors.ts'
import { recordAccess } from '../safeguards/index.ts'
import { may, type SignedIn } from '../staff/index.ts'
import type { takeNoteSchema } from './api.ts'
import type { Desk } from './desk.ts'
import { refuseUsedClientId, requireOwner } from './openConversation.ts'

const INSERT = `
  insert into note (id, conversation_id, staff_id, text_enc, client_id, whisper, contact) values ($1, $2, $3, $4, $5, $6, $7)
  returning id, at`

const FIRST_TIME = `select id, at from note where client_id = $1 and staff_id = $2 and conversation_id = $3`

/** Where a note's text belongs, for the vault. */
export function noteContext(noteId: string): string {
  return `note.text:${noteId}`
}

/**
 * A private note, also on a closed conversation and also by those who do not hold it. A supervisor may whisper to
 * the owner. A call to the person, by whoever holds the talk, is a note too. The same clientId twice is one note.
 * @throws AppError not-found, forbidden, forbidden `error.not-owner`, conflict `error.closed`
 */
export async function takeNote(desk: Desk, staff: SignedIn, id: string, input: z.infer<typeof takeNoteSchema>): Promise<{ id: string; at: string }> {
  if (input.whisper && !may(staff.role, 'conversation.whisper')) throw new AppError('forbidden', 'error.forbidden', `${staff.role} may not whisper`)
  return transaction(desk.db.pool, async (client) => {
    const conversation = await lockConversation(client, id)
    if (!conversation) throw new AppError('not-found', 'error.not-found', `no conversation ${id}`)
    if (input.contact !== undefined) {
      requireOwner(conversation, staff)
      if (conversation.state !== 'open') throw new AppError('conflict', 'error.closed', 'a call about a closed talk')
    }
    const { rows: [before] } = await client.query<{ id: string; at: Date }>(FIRST_TIME, [input.clientId, staff.id, id])
    const note = before ?? await writeNote(client, desk, { conversation, staff, ...input })
    if (input.contact === 'spoke') await acknowledgeAlarms(client, id, staff.id)
    return { id: note.id, at: note.at.toISOString() }
  })
}

/** Writes a note in the caller's transaction; acts that carry a note (transfer, release) use it. */
export async function writeNote(client: Client, { vault }: Desk, note: { conversation: ConversationRow; staff: SignedIn; text: string; clientId?: string; whisper?: boolean; contact?: string | undefined }): Promise<{ id: string; at: Date }> {
  const id = randomUUID()
  const { conversation, staff, text, clientId, whisper, contact } = note
  const sealed = vault.seal(await vault.key(client, conversation.keyId), noteContext(id), text)
  const { rows: [written] } = await client.query<{ id: string; at: Date }>(INSERT, [id, conversation.id, staff.id, sealed, clientId ?? null, whisper ?? false, contact ?? null]).catch(refuseUsedClientId)
  if (!written) throw new AppError('unavailable', 'error.unavailable', 'a note was not written')
  await recordAccess(client, { staffId: staff.id, action: 'conversation.note', subject: 'conversation', subjectId: conversation.id })
  await notify(client, 'conversation', conversation.id)
  return written
}
