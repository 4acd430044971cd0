import { acknowledgeAlarms } from '../alarms/index.ts'
import { notify, withholdBotMessages } from '../conversation/index.ts'
import type { Client } from '../database/index.ts'

/** The single conditional update that makes ownership race-free: `$3` is who may be replaced, null nobody. */
const TAKE = `
  update conversation set owner_kind = 'staff', owner_id = $2, owner_since = now(), waiting_since = null, returned_at = null, version = version + 1
  where id = $1 and state = 'open' and (owner_kind <> 'staff' or owner_id = $3)`

/**
 * Makes a staff member the one who speaks. What the bot had not yet sent stays unsaid, and open alarms
 * count as heard. False: somebody else holds it.
 */
export async function takeOwnership(client: Client, taken: { conversationId: string; staffId: string; from: string | null }): Promise<boolean> {
  const { rowCount } = await client.query(TAKE, [taken.conversationId, taken.staffId, taken.from])
  if (rowCount !== 1) return false
  await withholdBotMessages(client, taken.conversationId)
  await acknowledgeAlarms(client, taken.conversationId, taken.staffId)
  await notify(client, 'conversation', taken.conversationId)
  return true
}
