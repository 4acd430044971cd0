import { randomUUID } from 'node:crypto'
import type * as z from 'zod'
import { acknowledgeAlarms, raiseAlarm } from '../alarms/index.ts'
import { openCase } from '../cases/index.ts'
import { notify, type ConversationRow } from '../conversation/index.ts'
import type { Client } from '../database/index.ts'
import { AppError } from '../errors.ts'
import { recordAccess } from '../safeguards/index.ts'
import type { SignedIn } from '../staff/index.ts'
import { isAtLeast } from '../triage/index.ts'
import type { setLevelSchema } from './api.ts'
import type { Desk } from './desk.ts'
import { JUDGED_UP_TO } from './judged.ts'
import { onOpenConversation } from './openConversation.ts'

type Level = z.infer<typeof setLevelSchema>

// What is judged by a human does not raise again; only what comes later does (triageMiddleware.ts).
const SET = `
  with lane as (update lane set urgency = $2::urgency where conversation_id = $1 and kind = 'turn')
  update conversation set urgency = $2::urgency, urgency_set_by = $3, judged_up_to_seq = ${JUDGED_UP_TO}, version = version + 1,
    review = review or (urgency = 'emergency' and $2::urgency < 'emergency'),
    waiting_since = case when owner_kind <> 'staff' and $2::urgency >= 'medium' then coalesce(waiting_since, now()) else waiting_since end
  where id = $1`

const KEEP = `
  insert into urgency_change (id, conversation_id, "from", "to", staff_id, reason_enc) values ($1, $2, $3, $4, $5, $6)`

/** Where the reason of a change of level belongs, for the vault. */
export function reasonContext(changeId: string): string {
  return `urgency_change.reason:${changeId}`
}

/**
 * A named human sets the level, up or down, with a reason that is kept (safeguarding §1.6: only a human lowers).
 * An emergency that is lowered waits for a second reader (secondReader.ts); it is lowered at once all the same.
 * @throws AppError conflict `error.level-changed` {level} when it is no longer what the caller saw
 */
export async function setLevel(desk: Desk, staff: SignedIn, id: string, input: Level): Promise<void> {
  await onOpenConversation(desk, id, async (client, conversation) => {
    if (conversation.urgency !== input.from) throw new AppError('conflict', 'error.level-changed', 'the level changed meanwhile', { level: conversation.urgency })
    const changeId = randomUUID()
    const reason = desk.vault.seal(await desk.vault.key(client, conversation.keyId), reasonContext(changeId), input.reason)
    await client.query(SET, [id, input.level, staff.id])
    await client.query(KEEP, [changeId, id, input.from, input.level, staff.id, reason])
    await followLevel(client, desk, staff, { conversation, level: input.level })
    await recordAccess(client, { staffId: staff.id, action: 'conversation.level', subject: 'conversation', subjectId: id, reason: `${input.from}>${input.level}` })
    await notify(client, 'conversation', id)
  })
}

/** A case at medium or above; an alarm when nobody holds what is now high; a lowered level has been heard. */
async function followLevel(client: Client, { vault }: Desk, staff: SignedIn, { conversation, level }: { conversation: ConversationRow; level: Level['level'] }): Promise<void> {
  if (isAtLeast(level, 'medium')) await openCase(client, vault, { ...conversation, urgency: level }, { staffId: staff.id })
  if (!isAtLeast(level, conversation.urgency)) await acknowledgeAlarms(client, conversation.id, staff.id)
  else if (isAtLeast(level, 'high') && conversation.ownerKind !== 'staff') await raiseAlarm(client, { conversationId: conversation.id, level })
}
