import type { ConversationRow } from '../conversation/index.ts'
import type { Client, Pool } from '../database/index.ts'
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
  // Whoever comes late need not stand in line for the lock: a whole shift pressing at once stays cheap.
  await refuseHeld(desk.db.pool, staff, id)
  await onOpenConversation(desk, id, (client, conversation) => claim(client, staff, conversation))
}

/** The claim itself, under the conversation's lock. */
export async function claim(client: Client, staff: SignedIn, conversation: ConversationRow): Promise<void> {
  if (conversation.ownerId === staff.id) return
  await refuseHeld(client, staff, conversation.id)
  await requireRoom(client, staff.id, conversation.urgency)
  const taken = await takeOwnership(client, { conversationId: conversation.id, staffId: staff.id, from: null })
  if (!taken) throw claimedBy('')
  await recordAccess(client, { staffId: staff.id, action: 'conversation.claim', subject: 'conversation', subjectId: conversation.id })
}

const HOLDER = `
  select s.name from conversation c join staff s on s.id = c.owner_id where c.id = $1 and c.state = 'open' and c.owner_id <> $2`

async function refuseHeld(db: Pool | Client, staff: SignedIn, id: string): Promise<void> {
  const { rows: [holder] } = await db.query<{ name: string }>(HOLDER, [id, staff.id])
  if (holder) throw claimedBy(holder.name)
}

function claimedBy(name: string): AppError {
  return new AppError('conflict', 'error.claimed', 'somebody else holds it', { name })
}
