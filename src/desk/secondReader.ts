import type { Client } from '../database/index.ts'

// Index: urgency_change_conversation_id_idx.
const LOWERED_BY = `
  select staff_id as "staffId" from urgency_change
  where conversation_id = $1 and "from" = 'emergency' and "to" < 'emergency' and staff_id is not null
  order by at desc limit 1`

/**
 * Two persons look at every emergency that was lowered (safeguarding §2.6): who lowered it last, whose own reading
 * does not count as the second. Undefined: nobody lowered it.
 */
export async function whoLowered(client: Client, conversationId: string): Promise<string | undefined> {
  const { rows } = await client.query<{ staffId: string }>(LOWERED_BY, [conversationId])
  return rows[0]?.staffId
}
