import * as z from 'zod'
import { channelSchema, idSchema, ownerKindSchema, timeSchema, urgencySchema } from './common.ts'

/**
 * mine: I hold it or it is offered to me, whoever has waited for my answer first · waiting: no human holds it and one is needed (the bot
 * may still be talking) · all: every open one · closed: the newest closed first.
 */
export const QUEUE_VIEWS = ['mine', 'waiting', 'all', 'closed'] as const
export type QueueView = (typeof QUEUE_VIEWS)[number]

/** GET /queue?view=&level=&channel=&commune=&category=&review=true&after=&limit= */
export const queueQuerySchema = z.object({
  view: z.enum(QUEUE_VIEWS).default('waiting'),
  level: urgencySchema.optional(),
  channel: channelSchema.optional(),
  category: z.string().max(8).optional(),
  /** Code of a commune (src/directory/communes.json). */
  commune: z.string().regex(/^\d{5}$/).optional(),
  /** With view=all also what was closed unread. */
  review: z.literal('true').optional(),
  /** `next` of the page before. */
  after: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
})
export type QueueQuery = z.infer<typeof queueQuerySchema>

export const queueRowSchema = z.object({
  id: idSchema,
  channel: channelSchema,
  urgency: urgencySchema,
  review: z.boolean(),
  ownerKind: ownerKindSchema,
  ownerId: idSchema.nullable(),
  ownerName: z.string().nullable(),
  /** A colleague to whom the owner offers it; in "mine" also what is offered to me. */
  offeredTo: idSchema.nullable(),
  /** Since when they wait for a human to come; null: nobody does. */
  waitingSince: timeSchema.nullable(),
  /** When the level's promise of a human answer runs out (waitingSince + target); null when nobody waits. */
  answerDueAt: timeSchema.nullable(),
  firstInboundAt: timeSchema.nullable(),
  lastInboundAt: timeSchema.nullable(),
  /** In "mine", a later lastInboundAt means: they wrote last, it is my turn. */
  lastOutboundAt: timeSchema.nullable(),
  lastSeq: z.number().int(),
  /** The person's last words, at most 120 characters; empty when there is no text. */
  preview: z.string(),
  /** The gravest sign heard, for what the last words do not tell; label it by locale key `cue.<cue>`. */
  sign: z.string().nullable(),
  categories: z.array(z.string()),
  commune: z.string().nullable(),
  /** Who writes is kept away for now; the bot is silent to them. */
  blocked: z.boolean(),
  /** It was claimed, left without a word, and came back. */
  returned: z.boolean(),
  /** Put aside by whoever holds it until then; past: its time has come, and they have not written since. */
  snoozedUntil: timeSchema.nullable(),
  caseNumber: z.string().nullable(),
  /** The 12-hour clock of NĐ 56/2017, when there is a case. */
  clockDueAt: timeSchema.nullable(),
  alarmOpen: z.boolean(),
  closedAt: timeSchema.nullable(),
})
export type QueueRow = z.infer<typeof queueRowSchema>

export const queueSchema = z.object({
  /** Most urgent first, then longest wait; who does not wait comes last in a level. */
  rows: z.array(queueRowSchema),
  /** Cursor of the next page; null at the end. */
  next: z.string().nullable(),
  /** Over everything open, whatever the filters. */
  counts: z.object({
    mine: z.number().int(),
    waiting: z.number().int(),
    all: z.number().int(),
    /** A human must read it; also closed ones. */
    review: z.number().int(),
    alarms: z.number().int(),
    /** Waiting, by level. */
    levels: z.record(urgencySchema, z.number().int()),
  }),
  /** Whoever waits longest, at whatever level: shown always, so that nobody sinks out of sight. */
  oldest: z.object({ id: idSchema, waitingSince: timeSchema, urgency: urgencySchema }).nullable(),
  now: timeSchema,
})
export type Queue = z.infer<typeof queueSchema>
