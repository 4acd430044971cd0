import * as z from 'zod'
import { idSchema, timeSchema, urgencySchema } from './common.ts'

/** GET /alarms → open alarms, most urgent first. Each is one conversation. */
export const alarmsSchema = z.object({
  alarms: z.array(z.object({
    id: idSchema,
    conversationId: idSchema,
    level: urgencySchema,
    raisedAt: timeSchema,
    /** How far up the ladder it is. */
    step: z.number().int(),
    dueAt: timeSchema.nullable(),
  })),
})
export type Alarms = z.infer<typeof alarmsSchema>

// POST /conversations/:id/acknowledge → {}: somebody has heard; every open alarm of the conversation stops climbing.

/**
 * GET /events: server-sent events. Each is a hint to read again, never the thing itself:
 * `data: {"kind":"conversation","id":…}`; `id` is always a conversation's. presence: who views or types there changed.
 * A comment every 15 s; reconnect by the browser; poll every 10 s as well.
 */
export const hintSchema = z.object({ kind: z.enum(['conversation', 'alarm', 'presence', 'case']), id: z.string() })
export type Hint = z.infer<typeof hintSchema>

/** POST /presence → 204, every 30 s while the desk is open, and when the view or typing changes. */
export const presenceSchema = z.object({ viewing: idSchema.nullable(), typing: z.boolean() })

/** GET /wall → the supervisor's view. */
export const wallSchema = z.object({
  now: timeSchema,
  waiting: z.array(z.object({ level: urgencySchema, channel: z.string(), count: z.number().int() })),
  oldestWaitingSince: timeSchema.nullable(),
  /** Waiting longer than the target of their level. */
  late: z.number().int(),
  alarmsOpen: z.number().int(),
  /** Alarms today that were not acknowledged within their target. */
  breachesToday: z.number().int(),
  /** Claimed today, left without a word, and back in the queue. */
  returnedToday: z.number().int(),
  onDuty: z.array(z.object({ id: idSchema, name: z.string(), role: z.string(), holding: z.number().int(), seenAt: timeSchema })),
})
export type Wall = z.infer<typeof wallSchema>
