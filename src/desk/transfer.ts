import type * as z from 'zod'
import { notify } from '../conversation/index.ts'
import type { Client } from '../database/index.ts'
import { AppError } from '../errors.ts'
import { recordAccess } from '../safeguards/index.ts'
import { may, ROLES, type SignedIn } from '../staff/index.ts'
import type { transferSchema } from './api.ts'
import { requireRoom } from './capacity.ts'
import type { Desk } from './desk.ts'
import { onOpenConversation, requireOwner } from './openConversation.ts'
import { writeNote } from './takeNote.ts'

const HAND = `
  update conversation set owner_id = $2, owner_since = now(), version = version + 1 where id = $1`

// One offer at a time: a new one takes the place of the old.
const OFFER = `
  insert into transfer_offer (conversation_id, from_id, to_id) select id, owner_id, $2 from conversation where id = $1
  on conflict (conversation_id) do update set from_id = excluded.from_id, to_id = excluded.to_id, at = now()`

/** Roles that can hold a conversation. */
const HOLDERS = ROLES.filter((role) => may(role, 'conversation.reply'))

// "Absent staff get nothing assigned" (chatwoot#10685): only to somebody whose desk is open.
const RECEIVER = `
  select coalesce(v.seen_at > now() - interval '90 seconds', false) as present
  from staff s left join staff_presence v on v.staff_id = s.id
  where s.id = $1 and s.active and s.role = any($2)`

/**
 * Hands a conversation to a colleague, with a note. Level, evidence, case and history stay with it; nothing is
 * sent, so that nobody is greeted twice (Aselo 340). Warm: the colleague is asked first, and until they take it the
 * owner stays (Aselo 121).
 * @throws AppError forbidden `error.not-owner`, conflict `error.receiver`, `error.receiver-absent`, `error.capacity`
 */
export async function transfer(desk: Desk, staff: SignedIn, id: string, input: z.infer<typeof transferSchema>): Promise<void> {
  await onOpenConversation(desk, id, async (client, conversation) => {
    requireOwner(conversation, staff)
    if (input.staffId === staff.id) return
    await requireReceiver(client, input.staffId)
    await requireRoom(client, input.staffId, conversation.urgency)
    await client.query(input.warm ? OFFER : HAND, [id, input.staffId])
    await writeNote(client, desk, { conversation, staff, text: input.note })
    await recordAccess(client, { staffId: staff.id, action: input.warm ? 'conversation.offer' : 'conversation.transfer', subject: 'conversation', subjectId: id, reason: input.staffId })
    await notify(client, 'conversation', id)
  })
}

async function requireReceiver(client: Client, staffId: string): Promise<void> {
  const { rows: [receiver] } = await client.query<{ present: boolean }>(RECEIVER, [staffId, HOLDERS])
  if (!receiver) throw new AppError('conflict', 'error.receiver', 'the receiver does not take conversations')
  if (!receiver.present) throw new AppError('conflict', 'error.receiver-absent', 'the receiver is not there')
}
