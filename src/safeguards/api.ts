/** What the desk's browser sends and gets about keeping, erasing and looking back. */
import * as z from 'zod'
import { CLASSES, EXCEPTIONS, HOLD_REASONS } from './retention/index.ts'

const time = z.iso.datetime()
const pageQuery = { before: z.string().regex(/^\d{1,18}$/).exactOptional() }

const hold = z.object({ id: z.uuid(), reason: z.enum(HOLD_REASONS), by: z.string(), at: time })

/** GET /conversations/:id/keeping (conversation.read), GET /cases/:id/keeping (case.read): until when it is kept. */
export const keepingSchema = z.object({
  class: z.enum(['unfinished', 'talk', 'case']),
  /** Null: not over yet (an open case, somebody waits for a human or must read it). */
  until: time.nullable(),
  /** Standing holds: while there is one, nothing is purged or erased. */
  holds: z.array(hold),
  /** A wish to be forgotten that nobody has decided. */
  wish: z.object({ id: z.uuid(), askedAt: time, answerDueAt: time }).nullable(),
})

/** GET /holds (retention.hold): everything that stands, newest first. */
export const holdsSchema = z.object({
  holds: z.array(hold.extend({ subject: z.enum(['person', 'conversation', 'case_record']), subjectId: z.uuid(), caseNumber: z.string().nullable() })),
})

/**
 * GET /conversations/:id/accesses, /cases/:id/accesses, /accesses (audit.read): who opened this child's file, or what
 * anybody did; newest first. `whole`: everything of this conversation's person. `staff`: one member of staff only.
 */
export const accessesQuerySchema = z.object({ ...pageQuery, whole: z.literal('1').exactOptional() })
export const allAccessesQuerySchema = z.object({ ...pageQuery, staff: z.uuid().exactOptional() })
export const accessesSchema = z.object({
  lines: z.array(z.object({
    id: z.string(), at: time, by: z.object({ id: z.uuid(), name: z.string() }).nullable(), action: z.string(),
    subject: z.string(), subjectId: z.string(), subjectName: z.string().nullable(), reason: z.string().nullable(),
  })),
  /** `before` of the next page; null at the end. */
  next: z.string().nullable(),
})

/** POST /conversations/:id/holds, /cases/:id/holds (retention.hold) → {id}. POST /holds/:id/release → 204. */
export const holdSchema = z.object({ reason: z.enum(HOLD_REASONS) })

/** POST /conversations/:id/erasure-wish (conversation.note) → 204: the person said so to a counsellor; the head decides. */

/**
 * POST /conversations/:id/erase, POST /erasures/:id/erase (person.erase): the person wishes to be forgotten, and a human
 * has read why. Answers what came of it; what is kept is told with its reason (locales safeguards.json `erasureKept.<reason>`).
 */
export const eraseSchema = z.object({ askedAt: time.exactOptional() })
export const erasedSchema = z.object({
  outcome: z.enum(['erased', 'partly', 'refused']),
  kept: z.array(z.object({ conversationId: z.uuid(), reason: z.enum(['open-case', 'case-kept', 'being-handled', 'hold']) })),
})
/** POST /erasures/:id/refuse (person.erase) → 204: an exception of Điều 19, told to the person with its reason. */
export const refuseSchema = z.object({ exception: z.enum(EXCEPTIONS) })

/** GET /erasures (person.erase): wishes, open ones first. */
export const erasuresSchema = z.object({
  requests: z.array(z.object({
    id: z.uuid(), cause: z.enum(['withdrawal', 'request', 'chat']), askedAt: time, answerDueAt: time, eraseDueAt: time,
    /** asked: nobody has decided. */
    outcome: z.enum(['asked', 'erased', 'partly', 'refused']),
    kept: erasedSchema.shape.kept,
    exception: z.enum(EXCEPTIONS).nullable(),
    decidedAt: time.nullable(), decidedBy: z.string().nullable(),
    /** A conversation of the person that is still there, to read before deciding. */
    conversationId: z.uuid().nullable(),
    proofId: z.uuid().nullable(),
  })),
})

/** GET /purges (audit.read): proofs, newest first. */
export const purgesSchema = z.object({
  proofs: z.array(z.object({ id: z.uuid(), at: time, cause: z.string(), class: z.string(), basis: z.string(), counts: z.record(z.string(), z.number()), keysDestroyed: z.number(), imagesDropped: z.number() })),
})

const job = z.object({ okAt: time.nullable(), failedAt: time.nullable(), error: z.string().nullable() })

/** GET /retention (audit.read): the terms in force, and whether the purge runs. */
export const retentionSchema = z.object({
  terms: z.array(z.object({ class: z.enum(CLASSES), keep: z.string(), basis: z.string() })),
  job: job.nullable(),
  /** Conversations past their date that are still there. */
  overdue: z.number(),
})

const verified = z.object({
  seals: z.number(), accessRows: z.number(), changeRows: z.number(), unsealed: z.number(), anchors: z.number(),
  /** The first hundred. */
  findings: z.array(z.looseObject({ what: z.string() })), found: z.number(),
})

/** GET /audit (audit.read): how the logs stand. POST /audit/verify: reads everything against its seals now, and against anchors kept elsewhere. */
export const auditSchema = z.object({
  seals: z.number(), newest: z.object({ seal: z.string(), at: time, hash: z.string() }).nullable(), unsealed: z.number(),
  job: job.nullable(), verified: verified.nullable(),
})
export const verifySchema = z.object({ anchors: z.string().max(60_000).exactOptional() })
export const verifiedSchema = verified

/** GET /audit/anchors?since=YYYY-MM-DD (audit.read): one line a day, to be kept elsewhere. */
export const anchorsQuerySchema = z.object({ since: z.iso.date().exactOptional() })
export const fileSchema = z.object({ title: z.string(), mime: z.string(), base64: z.base64() })

/** What a browser reads of the answers above. */
export type Keeping = z.infer<typeof keepingSchema>
export type StandingHolds = z.infer<typeof holdsSchema>
export type Accesses = z.infer<typeof accessesSchema>
export type Erased = z.infer<typeof erasedSchema>
export type Erasures = z.infer<typeof erasuresSchema>
export type Purges = z.infer<typeof purgesSchema>
export type Retention = z.infer<typeof retentionSchema>
export type Audit = z.infer<typeof auditSchema>
export type VerifiedLogs = z.infer<typeof verifiedSchema>
