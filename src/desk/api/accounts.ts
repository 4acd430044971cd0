import * as z from 'zod'
import { ROLES } from '../../staff/permissions.ts'
import { REQUEST_KINDS } from '../../staff/secondPerson.ts'
import { colleagueSchema, idSchema, timeSchema } from './common.ts'

/** Long enough that guessing is hopeless; what lists of stolen passwords are made of is refused besides (src/staff/weakPassword.ts). */
export const PASSWORD_MIN = 12
const password = z.string().min(PASSWORD_MIN).max(1024)
const name = z.string().transform((text) => text.normalize('NFC').trim()).pipe(z.string().min(1).max(80))
const code = z.string().max(40)

/** GET /accounts → every account, and what waits for a second person (permission `staff.manage`: administrators and the head). */
export const accountsSchema = z.object({
  accounts: z.array(z.object({
    id: idSchema, email: z.string(), name: z.string(), role: z.enum(ROLES), active: z.boolean(), secondFactor: z.boolean(),
    createdAt: timeSchema, lastSignInAt: timeSchema.nullable(),
    /** Until when a link is open. */
    invitedUntil: timeSchema.nullable(),
    /** Browsers signed in now. */
    sessions: z.number().int(),
  })),
  requests: z.array(z.object({
    id: idSchema, kind: z.enum(REQUEST_KINDS), role: z.enum(ROLES), account: colleagueSchema, by: colleagueSchema, at: timeSchema,
    /** I asked, and may withdraw. */
    mine: z.boolean(),
    mayConfirm: z.boolean(),
  })),
})
export type Accounts = z.infer<typeof accountsSchema>

/**
 * What became of an act on an account: done, with the link to hand over where there is one (its token is shown this once,
 * behind the `#` of /desk/invitation); or waiting for a second person (src/staff/secondPerson.ts).
 */
export const accountOutcomeSchema = z.object({
  accountId: idSchema,
  waiting: z.boolean(),
  link: z.object({ token: z.string(), until: timeSchema }).nullable(),
})
export type AccountOutcome = z.infer<typeof accountOutcomeSchema>

/** POST /accounts → AccountOutcome. 409 `error.email-taken`. Writes on accounts want a fresh proof: 403 `error.proof-needed`. */
export const inviteSchema = z.object({ email: z.email().trim().toLowerCase().max(254), name, role: z.enum(ROLES), locale: z.enum(['vi', 'en']).default('vi') })

// POST /accounts/:id/link → AccountOutcome: a new link, for one that ran out or a forgotten password.

/**
 * POST /accounts/:id/change → AccountOutcome. What is left out stays. A closed account is signed out at once and keeps its
 * name on everything it wrote. 409 `error.last-administrator`, `error.last-head`.
 */
export const changeAccountSchema = z.object({ name: name.optional(), role: z.enum(ROLES).optional(), active: z.boolean().optional() })

// POST /accounts/:id/second-factor/reset → AccountOutcome, always waiting. 409 `error.second-factor-off`.
// POST /accounts/:id/sessions/end → {}.
// POST /account-requests/:id/confirm → AccountOutcome; /refuse → {}. 403 `error.second-person`.

/** POST /invitation/read {token} → whom it is for; no session. 404 `error.invitation`. */
export const invitationSchema = z.object({ token: z.string().min(20).max(200) })
export const invitedSchema = z.object({ name: z.string(), email: z.string(), role: z.enum(ROLES), until: timeSchema })
export type Invited = z.infer<typeof invitedSchema>

/** POST /invitation/accept → {me}: signed in, or null where a second factor is asked for at the door. 400 `error.password-common`, `error.password-own`. */
export const acceptInvitationSchema = invitationSchema.extend({ password })

/** POST /me/password → {}: my own; my other sessions end. 403 `error.wrong-password`. */
export const changePasswordSchema = z.object({ current: z.string().min(1).max(1024), next: password })

/** POST /me/proof → {}: password and code again, before a dangerous act. 403 `error.wrong-password`, `error.code-needed`, `error.code`; 429. */
export const proofSchema = z.object({ password: z.string().min(1).max(1024), code: code.optional() })

// POST /me/second-factor/begin → BegunFactor: for the authenticator app; replacing one wants a fresh proof.
export const begunFactorSchema = z.object({ secret: z.string(), uri: z.string() })
export type BegunFactor = z.infer<typeof begunFactorSchema>
/** POST /me/second-factor/confirm → recovery codes, shown this once. 400 `error.code`. */
export const confirmFactorSchema = z.object({ code })
export const recoveryCodesSchema = z.object({ recoveryCodes: z.array(z.string()) })
export type RecoveryCodes = z.infer<typeof recoveryCodesSchema>
// POST /me/second-factor/remove → {}: wants a fresh proof; 403 `error.second-factor-compulsory` in production.

// GET /me/security → Security; POST /me/sessions/:id/end → {}; POST /me/sessions/end-others → {}.
export const securitySchema = z.object({
  secondFactor: z.boolean(),
  /** It may not be taken away. */
  compulsory: z.boolean(),
  recoveryCodesLeft: z.number().int(),
  sessions: z.array(z.object({ id: idSchema, device: z.string().nullable(), startedAt: timeSchema, lastSeenAt: timeSchema, current: z.boolean() })),
})
export type Security = z.infer<typeof securitySchema>
