import type { Urgency } from '../triage/index.ts'
import type { SignedIn } from '../staff/index.ts'
import type { Alarms } from './api.ts'
import type { Desk } from './desk.ts'
import { iso, isoOrNull } from './time.ts'

// Index: alarm_unacknowledged_idx; there are never many.
const OPEN = `
  select id, conversation_id as "conversationId", level, raised_at as "raisedAt", step, due_at as "dueAt"
  from alarm where acknowledged_at is null
    and ($1 or not exists (select 1 from focal_talk f where f.conversation_id = alarm.conversation_id))
  order by level desc, raised_at limit 200`

type Row = { id: string; conversationId: string; level: Urgency; raisedAt: Date; step: number; dueAt: Date | null }

/** Alarms nobody has acknowledged, most urgent and oldest first. */
export async function listAlarms({ db }: Desk, { focal }: Pick<SignedIn, 'focal'>): Promise<Alarms> {
  const { rows } = await db.pool.query<Row>(OPEN, [focal])
  return { alarms: rows.map((row) => ({ ...row, raisedAt: iso(row.raisedAt), dueAt: isoOrNull(row.dueAt) })) }
}
