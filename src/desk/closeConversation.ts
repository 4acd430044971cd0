import type * as z from 'zod'
import { acknowledgeAlarms } from '../alarms/index.ts'
import { notify } from '../conversation/index.ts'
import { recordAccess } from '../safeguards/index.ts'
import type { SignedIn } from '../staff/index.ts'
import type { closeSchema } from './api.ts'
import type { Desk } from './desk.ts'
import { onOpenConversation, requireFreshScreen, requireOwner } from './openConversation.ts'
import { whoLowered } from './secondReader.ts'

// The owner stays on the row: the record shows who ended it. Timers end, but words that triage has not heard yet
// keep their turn. Whom a human has talked with is asked by the bot how it was. A new message opens a new conversation.
// Where there was a talk to thank for.
const TALKED: readonly string[] = ['helped', 'referred', 'other']

const CLOSE = `
  with lane as (
    update lane set reason = case when $5 then 'closed' end, due_at = case when $5 and exists (
      select 1 from message where conversation_id = $1 and author = 'staff') then now() end
    where conversation_id = $1 and kind = 'turn' and not exists (
      select 1 from message where conversation_id = $1 and direction = 'in' and done_at is null)
  ),
  unsent as (delete from draft where conversation_id = $1)
  update conversation set state = 'closed', closed_at = now(), closed_by = $2, close_reason = $3,
    waiting_since = null, review = $4, version = version + 1
  where id = $1`

/**
 * Ends a conversation. Never upon somebody who has just written.
 * @throws AppError forbidden `error.not-owner`, conflict `error.stale` {lastSeq}, `error.closed`
 */
export async function closeConversation(desk: Desk, staff: SignedIn, id: string, input: z.infer<typeof closeSchema>): Promise<void> {
  await onOpenConversation(desk, id, async (client, conversation) => {
    requireOwner(conversation, staff)
    await requireFreshScreen(client, conversation, input.lastSeenSeq)
    // Its owner has read it; only a lowered emergency still waits for somebody else.
    const unread = conversation.review && await whoLowered(client, id) === staff.id
    await client.query(CLOSE, [id, staff.id, input.reason, unread, TALKED.includes(input.reason)])
    await acknowledgeAlarms(client, id, staff.id)
    await recordAccess(client, { staffId: staff.id, action: 'conversation.close', subject: 'conversation', subjectId: id, reason: input.reason })
    await notify(client, 'lane', id)
    await notify(client, 'conversation', id)
  })
}
