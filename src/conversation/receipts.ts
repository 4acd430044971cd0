/** What became of our messages: receipts and echoes of the platforms. Status only moves forward. */
import type { Pool } from '../database/index.ts'
import type { Vault } from '../safeguards/index.ts'
import type { ChannelEvent } from './channel.ts'
import { openContent } from './store.ts'
import type { Person } from './person.ts'

// queued < sending < sent < delivered < read (chatwoot#14529: `delivered` overwritten by a late `sent`).
const RECEIPT = `
  update message set status = $4, status_at = now()
  where channel = $1 and account = $2 and direction = 'out' and provider_message_id = any($3)
    and (status in ('sending', 'sent', 'unknown') or (status = 'delivered' and $4 = 'read'))
  returning conversation_id`

const WATERMARK = `
  update message m set status = $3, status_at = now()
  from conversation c
  where m.conversation_id = c.id and c.id = $1 and m.direction = 'out' and m.status_at <= $2
    and (m.status = 'sent' or (m.status = 'delivered' and $3 = 'read'))`

type Receipt = Extract<ChannelEvent, { type: 'receipt' }>
type Echo = Extract<ChannelEvent, { type: 'echo' }>

/** Delivered or read, by ids and, where the platform gives one, by watermark for everything earlier. */
export async function settleByReceipt(pool: Pool, event: Receipt): Promise<void> {
  const { rows } = await pool.query<{ conversation_id: string }>(RECEIPT, [event.channel, event.account, event.providerMessageIds, event.status])
  const conversation = rows[0]?.conversation_id
  if (event.upTo && conversation) await pool.query(WATERMARK, [conversation, event.upTo, event.status])
}

// Zalo has no idempotency key: a send whose answer was lost is recognised by its text coming back as an event.
const UNSETTLED = `
  select m.id, m.content_enc as "contentEnc"
  from message m join conversation c on c.id = m.conversation_id
  where c.person_id = $1 and m.direction = 'out' and m.provider_message_id is null and m.status in ('sending', 'unknown')
  order by m.seq`

const SETTLE = `
  with gone as (delete from outbox where message_id = $1)
  update message set status = 'sent', status_at = now(), provider_message_id = $2, error_code = null
  where id = $1 and provider_message_id is null`

/** Our own message seen by the platform: if its send had no answer, now it has one. */
export async function settleByEcho({ pool, vault }: { pool: Pool; vault: Vault }, event: Echo, person: Person): Promise<void> {
  const { rows } = await pool.query<{ id: string; contentEnc: Buffer }>(UNSETTLED, [person.id])
  const match = rows.find((row) => openContent(vault, person.key, row).text.normalize('NFC') === event.text.normalize('NFC'))
  if (match) await pool.query(SETTLE, [match.id, event.providerMessageId])
}
