import type { Pool } from '../database/index.ts'

// Belt and braces: an open message whose lane has no due time would wait for ever.
const SWEEP = `
  update lane l set due_at = now()
  where l.kind = 'turn' and l.due_at is null
    and exists (select 1 from message m where m.conversation_id = l.conversation_id and m.direction = 'in' and m.done_at is null)`

/** Re-arms lanes that lost their due time while messages are open. */
export async function sweepLanes(pool: Pool): Promise<void> {
  await pool.query(SWEEP)
}
