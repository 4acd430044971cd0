import { randomUUID } from 'node:crypto'
import type { Client } from '../database/index.ts'
import type { Urgency } from '../triage/index.ts'
import { LADDERS } from './ladder.ts'

// One open alarm a conversation: a higher level lifts it and starts its ladder anew.
const RAISE = `
  with lifted as (
    update alarm set level = $3, raised_at = now(), step = 0, due_at = now()
    where conversation_id = $2 and acknowledged_at is null and level < $3
    returning id
  ), standing as (
    select id from alarm where conversation_id = $2 and acknowledged_at is null
  ), made as (
    insert into alarm (id, conversation_id, level, due_at)
    select $1, $2, $3, now() where not exists (select 1 from standing)
    returning id
  )
  select pg_notify('lang_nghe', json_build_object('kind', 'alarm', 'id', $2::uuid)::text) from (select id from lifted union all select id from made) changed`

/** Calls for a human, in the transaction that found the danger: no level without its alarm, no alarm without its level. */
export async function raiseAlarm(client: Client, alarm: { conversationId: string; level: Urgency }): Promise<void> {
  await client.query(RAISE, [randomUUID(), alarm.conversationId, alarm.level])
}

const ACKNOWLEDGE = `
  with heard as (
    update alarm set acknowledged_at = now(), acknowledged_by = $2, due_at = null
    where conversation_id = $1 and acknowledged_at is null
    returning id
  ), hushed as (
    -- Calls not yet under way would only frighten now.
    update alarm_call set state = 'moot', settled_at = now() where alarm_id in (select id from heard) and state = 'pending'
  )
  select count(*)::int as count, pg_notify('lang_nghe', json_build_object('kind', 'alarm', 'id', $1::uuid)::text) from heard`

/** A named human has heard. Answers how many alarms that ended; the first to acknowledge stands. */
export async function acknowledgeAlarms(client: Client, conversationId: string, staffId: string): Promise<number> {
  const { rows } = await client.query<{ count: number }>(ACKNOWLEDGE, [conversationId, staffId])
  return rows[0]?.count ?? 0
}

// Whoever acknowledged since the last change of hands is on the way: for so long nobody is called again. Index: alarm_conversation_id_idx.
const ON_THE_WAY = `
  select 1 from alarm a join conversation c on c.id = a.conversation_id
  where a.conversation_id = $1 and a.acknowledged_at > c.owner_since and a.acknowledged_at > now() - make_interval(mins => $2)`

/**
 * Mortal danger is said again where no human is: it rings now, not when the queue's clock comes round, unless it still
 * rings or somebody has just heard it. The caller holds the conversation's lock.
 */
export async function ringAtOnce(client: Client, conversationId: string): Promise<void> {
  const { rowCount } = await client.query(ON_THE_WAY, [conversationId, LADDERS.emergency.answerMinutes])
  if (rowCount === 0) await raiseAlarm(client, { conversationId, level: 'emergency' })
}
