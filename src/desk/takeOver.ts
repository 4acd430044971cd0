import type * as z from 'zod'
import { AppError, invariant } from '../errors.ts'
import { recordAccess } from '../safeguards/index.ts'
import type { SignedIn } from '../staff/index.ts'
import type { takeOverSchema } from './api.ts'
import type { Desk } from './desk.ts'
import { onOpenConversation } from './openConversation.ts'
import { takeOwnership } from './takeOwnership.ts'

/**
 * A supervisor takes a conversation out of a colleague's hands: explicit, with a reason, in the log.
 * @throws AppError conflict `error.not-held` when nobody holds it: then it is claimed like any other
 */
export async function takeOver(desk: Desk, staff: SignedIn, id: string, { reason }: z.infer<typeof takeOverSchema>): Promise<void> {
  await onOpenConversation(desk, id, async (client, conversation) => {
    if (conversation.ownerId === staff.id) return
    if (conversation.ownerId === null) throw new AppError('conflict', 'error.not-held', 'a take-over of what nobody holds')
    const taken = await takeOwnership(client, { conversationId: id, staffId: staff.id, from: conversation.ownerId })
    invariant(taken, 'under the lock the owner cannot have changed')
    await recordAccess(client, { staffId: staff.id, action: 'conversation.take-over', subject: 'conversation', subjectId: id, reason })
  })
}
