/** What the desk's browser sends and gets about keeping, erasing and looking back. */
import * as z from 'zod'
import { HOLD_REASONS } from './retention/index.ts'

const time = z.iso.datetime()

/** GET /conversations/:id/keeping (conversation.read): until when it is kept. */
export const keepingSchema = z.object({
  class: z.enum(['unfinished', 'talk', 'case']),
  /** Null: not over yet (an open case, somebody waits for a human or must read it). */
  until: time.nullable(),
  /** Standing holds: while there is one, nothing is purged or erased. */
  holds: z.array(z.object({ id: z.uuid(), reason: z.enum(HOLD_REASONS), by: z.string(), at: time })),
})

/** GET /conversations/:id/accesses and /cases/:id/accesses ?before= (audit.read): who opened this child's file, newest first. */
export const accessesQuerySchema = z.object({ before: z.string().regex(/^\d{1,18}$/).exactOptional() })
export const accessesSchema = z.object({
  lines: z.array(z.object({
    id: z.string(), at: time, by: z.object({ id: z.uuid(), name: z.string() }).nullable(), action: z.string(), subject: z.string(), subjectId: z.string(), reason: z.string().nullable(),
  })),
  /** `before` of the next page; null at the end. */
  next: z.string().nullable(),
})

/** POST /conversations/:id/holds, /cases/:id/holds (retention.hold) → {id}. POST /holds/:id/release → 204. */
export const holdSchema = z.object({ reason: z.enum(HOLD_REASONS) })

/**
 * POST /conversations/:id/erase (person.erase): the person of this conversation wishes to be forgotten, and a human has
 * read why. Answers what came of it; what is kept is told with its reason (locale `erasure.<reason>`).
 */
export const eraseSchema = z.object({ askedAt: time.exactOptional() })
export const erasedSchema = z.object({
  outcome: z.enum(['erased', 'partly', 'refused']),
  kept: z.array(z.object({ conversationId: z.uuid(), reason: z.enum(['open-case', 'case-kept', 'being-handled', 'hold']) })),
})

/** GET /erasures (person.erase): wishes, open ones first. GET /purges (audit.read): proofs, newest first. */
export const erasuresSchema = z.object({
  requests: z.array(z.object({ id: z.uuid(), cause: z.string(), askedAt: time, answerDueAt: time, eraseDueAt: time, outcome: z.string(), kept: erasedSchema.shape.kept, decidedAt: time })),
})
export const purgesSchema = z.object({
  proofs: z.array(z.object({ id: z.uuid(), at: time, cause: z.string(), class: z.string(), basis: z.string(), counts: z.record(z.string(), z.number()), keysDestroyed: z.number() })),
})
