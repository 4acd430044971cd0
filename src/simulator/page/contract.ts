/** What the simulator's page and its server say to each other. Browser-safe: no I/O, no Node. */
import * as z from 'zod/mini'

export const CHANNELS = ['zalo', 'messenger'] as const
const channel = z.enum(CHANNELS)
export type SimChannel = z.infer<typeof channel>

export const MEDIA = ['image', 'audio', 'video', 'sticker', 'location', 'file'] as const

/** Somebody on a platform, with everything in their chat. */
export const personSchema = z.object({
  channel,
  id: z.string(),
  name: z.string(),
  blocked: z.boolean(),
  chat: z.array(
    z.object({
      id: z.string(),
      author: z.enum(['person', 'page']),
      text: z.string(),
      buttons: z.array(z.object({ title: z.string(), payload: z.optional(z.string()), phone: z.optional(z.string()), url: z.optional(z.string()) })),
      at: z.number(),
      status: z.enum(['sent', 'delivered', 'read']),
    }),
  ),
})
export type SimPerson = z.infer<typeof personSchema>

export const stateSchema = z.object({ people: z.array(personSchema) })

/** Without an id somebody new comes; with one, somebody the page remembers from before a restart. */
export const newPersonSchema = z.object({ channel, id: z.optional(z.string().check(z.regex(/^\d{5,25}$/))), name: z.string().check(z.maxLength(60)) })

const act = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('says'), text: z.string().check(z.minLength(1), z.maxLength(4000)) }),
  z.object({ kind: z.literal('taps'), payload: z.string().check(z.minLength(1), z.maxLength(1000)) }),
  z.object({ kind: z.literal('sends'), media: z.enum(MEDIA) }),
  z.object({ kind: z.literal('sees') }),
  z.object({ kind: z.literal('follows') }),
  z.object({ kind: z.literal('unsends') }),
  z.object({ kind: z.literal('blocks'), blocked: z.boolean() }),
  /** A human answers in Zalo's or Meta's own inbox. */
  z.object({ kind: z.literal('outside'), text: z.string().check(z.minLength(1), z.maxLength(2000)) }),
])
export type Act = z.infer<typeof act>

export const actSchema = z.object({
  channel,
  person: z.string(),
  act,
  /** The same event this often at once. */
  times: z.optional(z.int().check(z.minimum(1), z.maximum(20))),
  delayMs: z.optional(z.int().check(z.minimum(0), z.maximum(60_000))),
})

export const FAULTS = ['none', 'busy', 'down', 'silent', 'blocked', 'window'] as const
/** What the platform does wrong with the next sends. */
export const faultSchema = z.object({ channel, fault: z.enum(FAULTS), times: z.int().check(z.minimum(1), z.maximum(100)) })
export type SimFault = (typeof FAULTS)[number]

/** How the service answered the webhook. Status 0: no answer. `bubble`: the message it was about. */
export const deliverySchema = z.object({ status: z.number(), milliseconds: z.number(), bubble: z.optional(z.string()) })
export type SimDelivery = z.infer<typeof deliverySchema>
