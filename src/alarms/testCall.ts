import { randomUUID } from 'node:crypto'
import { NOTICE_CHANNEL } from '../database/listen.ts'
import type { Pool } from '../database/index.ts'
import type { PathName } from './call.ts'

// Through the very outbox of real alarms, or it would prove nothing. One test under way at a time (alarm_call_open_key).
const WRITE = `
  insert into alarm_call (id, alarm_id, staff_id, path, level, step, spare, due_at) values ($1, null, $2, $3, 'info', 0, false, now())
  on conflict do nothing`

/** Sends a test to oneself by one path. @returns the id to ask {@link testCallState} about; undefined when one is under way already */
export async function sendTestCall(pool: Pool, staffId: string, path: PathName): Promise<string | undefined> {
  const id = randomUUID()
  const { rowCount } = await pool.query(WRITE, [id, staffId, path])
  await pool.query('select pg_notify($1, $2)', [NOTICE_CHANNEL, JSON.stringify({ kind: 'alarm', id })])
  return rowCount === 1 ? id : undefined
}

export type TestCallState = { state: 'pending' | 'sending' | 'sent' | 'failed' | 'gave-up' | 'spared' | 'moot'; code: string | null; attempts: number }

/** How a test of one's own went. */
export async function testCallState(pool: Pool, staffId: string, id: string): Promise<TestCallState | undefined> {
  const { rows: [row] } = await pool.query<TestCallState>('select state, code, attempts from alarm_call where id = $1 and staff_id = $2 and alarm_id is null', [id, staffId])
  return row
}
