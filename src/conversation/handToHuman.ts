import type { Client } from '../database/index.ts'
import { raiseAlarm } from '../alarms/index.ts'
import { openCase } from '../cases/index.ts'
import type { Vault } from '../safeguards/index.ts'
import { maxUrgency } from '../triage/index.ts'
import type { Content } from './content.ts'
import { appendOutbound, type ConversationRow } from './store.ts'

const HAND_OVER = `
  with talk as (
    update conversation set owner_kind = case when owner_kind = 'staff' then owner_kind else 'queue' end,
      owner_since = now(), waiting_since = case when owner_kind = 'staff' then null else coalesce(waiting_since, now()) end,
      review = true, urgency = $2::urgency, version = version + 1
    where id = $1
  ), worked as (
    update message set done_at = now() where id = any($3::uuid[])
  ), raised as (
    insert into urgency_change (id, conversation_id, "from", "to", cues)
    select gen_random_uuid(), $1, $4::urgency, $2::urgency, array['machine-failed'] where $4::urgency <> $2::urgency
  )
  update lane set due_at = null, attempts = 0, reason = null, urgency = $2::urgency where conversation_id = $1 and kind = 'turn'`

/**
 * The machine failed again and again on these messages: a human gets them as they are. Since nobody could judge
 * them, they count as high ("never lower for missing detail", GUIDE), and the person hears the truth and the numbers.
 */
export async function handToHuman(client: Client, vault: Vault, conversation: ConversationRow, openIds: readonly string[], line: Content): Promise<void> {
  const urgency = maxUrgency(conversation.urgency, 'high')
  await client.query(HAND_OVER, [conversation.id, urgency, openIds, conversation.urgency])
  if (conversation.ownerKind !== 'staff') await appendOutbound(client, vault, conversation, [{ author: 'bot', content: line }])
  await openCase(client, vault, { ...conversation, urgency }, { staffId: null })
  await raiseAlarm(client, { conversationId: conversation.id, level: urgency })
}
