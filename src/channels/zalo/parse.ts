/** A Zalo webhook body → what it means to us. Pure. */
import { createHash } from 'node:crypto'
import { readTime, type ParseContext, type Parsed } from '../wire/index.ts'
import { happened, readerOf } from './events.ts'
import { envelopeSchema, eventSchema, type ZaloEvent } from './schema.ts'

/**
 * Reads one body whose signature already held.
 * Taps on buttons come as ordinary `user_send_text`; see tap.ts.
 * @param body the parsed JSON; `raw` the same as text, kept with events
 */
export function parseZalo(body: unknown, { account, now, raw }: ParseContext & { raw: string }): Parsed {
  const envelope = envelopeSchema.safeParse(body)
  if (!envelope.success) return { ok: false, why: 'malformed' }
  const { event_name: name, timestamp } = envelope.data
  const reader = readerOf(name)
  const event = eventSchema.safeParse(body)
  if (event.success && !concerns(account, name, event.data)) return { ok: false, why: 'account' }
  if (reader && !event.success) return { ok: false, why: 'malformed' }
  const eventKey = keyOf(name, event.data, String(timestamp ?? ''), raw)
  const known = { name, account, eventKey, raw }
  if (!reader || !event.success) return { ok: true, incoming: [happened(known, { type: 'ignored' })] }
  const incoming = reader({ ...known, event: event.data, at: readTime(timestamp, now) })
  return incoming ? { ok: true, incoming: [incoming] } : { ok: false, why: 'malformed' }
}

/**
 * An app serves several OAs through one webhook; only ours is ours. Some events name no OA at all, and one whose field
 * is missing is no reason to lose a person's words.
 */
function concerns(account: string, name: string, { oa_id: oa, sender, recipient }: ZaloEvent): boolean {
  const own = [oa, name.startsWith('oa_') ? sender?.id : recipient?.id].filter((id) => id !== undefined && id !== null)
  return own.length === 0 || [oa, sender?.id, recipient?.id].includes(account)
}

/** msg_id alone is not enough: receipts and reactions carry the id of another message. */
function keyOf(name: string, event: ZaloEvent | undefined, timestamp: string, raw: string): string {
  const id = event?.message?.msg_id
  if (id && (name.startsWith('user_send_') || name.startsWith('oa_send_') || name.startsWith('anonymous_send_'))) return `${name}:${id}`
  const digest = createHash('sha256').update(raw).digest('hex').slice(0, 24)
  return `${name}:${timestamp}:${digest}`
}
