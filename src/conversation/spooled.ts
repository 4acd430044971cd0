/** What waits in the spool: things said and things that happened, in a shape that outlives the process. */
import * as z from 'zod'
import type { ChannelEvent, Correspondent, Inbound } from './channel.ts'
import { contentSchema, MESSAGE_KINDS } from './content.ts'

export type Spooled = { type: 'message'; message: Inbound } | { type: 'event'; event: ChannelEvent }

/** Whom it is about, if it says so. */
export function correspondentOf(item: Spooled): Correspondent | undefined {
  if (item.type === 'message') return item.message
  const { channel, account } = item.event
  return 'externalId' in item.event && item.event.externalId !== undefined ? { channel, account, externalId: item.event.externalId } : undefined
}

const correspondent = { channel: z.enum(['zalo', 'messenger', 'web']), account: z.string(), eventKey: z.string() }
const date = z.iso.datetime().transform((value) => new Date(value))
/** A line of the spool as it is read again. */
export const spooledSchema = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('message'),
    message: z.object({
      ...correspondent, externalId: z.string(), providerMessageId: z.string().exactOptional(), kind: z.enum(MESSAGE_KINDS),
      content: contentSchema, saidAt: date, locale: z.enum(['vi', 'en']).exactOptional(), standby: z.literal(true).exactOptional(), late: z.literal(true).exactOptional(),
    }),
  }),
  z.object({
    type: z.literal('event'),
    event: z.object({ ...correspondent, kind: z.string(), body: z.string() }).and(z.discriminatedUnion('type', [
      z.object({ type: z.literal('ignored') }),
      z.object({ type: z.literal('receipt'), status: z.enum(['delivered', 'read']), providerMessageIds: z.array(z.string()), externalId: z.string().exactOptional(), upTo: date.exactOptional() }),
      z.object({ type: z.literal('echo'), externalId: z.string(), providerMessageId: z.string(), text: z.string(), at: date, messageId: z.string().exactOptional() }),
      z.object({ type: z.literal('outside'), externalId: z.string(), providerMessageId: z.string(), text: z.string(), at: date }),
      z.object({ type: z.literal('unsent'), externalId: z.string(), providerMessageId: z.string(), at: date }),
      z.object({ type: z.literal('control'), externalId: z.string(), ours: z.boolean(), at: date }),
      z.object({ type: z.literal('withdrawal'), externalId: z.string(), at: date }),
      z.object({ type: z.literal('notice'), code: z.string(), at: date }),
      z.object({ type: z.literal('arrival'), externalId: z.string(), at: date, locale: z.enum(['vi', 'en']).exactOptional() }),
    ])),
  }),
])
