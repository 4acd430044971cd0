/**
 * Heard is not helped: when an alarm was acknowledged and the person still waits for a human after the level's time,
 * it rings anew. So does anybody urgent who waits without any alarm, whatever way they came there.
 */
import { transaction, type Pool } from '../database/index.ts'
import type { Urgency } from '../triage/index.ts'
import { raiseAlarm } from './alarm.ts'
import { LADDERS } from './ladder.ts'

const MINUTES = JSON.stringify(Object.fromEntries(Object.entries(LADDERS).map(([level, { answerMinutes }]) => [level, answerMinutes])))

// $1: minutes by level. Index: conversation_open_list_idx, alarm_unacknowledged_idx; few are that urgent at a time.
const FORGOTTEN = `
  select c.id, c.urgency as level from conversation c
  where c.state = 'open' and c.urgency >= 'high' and c.owner_kind <> 'staff'
    and c.waiting_since < now() - make_interval(mins => ($1::json ->> c.urgency::text)::int)
    and not exists (select 1 from alarm a where a.conversation_id = c.id
      and (a.acknowledged_at is null or a.acknowledged_at > now() - make_interval(mins => ($1::json ->> c.urgency::text)::int)))`

const LOCKED = `${FORGOTTEN} and c.id = $2 for update of c`

/** Raises what was forgotten. @returns how many alarms */
export async function ringAgain(pool: Pool): Promise<number> {
  const { rows } = await pool.query<{ id: string }>(FORGOTTEN, [MINUTES])
  let raised = 0
  for (const { id } of rows) {
    raised += await transaction(pool, async (client) => {
      await client.query(`select 1 from lane where conversation_id = $1 and kind = 'turn' for update`, [id])
      // A statement of its own under the lock: two processes at once raise one alarm.
      await client.query('select 1 from conversation where id = $1 for update', [id])
      const { rows: [still] } = await client.query<{ level: Urgency }>(LOCKED, [MINUTES, id])
      if (still) await raiseAlarm(client, { conversationId: id, level: still.level })
      return still ? 1 : 0
    })
  }
  return raised
}
