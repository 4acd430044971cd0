/**
 * After a breach the person is told once: nobody has come yet, these are the numbers. Never over the head of a human
 * who holds the talk by now. A transaction of its own, because a conversation is locked before its alarms (turns raise
 * alarms under that lock).
 */
import { transaction, type Client, type Pool } from '../database/index.ts'

/** Says the line in the conversation under its lock, unless a human holds it or it is closed. From src/conversation. */
export type TellPerson = (client: Client, conversationId: string) => Promise<unknown>

// Index: alarm_tell_idx. No lock yet: see above.
const DUE = `
  select id, conversation_id as "conversationId" from alarm
  where tell_due_at <= now() order by level desc, tell_due_at limit 1`

const LOCK = `select 1 from conversation where id = $1 for update`
const LOCK_LANE = `select 1 from lane where conversation_id = $1 and kind = 'turn' for update`

// Somebody heard in the meantime: the person sees them, not an apology.
const TAKE = `
  with told as (select id, acknowledged_at is null as unheard from alarm where id = $1 and tell_due_at is not null for update)
  update alarm a set tell_due_at = null from told where a.id = told.id returning told.unheard`

// One who cannot be told now (their key is gone) must not stand before all the others.
const POSTPONE = `update alarm set tell_due_at = now() + interval '1 minute' where id = $1 and tell_due_at is not null`

/** Tells one person. False: nobody was to be told. */
export async function tellNext({ pool, tell }: { pool: Pool; tell: TellPerson }): Promise<boolean> {
  const { rows: [due] } = await pool.query<{ id: string; conversationId: string }>(DUE)
  if (!due) return false
  try {
    await transaction(pool, async (client) => {
      await client.query(LOCK_LANE, [due.conversationId])
      await client.query(LOCK, [due.conversationId])
      const { rows: [taken] } = await client.query<{ unheard: boolean }>(TAKE, [due.id])
      if (taken?.unheard) await tell(client, due.conversationId)
    })
  } catch (error) {
    await pool.query(POSTPONE, [due.id])
    throw error
  }
  return true
}
