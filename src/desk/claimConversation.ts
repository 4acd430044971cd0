import type { ConversationRow } from '../conversation/index.ts'
import type { Client } from '../database/index.ts'
import { AppError } from '../errors.ts'
import { recordAccess } from '../safeguards/index.ts'
import type { SignedIn } from '../staff/index.ts'
import { requireRoom } from './capacity.ts'
import type { Desk } from './desk.ts'
import { onOpenConversation } from './openConversation.ts'
import { takeOwnership } from './takeOwnership.ts'

/**
 * Takes a conversation from the bot or the queue. Of any number at once one wins; the others learn who.
 * @throws AppError conflict `error.claimed` {name}, `error.capacity` {limit}, `error.closed`
 */
export async function claimConversation(desk: Desk, staff: SignedIn, id: string): Promise<void> {
  await onOpenConversation(desk, id, (client, conversation) => claim(client, staff, conversation))
}

/** The claim itself, under the conversation's lock. */
export async function claim(client: Client, staff: SignedIn, conversation: ConversationRow): Promise<void> {
  if (conversation.ownerId === staff.id) return
  if (conversation.ownerId === null) await requireRoom(client, staff.id, conversation.urgency)
  const taken = await takeOwnership(client, { conversationId: conversation.id, staffId: staff.id, from: null })
  if (!taken) throw new AppError('conflict', 'error.claimed', 'somebody else holds it', { name: await nameOf(client, conversation.ownerId) })
  await recordAccess(client, { staffId: staff.id, action: 'conversation.claim', subject: 'conversation', subjectId: conversation.id })
}

async function nameOf(client: Client, staffId: string | null): Promise<string> {
  const { rows: [staff] } = await client.query<{ name: string }>('select name from staff where id = $1', [staffId])
  return staff?.name ?? ''
}
