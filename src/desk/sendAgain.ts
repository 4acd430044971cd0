import { notify, sendAgain } from '../conversation/index.ts'
import { AppError } from '../errors.ts'
import { recordAccess } from '../safeguards/index.ts'
import type { SignedIn } from '../staff/index.ts'
import type { Desk } from './desk.ts'
import type { Gate } from './guard.ts'
import { onOpenConversation, requireOwner } from './openConversation.ts'

const OF = `select conversation_id as "conversationId" from message where id = $1 and direction = 'out' and author = 'staff'`

/** POST /messages/:id/send-again → 204: a message that failed, or whose fate is unknown, goes once more. */
export function addSendAgainRoute({ on }: Gate, desk: Desk): void {
  on('post', '/messages/:id/send-again', 'conversation.reply', ({ staff, id }) => sendOnceMore(desk, staff, id))
}

/** @throws AppError not-found, forbidden `error.not-owner`, conflict `error.closed`, `error.not-failed` */
async function sendOnceMore(desk: Desk, staff: SignedIn, messageId: string): Promise<void> {
  const { rows: [message] } = await desk.db.pool.query<{ conversationId: string }>(OF, [messageId])
  if (!message) throw new AppError('not-found', 'error.not-found', `no message of staff ${messageId}`)
  await onOpenConversation(desk, message.conversationId, async (client, conversation) => {
    requireOwner(conversation, staff)
    if (!(await sendAgain(client, messageId))) throw new AppError('conflict', 'error.not-failed', 'a message that did not fail')
    await recordAccess(client, { staffId: staff.id, action: 'conversation.reply', subject: 'conversation', subjectId: conversation.id, reason: 'again' })
    await notify(client, 'outbox', conversation.id)
    await notify(client, 'conversation', conversation.id)
  })
}
