import type { Client } from '../database/index.ts'

/**
 * Says who changes things in the caller's transaction; the change log (trigger `log_change`) writes it beside each
 * change. recordAccess says it too, so a use case that logs its act needs nothing more. Unsaid: the service itself.
 */
export async function actAs(client: Client, staffId: string): Promise<void> {
  await client.query(`select set_config('lang_nghe.actor', $1, true)`, [staffId])
}
