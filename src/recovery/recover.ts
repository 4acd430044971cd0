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
  const { rows } = await pool.query<{ id: string }>(KNOWN, [channel, account, said.map(({ providerMessageId }) => providerMessageId)])
  const known = new Set(rows.map(({ id }) => id))
  const missing = said.filter(({ providerMessageId }) => providerMessageId === undefined || !known.has(providerMessageId))
  for (const message of missing) await receive(message)
  if (missing.length > 0) log.warn({ channel, recovered: missing.length }, 'messages of an outage fetched from the platform')
  return missing.length
}
