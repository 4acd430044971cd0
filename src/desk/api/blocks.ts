import * as z from 'zod'
import { colleagueSchema, idSchema, timeSchema, words } from './common.ts'

/** abuse: insults, threats or sexual talk at staff · hunting: an adult who looks for a child · spam: advertising, floods. */
export const BLOCK_REASONS = ['abuse', 'hunting', 'spam'] as const
export const BLOCK_DAYS = [1, 3, 7, 30, 90] as const
/** A counsellor's longest block; a supervisor's is the longest of {@link BLOCK_DAYS}. */
export const COUNSELLOR_BLOCK_DAYS = 7

/**
 * POST /conversations/:id/block → {} (permission `person.block`): of a conversation I hold; supervisors of any. Lets it go
 * to the bot, which says one line with the emergency numbers and is silent; triage hears on, danger still rings. 409
 * `error.blocked` when a block is in force, 403 `error.block-long` beyond {@link COUNSELLOR_BLOCK_DAYS}.
 * POST /conversations/:id/unblock → {} (permission `person.block`): whoever blocked, or a supervisor. 409 `error.not-blocked`.
 */
export const blockSchema = z.object({ reason: z.enum(BLOCK_REASONS), days: z.literal(BLOCK_DAYS), note: words(1000) })

export const blockShownSchema = z.object({ reason: z.enum(BLOCK_REASONS), note: z.string(), by: colleagueSchema, at: timeSchema, until: timeSchema })
export type BlockShown = z.infer<typeof blockShownSchema>

/** GET /blocks → Blocks (permission `person.block`): those in force, and what ended in the last 30 days. */
export const blocksSchema = z.object({
  blocks: z.array(blockShownSchema.omit({ note: true }).extend({
    id: idSchema,
    conversationId: idSchema,
    channel: z.string(),
    inForce: z.boolean(),
    liftedBy: colleagueSchema.nullable(),
    liftedAt: timeSchema.nullable(),
    /** Messages that came since, and when the last did. */
    heard: z.number().int(),
    lastHeardAt: timeSchema.nullable(),
    /** Whether I may lift it. */
    mayLift: z.boolean(),
  })),
})
export type Blocks = z.infer<typeof blocksSchema>
