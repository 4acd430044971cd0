import * as z from 'zod'
import { ROLES } from '../../staff/permissions.ts'
import { idSchema, timeSchema } from './common.ts'

/** Long enough that guessing is hopeless; no rules about signs, which only make people write passwords down. */
export const PASSWORD_MIN = 12
const password = z.string().min(PASSWORD_MIN).max(1024)
const name = z.string().transform((text) => text.normalize('NFC').trim()).pipe(z.string().min(1).max(80))

/** GET /accounts → every account (permission `staff.manage`: administrators and the head). */
export const accountsSchema = z.object({
  accounts: z.array(z.object({
    id: idSchema, email: z.string(), name: z.string(), role: z.enum(ROLES), active: z.boolean(),
    createdAt: timeSchema, lastSignInAt: timeSchema.nullable(),
  })),
})
export type Accounts = z.infer<typeof accountsSchema>

/** POST /accounts → {id}. 409 `error.email-taken`. */
export const addAccountSchema = z.object({ email: z.email().trim().toLowerCase().max(254), name, role: z.enum(ROLES), locale: z.enum(['vi', 'en']).default('vi'), password })

/**
 * POST /accounts/:id/change → {}. What is left out stays. A closed account is signed out at once and keeps its name
 * on everything it wrote. 409 `error.last-administrator`.
 */
export const changeAccountSchema = z.object({ name: name.optional(), role: z.enum(ROLES).optional(), active: z.boolean().optional() })

/** POST /accounts/:id/password → {}: a new password for a colleague; all their sessions end. */
export const resetPasswordSchema = z.object({ password })

/** POST /me/password → {}: my own; my other sessions end. 403 `error.wrong-password`. */
export const changePasswordSchema = z.object({ current: z.string().min(1).max(1024), next: password })
