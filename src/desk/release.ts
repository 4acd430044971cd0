import type * as z from 'zod'
import { notify, returnToBot } from '../conversation/index.ts'
import { recordAccess } from '../safeguards/index.ts'
import type { SignedIn } from '../staff/index.ts'
import type { releaseSchema } from './api.ts'
import type { Desk } from './desk.ts'
import { onOpenConversation, requireOwner } from './openConversation.ts'
import { BACK_TO_QUEUE } from './returnToQueue.ts'
import { writeNote } from './takeNote.ts'

/**
 * The owner lets go: back to the bot, which says again that it is a machine, or back to the queue for a colleague.
 * @throws AppError forbidden `error.not-owner`
 */
export async function release(desk: Desk, staff: SignedIn, id: string, input: z.infer<typeof releaseSchema>): Promise<void> {
  await onOpenConversation(desk, id, async (client, conversation) => {
    requireOwner(conversation, staff)
    if (input.note !== undefined) await writeNote(client, desk, { conversation, staff, text: input.note })
    if (input.to === 'bot') await returnToBot(client, conversation)
    else await client.query(BACK_TO_QUEUE, [id])
    await recordAccess(client, { staffId: staff.id, action: 'conversation.release', subject: 'conversation', subjectId: id, reason: input.to })
    await notify(client, 'conversation', id)
  })
}
