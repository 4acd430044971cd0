import type { Client } from '../database/index.ts'
import { AppError } from '../errors.ts'
import { isAtLeast, type Urgency } from '../triage/index.ts'
import { CAPACITY } from './targets.ts'

// Locks the person, so that two claims at once cannot both be the last that fits. Index: conversation_held_idx.
const HOLDING = `
  with me as (select id from staff where id = $1 for update)
  select count(c.id)::int as count from me left join conversation c on c.owner_id = me.id and c.state = 'open'`

/**
 * Refuses one conversation too many for a person; a child in danger is never refused for it.
 * @throws AppError conflict `error.capacity` {limit}
 */
export async function requireRoom(client: Client, staffId: string, urgency: Urgency): Promise<void> {
  if (isAtLeast(urgency, 'high')) return
  const { rows: [holding] } = await client.query<{ count: number }>(HOLDING, [staffId])
  if ((holding?.count ?? 0) >= CAPACITY) throw new AppError('conflict', 'error.capacity', 'holds as many conversations as one can', { limit: CAPACITY })
}
