import * as z from 'zod'
import { MESSAGE_KINDS } from '../../conversation/content.ts'
import { CONTACTS } from './acts.ts'
import { blockShownSchema } from './blocks.ts'
import { correctionSchema } from './corrections.ts'
import { channelSchema, colleagueSchema, idSchema, ownerSchema, timeSchema, urgencySchema } from './common.ts'

/**
 * The facts a counsellor needs first (safeguarding §2.6), in the order of the card; names are the slots of
 * dialogs/. They are always sent; others that a dialog asked for follow them.
 */
export const CARD_FACTS = [
  'age', 'who', 'place', 'inDangerNow', 'nearHarm', 'hurtingSelfNow', 'injured', 'adultNear', 'carer', 'when', 'contactSafe', 'contactHour', 'contactPhone', 'reporterContact',
] as const
export type CardFact = (typeof CARD_FACTS)[number]

/** An unknown is shown as "chưa rõ", never as "không". */
export const factSchema = z.object({
  name: z.string(),
  status: z.enum(['value', 'unknown', 'declined', 'not-asked']),
  value: z.union([z.string(), z.number(), z.boolean()]).nullable(),
})
export type Fact = z.infer<typeof factSchema>

/** A sign of danger: offsets in UTF-16 units of the message's text; label it by locale key `cue.<cue>`. */
export const evidenceSchema = z.object({
  messageId: idSchema,
  seq: z.number().int(),
  start: z.number().int(),
  end: z.number().int(),
  cue: z.string(),
  level: urgencySchema,
})
export type EvidenceMark = z.infer<typeof evidenceSchema>

export const urgencyChangeSchema = z.object({
  from: urgencySchema,
  to: urgencySchema,
  /** Null: the machine, which only raises. */
  by: colleagueSchema.nullable(),
  reason: z.string().nullable(),
  cues: z.array(z.string()),
  at: timeSchema,
})
export type UrgencyChange = z.infer<typeof urgencyChangeSchema>

export const noteSchema = z.object({ id: idSchema, by: colleagueSchema, text: z.string(), whisper: z.boolean(), contact: z.enum(CONTACTS).nullable(), at: timeSchema })
export type Note = z.infer<typeof noteSchema>

/** Until when the platform lets us write. Null: no such limit. */
export const replyWindowSchema = z.object({
  open: z.boolean(),
  /** After this it costs (Zalo, 48 h) or needs Meta's leave for human agents (Messenger, 24 h). */
  freeUntil: timeSchema.nullable(),
  closesAt: timeSchema.nullable(),
})
export type ReplyWindow = z.infer<typeof replyWindowSchema>

/** GET /conversations/:id → everything beside the transcript. Each call is a line in the access log. */
export const conversationSchema = z.object({
  id: idSchema,
  channel: channelSchema,
  state: z.enum(['open', 'closed']),
  urgency: urgencySchema,
  /** A human chose this level. */
  urgencySetBy: colleagueSchema.nullable(),
  review: z.boolean(),
  categories: z.array(z.string()),
  reporter: z.string(),
  owner: ownerSchema,
  /** Offered by the owner to a colleague, who has not answered yet. */
  offer: z.object({ to: colleagueSchema, at: timeSchema }).nullable(),
  locale: z.enum(['vi', 'en']),
  /** The platform's display name, when there is one. */
  personName: z.string().nullable(),
  /** The block in force on who writes here. */
  block: blockShownSchema.extend({ mayLift: z.boolean() }).nullable(),
  /** Code of the commune that was named. */
  commune: z.string().nullable(),
  lastSeq: z.number().int(),
  openedAt: timeSchema,
  waitingSince: timeSchema.nullable(),
  answerDueAt: timeSchema.nullable(),
  firstInboundAt: timeSchema.nullable(),
  lastInboundAt: timeSchema.nullable(),
  lastOutboundAt: timeSchema.nullable(),
  closedAt: timeSchema.nullable(),
  closeReason: z.string().nullable(),
  alarmOpen: z.boolean(),
  facts: z.array(factSchema),
  evidence: z.array(evidenceSchema),
  urgencyHistory: z.array(urgencyChangeSchema),
  /** What a human put right, oldest first; `facts`, `commune`, `categories` and `reporter` stand as corrected. */
  corrections: z.array(correctionSchema),
  /** Put aside by whoever holds it; null: not, or not any more. */
  snoozedUntil: timeSchema.nullable(),
  notes: z.array(noteSchema),
  case: z.object({ id: idSchema, number: z.string(), state: z.string(), openedAt: timeSchema, clockDueAt: timeSchema }).nullable(),
  /** Earlier conversations of the same person, newest first, at most 20. */
  earlier: z.array(z.object({ id: idSchema, urgency: urgencySchema, openedAt: timeSchema, closedAt: timeSchema.nullable(), caseNumber: z.string().nullable() })),
  window: replyWindowSchema,
  draft: z.string(),
  /** Colleagues who look at it now, without me. */
  viewers: z.array(colleagueSchema.extend({ typing: z.boolean() })),
})
export type Conversation = z.infer<typeof conversationSchema>

export const DELIVERY = ['queued', 'sending', 'sent', 'delivered', 'read', 'failed', 'unknown', 'withheld'] as const

export const messageSchema = z.object({
  id: idSchema,
  seq: z.number().int(),
  direction: z.enum(['in', 'out']),
  /** outside: a human in Zalo's or Meta's own inbox. */
  author: z.enum(['person', 'bot', 'staff', 'outside']),
  by: colleagueSchema.nullable(),
  kind: z.enum(MESSAGE_KINDS),
  /** Empty for pictures, voice and files: those are never shown by themselves. */
  text: z.string(),
  buttons: z.array(z.string()),
  /** Outbound by the bot: the locale key, to fold and label its steps. */
  key: z.string().nullable(),
  attachments: z.number().int(),
  at: timeSchema,
  unsent: z.boolean(),
  status: z.enum(DELIVERY).nullable(),
  /** Short code; label by locale key `delivery.<code>`. */
  errorCode: z.string().nullable(),
  /** The browser's own id of a staff message, to settle what it showed before the answer came. */
  clientId: z.string().nullable(),
  evidence: z.array(evidenceSchema.pick({ start: true, end: true, cue: true, level: true })),
})
export type Message = z.infer<typeof messageSchema>

/**
 * GET /conversations/:id/messages: without parameters the newest 50; `before=seq` the 50 before it;
 * `after=seq` the next 50 (the live tail and the resume after a gap). Always in rising seq.
 */
export const messagesQuerySchema = z.object({
  after: z.coerce.number().int().min(0).optional(),
  before: z.coerce.number().int().min(0).optional(),
})
export const messagesSchema = z.object({
  messages: z.array(messageSchema),
  /** Earlier ones exist (for `before`), later ones exist (for `after`). */
  more: z.boolean(),
  lastSeq: z.number().int(),
})
export type Messages = z.infer<typeof messagesSchema>
