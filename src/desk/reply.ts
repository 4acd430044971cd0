import type * as z from 'zod'
import { appendOutbound, type ConversationRow } from '../conversation/index.ts'
import type { Client } from '../database/index.ts'
import { AppError, invariant } from '../errors.ts'
import { recordAccess } from '../safeguards/index.ts'
import type { SignedIn } from '../staff/index.ts'
import { HAND_CHANNELS, type replySchema, type Sent } from './api.ts'
import type { Desk } from './desk.ts'
import { onOpenConversation, refuseUsedClientId, requireFreshScreen, requireOwner } from './openConversation.ts'
import { dropDraft } from './saveDraft.ts'

const FIRST_TIME = `
  select id as "messageId", seq from message
  where channel = $1 and account = $2 and event_key = $3 and conversation_id = $4 and staff_id = $5`

/**
 * Says something to the person, through the same outbox as the bot. The same clientId twice is said once.
 * @throws AppError forbidden `error.not-owner`, conflict `error.stale` {lastSeq}, `error.closed`, `error.no-channel`
 */
export async function reply(desk: Desk, staff: SignedIn, id: string, input: z.infer<typeof replySchema>): Promise<Sent> {
  return onOpenConversation(desk, id, async (client, conversation) => {
    const before = await firstTime(client, conversation, staff, input.clientId)
    if (before) return before
    requireOwner(conversation, staff)
    if (HAND_CHANNELS.some((channel) => channel === conversation.channel)) throw new AppError('conflict', 'error.no-channel', 'a reply to a call or a visit')
    await requireFreshScreen(client, conversation, input.lastSeenSeq)
    const [sent] = await appendOutbound(client, desk.vault, conversation, [
      { author: 'staff', staffId: staff.id, eventKey: input.clientId, content: { text: input.text } },
    ]).catch(refuseUsedClientId)
    invariant(sent, 'one message was written')
    await dropDraft(client, { conversationId: id, staffId: staff.id })
    await recordAccess(client, { staffId: staff.id, action: 'conversation.reply', subject: 'conversation', subjectId: id })
    return { messageId: sent.messageId, seq: sent.seq }
  })
}

async function firstTime(client: Client, conversation: ConversationRow, staff: SignedIn, clientId: string): Promise<Sent | undefined> {
  const { rows } = await client.query<Sent>(FIRST_TIME, [conversation.channel, conversation.account, clientId, conversation.id, staff.id])
  return rows[0]
}
