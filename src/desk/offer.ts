/** The colleague's answer to a warm transfer. An offer counts only while the owner is still who made it. */
import { notify } from '../conversation/index.ts'
import type { Client } from '../database/index.ts'
import { AppError, invariant } from '../errors.ts'
import { recordAccess } from '../safeguards/index.ts'
import type { SignedIn } from '../staff/index.ts'
import { requireRoom } from './capacity.ts'
import type { Desk } from './desk.ts'
import { onOpenConversation } from './openConversation.ts'
import { takeOwnership } from './takeOwnership.ts'

/**
 * Takes what was offered to me: from now on I own it.
 * @throws AppError conflict `error.no-offer`, `error.capacity`
 */
export async function acceptOffer(desk: Desk, staff: SignedIn, id: string): Promise<void> {
  await onOpenConversation(desk, id, async (client, conversation) => {
    const offer = await dropOffer(client, id)
    if (!offer || offer.fromId !== conversation.ownerId || offer.toId !== staff.id) throw new AppError('conflict', 'error.no-offer', 'not offered, or not to this person')
    await requireRoom(client, staff.id, conversation.urgency)
    const taken = await takeOwnership(client, { conversationId: id, staffId: staff.id, from: offer.fromId })
    invariant(taken, 'under the lock the owner cannot have changed')
    await recordAccess(client, { staffId: staff.id, action: 'conversation.accept', subject: 'conversation', subjectId: id, reason: offer.fromId })
  })
}

/**
 * Declines what was offered to me, or takes my own offer back; the owner keeps the conversation.
 * @throws AppError conflict `error.no-offer`
 */
export async function declineOffer(desk: Desk, staff: SignedIn, id: string): Promise<void> {
  await onOpenConversation(desk, id, async (client) => {
    const offer = await dropOffer(client, id)
    if (!offer || (offer.toId !== staff.id && offer.fromId !== staff.id)) throw new AppError('conflict', 'error.no-offer', 'not offered, or not by or to this person')
    await recordAccess(client, { staffId: staff.id, action: 'conversation.decline', subject: 'conversation', subjectId: id })
    await notify(client, 'conversation', id)
  })
}

/** The offer that was there; a refusal rolls this back. */
async function dropOffer(client: Client, id: string): Promise<{ fromId: string; toId: string } | undefined> {
  const { rows } = await client.query<{ fromId: string; toId: string }>(
    'delete from transfer_offer where conversation_id = $1 returning from_id as "fromId", to_id as "toId"', [id])
  return rows[0]
}
