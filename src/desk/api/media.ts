import * as z from 'zod'
import { idSchema, timeSchema } from './common.ts'

/**
 * GET /conversations/:id/media → Media[]: what the person sent beside words, as kind and state only. There is no thumbnail:
 * the bytes leave the vault by an opening alone.
 */
export const mediaSchema = z.object({
  id: idSchema,
  messageId: idSchema,
  kind: z.enum(['image', 'audio', 'video', 'file']),
  /** waiting: being fetched. failed: could not be fetched, see errorCode. refused: not from the platform, or too large. */
  state: z.enum(['waiting', 'stored', 'failed', 'refused']),
  /** Label by locale key `mediaCode.<code>`. While waiting: why the last try failed. */
  errorCode: z.string().nullable(),
  /** By content. */
  mime: z.string().nullable(),
  bytes: z.number().int().nullable(),
  /** Whether I may open it: I look after the conversation, or I supervise. */
  mayOpen: z.boolean(),
  /** Openings so far, by anybody. */
  opened: z.number().int(),
  at: timeSchema,
})
export type Media = z.infer<typeof mediaSchema>

/** Why somebody looks. Kept in the access log; label by `mediaReason.<reason>`. */
export const MEDIA_REASONS = ['danger', 'told', 'record', 'second-look'] as const

/**
 * POST /media/:id/open {reason} → Opening (permission `media.open`). The second deliberate act: logged before anything is
 * shown. 403 `error.not-owner`, 404, 409 `error.media-absent` while there is nothing to open.
 * GET /media/opened/<token> → the bytes, once, within a minute, to whoever asked for them.
 */
export const openMediaSchema = z.object({ reason: z.enum(MEDIA_REASONS) })
export const openingSchema = z.object({ token: z.string(), mime: z.string(), bytes: z.number().int() })
export type Opening = z.infer<typeof openingSchema>
