import * as z from 'zod'
import { idSchema, timeSchema, words } from './common.ts'

/** In the order of a talk. */
export const CANNED_TOPICS = ['hello', 'listen', 'safety', 'matter', 'next', 'end'] as const
export const CANNED_LOCALES = ['vi', 'en'] as const

/**
 * POST /canned → {id}, PUT /canned/:id → {} (permission `canned.write`). The text may name the Centre's numbers:
 * {{hotline}} {{child111}} {{police}} {{ambulance}} {{fire}} {{disaster}} {{centre}}; 400 `error.canned-hole` {hole} for another.
 * 409 `error.changed` when somebody saved it since `version`.
 */
export const saveCannedSchema = z.object({
  topic: z.enum(CANNED_TOPICS),
  locale: z.enum(CANNED_LOCALES),
  title: words(60),
  text: words(1000),
  /** No longer offered; kept for whoever wonders what was said. */
  active: z.boolean(),
  place: z.number().int().min(0).max(1000),
})
export const changeCannedSchema = saveCannedSchema.extend({ version: z.number().int() })
export type SaveCanned = z.infer<typeof saveCannedSchema>

/** GET /canned → Canned: those offered, in the order of a talk; `?all=true` (permission canned.write) also those put away. */
export const cannedQuerySchema = z.object({ all: z.literal('true').optional() })
export const cannedSchema = z.object({
  answers: z.array(saveCannedSchema.extend({
    id: idSchema,
    /** As the person would read it, the numbers filled in. */
    filled: z.string(),
    version: z.number().int(),
    updatedAt: timeSchema,
    /** Null: as it came with the service. */
    updatedBy: z.string().nullable(),
  })),
})
export type Canned = z.infer<typeof cannedSchema>
