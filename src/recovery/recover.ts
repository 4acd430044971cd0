/**
 * After an outage: what people wrote meanwhile is fetched from the platform and received like any message, with its own id
 * and time. The platforms repeat webhook events for an hour at most and then stop; what their lists hold stays.
 */
import type { History } from '../channels/wire/index.ts'
import type { ChannelName, Receive } from '../conversation/index.ts'
import type { Pool } from '../database/index.ts'
import type { Log } from '../log.ts'

export type Recovery = { pool: Pool; receive: Receive; log: Log; channel: ChannelName; account: string; history: History }

// Index: message_channel_account_provider_message_id_idx.
const KNOWN = `select provider_message_id as id from message where channel = $1 and account = $2 and direction = 'in' and provider_message_id = any($3)`

/** Receives what is missing between two moments. Answers how many were; undefined: the platform did not tell. */
export async function recover({ pool, receive, log, channel, account, history }: Recovery, span: { from: Date; to: Date }): Promise<number | undefined> {
  const said = await history(span)
  if (!said) return undefined
  const readKnown = async () => {
    const { rows } = await pool.query<{ id: string }>(KNOWN, [channel, account, said.map(({ providerMessageId }) => providerMessageId)])
    return new Set(rows.map(({ id }) => id))
  }
  const known = await readKnown()
  const missing = said.filter(({ providerMessageId }) => providerMessageId === undefined || !known.has(providerMessageId))
  if (missing.length === 0) return 0
  for (const message of missing) await receive({ ...message, late: true })
  // Not all are taken: who was erased meanwhile stays erased.
  const recovered = (await readKnown()).size - known.size
  log.warn({ channel, recovered }, 'messages of an outage fetched from the platform')
  return recovered
}
