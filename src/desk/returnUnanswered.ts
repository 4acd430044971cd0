/**
 * A claim is a promise: when no human word follows in the level's time, the conversation goes back to the queue,
 * with the wait it already had, and calls for a human again (chatwoot#13516, #14508). So does what an absent
 * counsellor left unanswered, and what they had put aside until a time that has come: what was promised is kept by
 * whoever is there.
 */
import { raiseAlarm } from '../alarms/index.ts'
import { lockConversation, notify, wakeReturned } from '../conversation/index.ts'
import { transaction, type Client } from '../database/index.ts'
import { recordAccess } from '../safeguards/index.ts'
import { isAtLeast } from '../triage/index.ts'
import { HAND_CHANNELS } from './api.ts'
import { startWorker } from '../worker.ts'
import type { Desk } from './desk.ts'
import { BACK_TO_QUEUE, UNANSWERED_SINCE } from './returnToQueue.ts'
import { WOKEN } from './queueSql.ts'
import { FIRST_REPLY_MINUTES } from './targets.ts'

const SWEEP_MS = 5_000

// $1: minutes by level. Held; the person's words stand unanswered for that long under this owner; and the owner has
// not said anything yet, or is no longer there. Whoever took a call or a visit ($2) is with the person. Few rows are held at a time. Index: conversation_held_idx.
const UNANSWERED = `
  select c.id, c.owner_id as "ownerId" from conversation c
  cross join lateral (select coalesce((${UNANSWERED_SINCE}), case when ${WOKEN} then c.snoozed_until end) as since) unanswered
  where c.state = 'open' and c.owner_id is not null and c.channel <> all ($2::text[])
    and greatest(c.owner_since, unanswered.since) < now() - make_interval(mins => ($1::json ->> c.urgency::text)::int)
    and unanswered.since is not null
    and (
      (not exists (select 1 from message m where m.conversation_id = c.id and m.staff_id = c.owner_id and m.received_at >= c.owner_since)
        and not exists (select 1 from note n where n.conversation_id = c.id and n.staff_id = c.owner_id and n.contact = 'spoke' and n.at >= c.owner_since))
      or not exists (select 1 from staff_presence v where v.staff_id = c.owner_id and v.seen_at > now() - interval '5 minutes')
    )`

/** Returns what was claimed and left without a word. @returns how many went back */
export async function returnUnanswered(desk: Desk): Promise<number> {
  const minutes = JSON.stringify(FIRST_REPLY_MINUTES)
  const { rows } = await desk.db.pool.query<{ id: string; ownerId: string }>(UNANSWERED, [minutes, HAND_CHANNELS])
  let returned = 0
  for (const { id } of rows) returned += await transaction(desk.db.pool, (client) => returnOne(client, id, minutes)) ? 1 : 0
  return returned
}

async function returnOne(client: Client, id: string, minutes: string): Promise<boolean> {
  const conversation = await lockConversation(client, id)
  const { rows: [still] } = await client.query<{ ownerId: string }>(`${UNANSWERED} and c.id = $3`, [minutes, HAND_CHANNELS, id])
  if (!conversation || !still) return false
  await client.query(BACK_TO_QUEUE, [id])
  await wakeReturned(client, id)
  await client.query('update conversation set returned_at = now() where id = $1', [id])
  if (isAtLeast(conversation.urgency, 'high')) await raiseAlarm(client, { conversationId: id, level: conversation.urgency })
  await recordAccess(client, { staffId: null, action: 'conversation.returned', subject: 'conversation', subjectId: id, reason: still.ownerId })
  await notify(client, 'conversation', id)
  return true
}

/** Looks every few seconds; any number of processes may. */
export function startReturning(desk: Desk): { stop(): Promise<void> } {
  return startWorker({ name: 'returning', loops: 1, pollMs: SWEEP_MS, log: desk.log, work: async () => { await returnUnanswered(desk); return false } })
}
