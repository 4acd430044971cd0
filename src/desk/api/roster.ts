import * as z from 'zod'
import { idSchema, timeSchema } from './common.ts'

/** duty: at the desk · on-call: answers alarms · deputy: when duty does not answer. */
export const SHIFT_KINDS = ['duty', 'on-call', 'deputy'] as const

/** POST /roster/shifts → {id}. 409 `error.shift-overlap` when they are on the roster then already. */
export const addShiftSchema = z.object({ staffId: idSchema, kind: z.enum(SHIFT_KINDS), from: timeSchema, to: timeSchema })

/** POST /roster/shifts/:id/give {staffId} → {}: a swap, the shift stays covered. */
export const giveShiftSchema = z.object({ staffId: idSchema })

/**
 * POST /roster/shifts/:id/remove {acceptGap} → {}. 409 `error.roster-gap` {from, to} when nobody would be there
 * within the next two weeks; with acceptGap it is done all the same and shown in red.
 */
export const removeShiftSchema = z.object({ acceptGap: z.boolean().default(false) })

/** GET /roster?from=&to= → Roster, at most 62 days. Gaps: when nobody is there though somebody must be. */
export const rosterQuerySchema = z.object({ from: timeSchema, to: timeSchema })
export const rosterSchema = z.object({
  shifts: z.array(z.object({ id: idSchema, staffId: idSchema, name: z.string(), kind: z.enum(SHIFT_KINDS), from: timeSchema, to: timeSchema })),
  gaps: z.array(z.object({ kind: z.enum(['duty', 'on-call']), from: timeSchema, to: timeSchema })),
  holidays: z.array(z.iso.date()),
})
export type Roster = z.infer<typeof rosterSchema>
