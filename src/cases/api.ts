/** What a browser may send about a case. */
import * as z from 'zod'
import { BODY_KINDS } from '../directory/index.ts'
import { answerSchema } from './answers.ts'
import { breachSchema } from './breaches.ts'
import { ASKERS, REQUEST_KINDS } from './dataRights.ts'
import { RECORDABLE } from './events.ts'
import { PART_KINDS } from './fields.ts'
import { CASE_ACTS, CASE_STATES } from './flow.ts'
import { LISTS } from './lists.ts'
import { PAPER_REASONS } from './receivePaper.ts'
import { CONTACT_VIA } from './referrals.ts'
import { groundSchema, REFERRAL_ACTS, REFUSAL_REASONS } from './referralFlow.ts'
import { TASK_KINDS } from './tasks.ts'

const fieldName = z.string().max(40)
const words = z.string().trim().min(1).max(5000)
const sign = z.literal(true).exactOptional()

const filterSchema = z.object({
  state: z.enum(['open', ...CASE_STATES]).exactOptional(),
  from: z.coerce.date().exactOptional(),
  to: z.coerce.date().exactOptional(),
  commune: z.string().regex(/^\d{5}$/).exactOptional(),
  category: z.enum(LISTS.category).exactOptional(),
  /** Null: cases nobody answers for. */
  staffId: z.uuid().nullable().exactOptional(),
  /** The last case of the page before. */
  before: z.object({ openedAt: z.coerce.date(), id: z.uuid() }).exactOptional(),
})
/** What is searched for is a name as often as not: it comes in the body, never in an address. */
export const searchSchema = filterSchema.extend({ text: z.string().max(200).default('') })
export const noteSearchSchema = filterSchema.extend({ text: z.string().trim().min(2).max(200) })
export const assignSchema = z.object({ staffId: z.uuid().nullable() })
export const openReceivedSchema = z.object({ paperId: z.uuid(), reason: z.enum(PAPER_REASONS) })
export const sealedSchema = z.object({ referralId: z.uuid() })
export const editsSchema = z.object({ edits: z.array(z.object({ partId: z.uuid(), field: fieldName, baseVersion: z.number().int().min(0), answer: answerSchema })).min(1).max(200) })
export const partSchema = z.object({ kind: z.enum(PART_KINDS), answers: z.record(fieldName, answerSchema).default({}) })
export const partIdSchema = z.object({ partId: z.uuid() })
export const historyQuerySchema = z.object({ partId: z.uuid(), name: fieldName })
export const linkSchema = z.object({ otherId: z.uuid(), kind: z.enum(['same', 'different']) })
export const stateSchema = z.object({ act: z.enum(CASE_ACTS), reason: words.exactOptional(), outcome: z.enum(LISTS.outcome).exactOptional() })
export const stepSchema = z.object({ kind: z.enum(RECORDABLE), at: z.coerce.date().exactOptional() })
export const taskSchema = z.object({ kind: z.enum(TASK_KINDS), text: words, dueAt: z.coerce.date(), staffId: z.uuid().exactOptional() })
export const taskIdSchema = z.object({ taskId: z.uuid() })
export const referralSchema = z.object({
  bodyKind: z.enum(BODY_KINDS), serviceId: z.uuid().exactOptional(), ground: groundSchema.exactOptional(), chosen: z.array(z.object({ partId: z.uuid(), field: fieldName })).max(300),
})
export const referralActSchema = z.object({ act: z.enum(REFERRAL_ACTS), reason: z.enum(REFUSAL_REASONS).exactOptional(), words: words.exactOptional() })
export const dataRequestSchema = z.object({ kind: z.enum(REQUEST_KINDS), asker: z.enum(ASKERS) })
export const dataDecisionSchema = z.object({ decision: z.enum(['granted', 'partly', 'refused']), words })
export const breachRequestSchema = breachSchema.extend({ discoveredAt: z.coerce.date() })
export const dueQuerySchema = z.object({ until: z.coerce.date(), mine: z.enum(['true', 'false']).default('false').transform((said) => said === 'true') })
export const contactSchema = z.object({ via: z.enum(CONTACT_VIA), text: words })
export const paperIdSchema = z.object({ paperId: z.uuid() })
export const paperSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('mau-01'), childId: z.uuid().exactOptional(), sign }),
  z.object({ kind: z.literal('mau-02'), assessmentId: z.uuid().exactOptional(), sign }),
  z.object({ kind: z.literal('referral-letter'), referralId: z.uuid(), sign }),
  z.object({ kind: z.enum(['follow-up-report', 'closing-report']), sign }),
  z.object({ kind: z.literal('incident-report'), type: z.string().max(200).exactOptional(), ask: words.exactOptional(), sign }),
])

/** POST /cases/:id/reach → 204: opens an old case that is not one's own, for a reason that goes to the access log. */
export const REACH_REASONS = ['same-child', 'danger', 'asked', 'authority'] as const
export const reachCaseSchema = z.object({ reason: z.enum(REACH_REASONS) })
export type ReachReason = (typeof REACH_REASONS)[number]
