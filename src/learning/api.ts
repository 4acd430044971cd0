/** The contract of this room's routes under /desk/api, browser-safe: zod and types only. */
import * as z from 'zod'
import type { Assessment } from '../triage/index.ts'
import type { Month } from './agreement.ts'

/** POST /triage/try (permission `quality.review`): messages of one conversation, oldest first → Tried. Stored nowhere. */
export const trySchema = z.object({ turns: z.array(z.string().min(1).max(5_000)).min(1).max(40) })
export type Try = z.infer<typeof trySchema>
export type Tried = Assessment

/** GET /triage/agreement?months= (permission `quality.review`) → how triage and the people agreed, month by month. */
export const agreementQuerySchema = z.object({ months: z.coerce.number().int().min(1).max(60).default(12) })
export type Agreement = { months: Month[] }
