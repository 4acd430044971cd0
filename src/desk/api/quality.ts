import * as z from 'zod'
import { channelSchema, idSchema, timeSchema, urgencySchema, words } from './common.ts'

/** What is scored, each 1 (not) to 3 (well), null when it does not apply: heard, safety asked, right words, next step clear. */
export const QUALITY_POINTS = ['heard', 'safety', 'words', 'nextStep'] as const
const score = z.number().int().min(1).max(3).nullable()

/**
 * GET /quality/sample?size= → Sample (permission `quality.review`): closed conversations of the last 30 days that triage
 * held for low or info and nobody has reviewed, drawn by lot; the same ones all day, so that nobody picks.
 */
export const sampleQuerySchema = z.object({ size: z.coerce.number().int().min(1).max(50).default(10) })
export const sampleSchema = z.object({
  conversations: z.array(z.object({ id: idSchema, channel: channelSchema, urgency: urgencySchema, closedAt: timeSchema, messages: z.number().int() })),
})
export type Sample = z.infer<typeof sampleSchema>

/** POST /conversations/:id/quality → {}: the level it should have had, and the scores. Saying it again replaces mine. */
export const qualitySchema = z.object({
  level: urgencySchema,
  scores: z.object({ heard: score, safety: score, words: score, nextStep: score }),
  comment: words(2000).optional(),
})
export type Quality = z.infer<typeof qualitySchema>

/** GET /quality/summary?days= → how often danger was missed in what was read, and the mean scores. */
export const summaryQuerySchema = z.object({ days: z.coerce.number().int().min(1).max(366).default(30) })
export const qualitySummarySchema = z.object({
  reviewed: z.number().int(),
  /** Should have been medium or above and was below. */
  missed: z.number().int(),
  levels: z.array(z.object({ was: urgencySchema, should: urgencySchema, count: z.number().int() })),
  scores: z.record(z.enum(QUALITY_POINTS), z.number().nullable()),
})
export type QualitySummary = z.infer<typeof qualitySummarySchema>
