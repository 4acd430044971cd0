import type * as z from 'zod'
import { raiseAlarm } from '../alarms/index.ts'
import { notify, returnToBot, wakeReturned, type ConversationRow } from '../conversation/index.ts'
import type { Client } from '../database/index.ts'
import { recordAccess } from '../safeguards/index.ts'
import type { SignedIn } from '../staff/index.ts'
import { isAtLeast } from '../triage/index.ts'
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
    else await backToQueue(client, conversation)
    await recordAccess(client, { staffId: staff.id, action: 'conversation.release', subject: 'conversation', subjectId: id, reason: input.to })
    await notify(client, 'conversation', id)
  })
}

/** Who let go of somebody in danger leaves nobody: the alarm calls again. */
async function backToQueue(client: Client, { id, urgency }: ConversationRow): Promise<void> {
  await client.query(BACK_TO_QUEUE, [id])
  await wakeReturned(client, id)
  if (isAtLeast(urgency, 'high')) await raiseAlarm(client, { conversationId: id, level: urgency })
}
