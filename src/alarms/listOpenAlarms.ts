import type { Pool } from '../database/index.ts'
import type { Urgency } from '../triage/index.ts'
import type { PathName } from './call.ts'

// Index: alarm_open_idx, alarm_call_once_key.
const READ = `
  select a.id, a.conversation_id as "conversationId", a.level, a.raised_at as "raisedAt", a.breached_at as "breachedAt", a.step,
    coalesce((
      select json_agg(json_build_object('name', s.name, 'path', c.path, 'state', c.state, 'at', coalesce(c.settled_at, c.created_at)) order by c.created_at, s.name, c.path)
      from alarm_call c left join staff s on s.id = c.staff_id where c.alarm_id = a.id
    ), '[]') as calls
  from alarm a where a.acknowledged_at is null order by a.level desc, a.raised_at limit 50`

export type OpenAlarm = {
  id: string; conversationId: string; level: Urgency; raisedAt: Date; breachedAt: Date | null; step: number
  /** Who was called how, in order; `name` null is the gateway's own number. `at`: ISO 8601, when it ended or was written. */
  calls: { name: string | null; path: PathName; state: string; at: string }[]
}

/** The open alarms with everybody who was called, the most urgent and oldest first. */
export async function listOpenAlarms(pool: Pool): Promise<OpenAlarm[]> {
  return (await pool.query<OpenAlarm>(READ)).rows
}
