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

// POST /me/second-factor/begin → BegunFactor: for the authenticator app. 409 `error.second-factor-on`.
export const begunFactorSchema = z.object({ secret: z.string(), uri: z.string() })
/** POST /me/second-factor/confirm → recovery codes, shown this once. 400 `error.code`. */
export const confirmFactorSchema = z.object({ code: z.string().max(40) })
export const recoveryCodesSchema = z.object({ recoveryCodes: z.array(z.string()) })
/** POST /me/second-factor/remove → {}. */
export const removeFactorSchema = z.object({ password: z.string().min(1).max(1024), code: z.string().max(40) })
// POST /accounts/:id/second-factor/reset → {}: for a lost phone; all their sessions end.

// GET /me/sessions → Sessions; POST /me/sessions/end-others → {}.
export const sessionsSchema = z.object({ sessions: z.array(z.object({ startedAt: timeSchema, lastSeenAt: timeSchema, current: z.boolean() })) })
export type Sessions = z.infer<typeof sessionsSchema>
