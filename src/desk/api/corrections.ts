import * as z from 'zod'
import { CATEGORIES } from '../../triage/categories.ts'
import { REPORTERS } from '../../triage/types.ts'
import { colleagueSchema, idSchema, timeSchema, words } from './common.ts'

/** Who may have done harm and who is with the child, as triage hears them (src/triage/slots.ts) and a person may say them. */
export const WHO = ['father', 'mother', 'stepfather', 'stepmother', 'stepparent', 'grandparent', 'uncle', 'aunt', 'relative', 'teacher', 'boss', 'partner', 'peer', 'online', 'neighbour', 'stranger'] as const
export const WITH_NOW = ['alone', 'harmer', 'safe-adult', 'siblings', 'friends'] as const

const yesno = z.boolean().nullable()
const said = words(500).nullable()

/**
 * What a counsellor may put right, and what each may be; null: not known. `commune`, `categories` and `reporter` are the
 * conversation's own, the others facts of the card. What the person said stays as it is.
 */
export const CORRECTABLE = {
  commune: z.string().regex(/^\d{5}$/).nullable(),
  categories: z.array(z.string().refine((code) => code in CATEGORIES)).max(8),
  reporter: z.enum(REPORTERS),
  age: z.number().int().min(0).max(120).nullable(),
  who: z.enum(WHO).nullable(),
  withNow: z.enum(WITH_NOW).nullable(),
  place: said,
  inDangerNow: yesno, nearHarm: yesno, hurtingSelfNow: yesno, injured: yesno, adultNear: yesno, contactSafe: yesno,
  carer: said, when: said, contactHour: said, contactPhone: said, reporterContact: said,
  situation: said, child: said, condition: said, consequence: said, actionsTaken: said,
} as const satisfies Record<string, z.ZodType>
export type Correctable = keyof typeof CORRECTABLE
export const CORRECTABLE_NAMES = Object.keys(CORRECTABLE)

export function isCorrectable(name: string): name is Correctable {
  return name in CORRECTABLE
}

export const correctionValueSchema = z.union([z.string(), z.number(), z.boolean(), z.array(z.string())]).nullable()
export type CorrectionValue = z.infer<typeof correctionValueSchema>

/**
 * POST /conversations/:id/correct → {}. A reason is always needed. `after`: the latest correction of this the screen
 * shows; 409 `error.corrected-meanwhile` {name} when a colleague was faster.
 */
export const correctSchema = z.object({
  name: z.enum(CORRECTABLE_NAMES),
  value: correctionValueSchema,
  after: idSchema.nullable(),
  reason: words(1000),
}).transform(({ name, value, ...rest }, context) => {
  const read = isCorrectable(name) ? CORRECTABLE[name].safeParse(value) : undefined
  if (!isCorrectable(name) || !read?.success) {
    context.addIssue({ code: 'custom', path: ['value'] })
    return z.NEVER
  }
  return { ...rest, name, value: read.data }
})
export type Correct = z.infer<typeof correctSchema>

/** One correction as it is shown: never a change of what was said. Oldest first. */
export const correctionSchema = z.object({
  id: idSchema,
  name: z.string(),
  before: correctionValueSchema,
  value: correctionValueSchema,
  reason: z.string(),
  by: colleagueSchema,
  at: timeSchema,
})
export type Correction = z.infer<typeof correctionSchema>
