import * as z from 'zod'
import { ACTIONS, ROLES } from '../../staff/permissions.ts'
import { idSchema } from './common.ts'

/**
 * POST /sign-in (no CSRF header yet; the Origin is checked) → Me. 401 `error.sign-in`, `error.code-needed` (send again
 * with the code of the app or a recovery code), `error.code`, 429 `error.too-many-tries` {seconds}.
 */
export const signInSchema = z.object({ email: z.string().trim().toLowerCase().max(254), password: z.string().min(1).max(1024), code: z.string().max(40).optional() })
export type SignIn = z.infer<typeof signInSchema>

/** GET /me → who is signed in. Sent with every later write: `X-CSRF-Token: csrfToken`. 401 when nobody is. */
export const meSchema = z.object({
  id: idSchema,
  name: z.string(),
  role: z.enum(ROLES),
  locale: z.enum(['vi', 'en']),
  csrfToken: z.string(),
  secondFactor: z.boolean(),
  /** A second factor is compulsory here and not yet on: nothing else is open (403 `error.second-factor-needed`). */
  enrol: z.boolean(),
  permissions: z.array(z.enum(ACTIONS)),
})
export type Me = z.infer<typeof meSchema>

/** PATCH /me → Me: the language of the desk for this account. */
export const changeMeSchema = z.object({ locale: z.enum(['vi', 'en']) })

// POST /sign-out → 204, the session is gone on the server.

/** GET /staff → active staff who may take a conversation, for transfer, with presence. */
export const staffListSchema = z.object({
  staff: z.array(z.object({
    id: idSchema,
    name: z.string(),
    role: z.enum(ROLES),
    /** A heartbeat within the last 90 seconds. */
    present: z.boolean(),
    /** At the desk by the roster, now. */
    onShift: z.boolean(),
    /** Open conversations they hold. */
    holding: z.number().int(),
  })),
})
export type StaffList = z.infer<typeof staffListSchema>
