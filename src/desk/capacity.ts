import type { Client } from '../database/index.ts'
import { AppError } from '../errors.ts'
import { isAtLeast, type Urgency } from '../triage/index.ts'
import { CAPACITY } from './targets.ts'

// Two claims at once cannot both be the last that fits. A statement of its own: one statement sees the rows as they
// were before it waited for the lock.
const LOCK_PERSON = `select 1 from staff where id = $1 for update`
// Index: conversation_held_idx.
const HOLDING = `select count(*)::int as count from conversation where owner_id = $1 and state = 'open'`

/**
 * Refuses one conversation too many for a person; a child in danger is never refused for it.
 * @throws AppError conflict `error.capacity` {limit}
 */
export async function requireRoom(client: Client, staffId: string, urgency: Urgency): Promise<void> {
  if (isAtLeast(urgency, 'high')) return
  await client.query(LOCK_PERSON, [staffId])
  const { rows: [holding] } = await client.query<{ count: number }>(HOLDING, [staffId])
  if ((holding?.count ?? 0) >= CAPACITY) throw new AppError('conflict', 'error.capacity', 'holds as many conversations as one can', { limit: CAPACITY })
}
