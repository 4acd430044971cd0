import * as z from 'zod'
import { idSchema, timeSchema, urgencySchema } from './common.ts'

export const ALARM_PATHS = ['push', 'zalo', 'hook', 'mail'] as const
const pathSchema = z.enum(ALARM_PATHS)

/** GET /me/alarm-paths → how an alarm reaches me. Mail goes to my account's address and cannot be switched off. */
export const alarmPathsSchema = z.object({
  /** What this service can use at all. */
  open: z.array(pathSchema),
  /** For `pushManager.subscribe({applicationServerKey})`. */
  pushKey: z.string(),
  addresses: z.array(z.object({ id: idSchema, path: z.enum(['push', 'zalo', 'hook']), label: z.string(), createdAt: timeSchema })),
})
export type AlarmPaths = z.infer<typeof alarmPathsSchema>

const label = z.string().trim().max(60).default('')

/**
 * POST /me/alarm-paths → {id}. push: this browser's subscription; hook: my phone, for the Centre's SMS or phone gateway;
 * zalo: my user id at the Official Account that I follow. 400 `error.push-service` when it is no browser's push service,
 * 409 `error.alarm-addresses` {limit}.
 */
export const addAlarmPathSchema = z.discriminatedUnion('path', [
  z.object({ path: z.literal('push'), subscription: z.object({ endpoint: z.string().max(1000), keys: z.object({ p256dh: z.string().max(200), auth: z.string().max(100) }) }), label }),
  z.object({ path: z.literal('hook'), phone: z.string().regex(/^\+?\d{8,15}$/), label }),
  z.object({ path: z.literal('zalo'), userId: z.string().regex(/^\w{5,40}$/), label }),
])
export type AddAlarmPath = z.infer<typeof addAlarmPathSchema>

// POST /me/alarm-paths/:id/remove → {}. Mine only.

/** POST /me/alarm-test → AlarmTest: a call to myself by one path, through the outbox of real alarms. 409 `error.alarm-test`. */
export const alarmTestSchema = z.object({ path: pathSchema })

/** GET /me/alarm-test/:id → how it went: `code` says why not. */
export const alarmTestStateSchema = z.object({
  id: idSchema,
  state: z.enum(['pending', 'sending', 'sent', 'failed', 'gave-up', 'spared', 'moot']),
  code: z.string().nullable(),
})
export type AlarmTestState = z.infer<typeof alarmTestStateSchema>

/** GET /wall/alarms → open alarms with everybody called, and how each path does. */
export const wallAlarmsSchema = z.object({
  ok: z.boolean(),
  /** `path:<name>`, `ladder`, `nobody-on-duty`, `no-path` */
  problems: z.array(z.string()),
  paths: z.array(z.object({ path: pathSchema, state: z.enum(['ok', 'failing', 'stuck']), pending: z.number().int(), oldestSeconds: z.number(), lastSentAt: timeSchema.nullable(), code: z.string().nullable() })),
  alarms: z.array(z.object({
    id: idSchema,
    conversationId: idSchema,
    level: urgencySchema,
    raisedAt: timeSchema,
    breachedAt: timeSchema.nullable(),
    step: z.number().int(),
    /** `name` null: the gateway's own number. */
    calls: z.array(z.object({ name: z.string().nullable(), path: pathSchema, state: z.string(), at: timeSchema })),
  })),
})
export type WallAlarms = z.infer<typeof wallAlarmsSchema>
