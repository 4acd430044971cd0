import type { Pool } from '../database/index.ts'

// Whoever has left is called no more, and their number is nobody's business.
const LEFT = `delete from alarm_address a using staff s where s.id = a.staff_id and not s.active`
// Calls of alarms go with their alarm; tests belong to none.
const OLD_TESTS = `delete from alarm_call where alarm_id is null and created_at < now() - interval '30 days'`

/** Drops the addresses of accounts that are closed, and old tests. */
export async function tidy(pool: Pool): Promise<void> {
  await pool.query(LEFT)
  await pool.query(OLD_TESTS)
}
