/**
 * Keeping an abusive or hunting writer away for a time: with a reason, a note, an author and an end, and never deaf.
 * Their words are still kept and judged (src/bot/blockedMiddleware.ts): what calls for help still rings.
 */
import { randomUUID } from 'node:crypto'
import type * as z from 'zod'
import { lockConversation, notify, returnToBot, type ConversationRow } from '../conversation/index.ts'
import { transaction, type Client } from '../database/index.ts'
import { AppError } from '../errors.ts'
import { recordAccess } from '../safeguards/index.ts'
import { may, type SignedIn } from '../staff/index.ts'
import { COUNSELLOR_BLOCK_DAYS, HAND_CHANNELS, type blockSchema } from './api.ts'
import type { Desk } from './desk.ts'
import { onOpenConversation, requireOwner } from './openConversation.ts'

const BLOCK = `
  insert into person_block (id, person_id, conversation_id, reason, note_enc, blocked_by, until)
  values ($1, $2, $3, $4, $5, $6, now() + make_interval(days => $7))`

/** Where a block's note belongs, for the vault. */
export function blockNoteContext(blockId: string): string {
  return `person_block.note:${blockId}`
}

/**
 * Blocks who writes in this conversation and lets it go: the bot says the one line, then nothing.
 * @throws AppError forbidden `error.not-owner`, `error.block-long` {days}; conflict `error.blocked`, `error.no-channel`, `error.closed`
 */
export async function blockPerson(desk: Desk, staff: SignedIn, id: string, { reason, days, note }: z.infer<typeof blockSchema>): Promise<void> {
  const supervises = may(staff.role, 'person.block-any')
  if (days > COUNSELLOR_BLOCK_DAYS && !supervises) throw new AppError('forbidden', 'error.block-long', 'a long block by a counsellor', { days: COUNSELLOR_BLOCK_DAYS })
  await onOpenConversation(desk, id, async (client, conversation) => {
    if (!supervises) requireOwner(conversation, staff)
    if (HAND_CHANNELS.some((channel) => channel === conversation.channel)) throw new AppError('conflict', 'error.no-channel', 'nobody writes there')
    if (conversation.block) throw new AppError('conflict', 'error.blocked', 'a block is in force')
    await writeBlock(client, desk, conversation, { reason, days, note, staff })
    await returnToBot(client, conversation)
    await recordAccess(client, { staffId: staff.id, action: 'person.block', subject: 'conversation', subjectId: id, reason: `${reason}:${days}` })
  })
}

async function writeBlock(client: Client, { vault }: Desk, { id, personId, keyId }: ConversationRow, { reason, days, note, staff }: z.infer<typeof blockSchema> & { staff: SignedIn }): Promise<void> {
  const blockId = randomUUID()
  const sealed = vault.seal(await vault.key(client, keyId), blockNoteContext(blockId), note)
  await client.query(BLOCK, [blockId, personId, id, reason, sealed, staff.id, days])
}

// Index: person_block_person_id_idx.
const LIFT = `
  update person_block set lifted_at = now(), lifted_by = $2
  where person_id = $1 and lifted_at is null and until > now() and ($3 or blocked_by = $2)`

/**
 * Lifts the block on who writes in this conversation, open or closed: the bot says that it is there again.
 * @throws AppError not-found; conflict `error.not-blocked`; forbidden `error.not-blocker`
 */
export async function unblockPerson({ db }: Desk, staff: SignedIn, id: string): Promise<void> {
  await transaction(db.pool, async (client) => {
    const conversation = await lockConversation(client, id)
    if (!conversation) throw new AppError('not-found', 'error.not-found', `no conversation ${id}`)
    if (!conversation.block) throw new AppError('conflict', 'error.not-blocked', 'no block in force')
    const { rowCount } = await client.query(LIFT, [conversation.personId, staff.id, may(staff.role, 'person.block-any')])
    if (rowCount === 0) throw new AppError('forbidden', 'error.not-blocker', 'somebody else blocked them')
    if (conversation.state === 'open' && conversation.ownerKind === 'bot') await returnToBot(client, conversation)
    await recordAccess(client, { staffId: staff.id, action: 'person.unblock', subject: 'conversation', subjectId: id })
    await notify(client, 'conversation', id)
  })
}
