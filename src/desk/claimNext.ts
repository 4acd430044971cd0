import { lockConversation } from '../conversation/index.ts'
import { transaction } from '../database/index.ts'
import { AppError } from '../errors.ts'
import type { SignedIn } from '../staff/index.ts'
import { claim } from './claimConversation.ts'
import type { Desk } from './desk.ts'

// The same order as the queue. Index: conversation_waiting_idx.
const NEEDIEST = `
  select id from conversation
  where state = 'open' and owner_kind <> 'staff' and waiting_since is not null
    and ($1 or not exists (select 1 from focal_talk f where f.conversation_id = conversation.id))
  order by urgency desc, coalesce(waiting_since, 'infinity'::timestamptz), id limit 20`

/**
 * "Nhận người cần nhất": the most urgent, then longest waiting, becomes mine. When colleagues press at the same
 * moment each gets another one.
 * @returns its id, or null when nobody waits
 * @throws AppError conflict `error.capacity`
 */
export async function claimNext(desk: Desk, staff: SignedIn): Promise<{ id: string | null }> {
  for (;;) {
    const { rows } = await desk.db.pool.query<{ id: string }>(NEEDIEST, [staff.focal])
    if (rows.length === 0) return { id: null }
    for (const { id } of rows) if (await claimIfFree(desk, staff, id)) return { id }
  }
}

async function claimIfFree(desk: Desk, staff: SignedIn, id: string): Promise<boolean> {
  return transaction(desk.db.pool, async (client) => {
    const conversation = await lockConversation(client, id)
    if (!conversation || conversation.state !== 'open' || conversation.ownerKind === 'staff') return false
    await claim(client, staff, conversation)
    return true
  }).catch((error: unknown) => {
    if (error instanceof AppError && error.publicKey === 'error.claimed') return false
    throw error
  })
}
