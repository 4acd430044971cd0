/** A Messenger webhook body → what it means to us. Pure. */
import { createHash } from 'node:crypto'
import type * as z from 'zod'
import { readTime, type Incoming, type ParseContext, type Parsed } from '../wire/index.ts'
import { happened, READERS } from './events.ts'
import { bodySchema, entrySchema, itemSchema } from './schema.ts'

type Context = ParseContext & { appId?: string | undefined }

/**
 * Reads one body whose signature already held. Entries are batched, and each may hold `messaging`, `standby`
 * or `changes`, or several. One malformed item does not cost the others; a body of nothing else is malformed.
 */
export function parseMessenger(body: unknown, context: Context): Parsed {
  const parsed = bodySchema.safeParse(body)
  if (!parsed.success) return { ok: false, why: 'malformed' }
  const { object, entry } = parsed.data
  if (object !== 'page') return { ok: true, incoming: [ignored(context, `object-${object}`, body)] }
  const entries = entry.flatMap((one) => entrySchema.safeParse(one).data ?? []).filter((one) => one.id || one.changes || namesUs(one, context.account))
  if (entries.length === 0 && entry.length > 0) return { ok: false, why: 'malformed' }
  const ours = entries.filter(({ id, changes }) => !id || id === context.account || changes)
  if (ours.length === 0 && entries.length > 0) return { ok: false, why: 'account' }
  const read = ours.flatMap((entry) => [
    ...[...(entry.messaging ?? []), ...(entry.messaging_handovers ?? [])].map((item) => readItem(item, context, 'main')),
    ...(entry.standby ?? []).map((item) => readItem(item, context, 'standby')),
    ...(entry.changes ?? []).map(({ field, value }) => readChange(field, value, context)),
  ])
  const incoming = read.filter((item) => item !== 'malformed')
  return incoming.length === 0 && read.length > 0 ? { ok: false, why: 'malformed' } : { ok: true, incoming }
}

/** An entry that has lost its id speaks of us where one of its items does. */
function namesUs({ messaging, standby }: z.infer<typeof entrySchema>, account: string): boolean {
  return [...(messaging ?? []), ...(standby ?? [])].some((item) => itemSchema.safeParse(item).data?.recipient?.id === account)
}

function readItem(value: unknown, context: Context, from: 'main' | 'standby'): Incoming | 'malformed' {
  const parsed = itemSchema.safeParse(value)
  if (!parsed.success) return 'malformed'
  const item = parsed.data
  const { account, appId, now } = context
  const page = item.message?.is_echo ? item.sender?.id : item.recipient?.id
  if (page && page !== account) return ignored(context, 'foreign', value)
  // The Page is nobody who writes to us, whatever an item says.
  if (!item.message?.is_echo && item.sender?.id === account) return ignored(context, 'self', value)
  const body = JSON.stringify(value)
  const known = { item, account, appId, at: readTime(item.timestamp, now), now, standby: from === 'standby', digest: digestOf(body), body }
  for (const reader of READERS) {
    const read = reader(known)
    if (read !== undefined) return read
  }
  return ignored(context, from, value)
}

/** The dashboard's test button wraps a sample in a change; only one that really names our page is more than a sample. */
function readChange(field: string, value: unknown, context: Context): Incoming | 'malformed' {
  const parsed = itemSchema.safeParse(value)
  const forUs = parsed.success && parsed.data.recipient?.id === context.account
  return forUs ? readItem(value, context, 'main') : ignored(context, `change-${field}`, value)
}

/** Kept under the name of what it seems to be: the first key that is not part of every item. */
function ignored(context: Context, fallback: string, value: unknown): Incoming {
  const body = JSON.stringify(value)
  const keys = typeof value === 'object' && value !== null ? Object.keys(value) : []
  const name = keys.find((key) => !ENVELOPE.has(key)) ?? fallback
  const kind = /^[\w-]{1,60}$/.test(name) ? name : 'unknown'
  return happened({ account: context.account, body }, kind, digestOf(body), { type: 'ignored' })
}

const ENVELOPE = new Set(['sender', 'recipient', 'timestamp', 'object', 'entry'])

function digestOf(body: string): string {
  return createHash('sha256').update(body).digest('hex').slice(0, 32)
}
