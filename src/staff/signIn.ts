import { transaction, type Database } from '../database/index.ts'
import { AppError } from '../errors.ts'
import type { Metrics } from '../metrics.ts'
import { recordAccess, type Vault } from '../safeguards/index.ts'
import { decoyHash, hashPassword, isOutdated, verifyPassword } from './password.ts'
import { requireSecondFactor } from './secondFactor.ts'
import { deviceOf, endSession, startSession } from './session.ts'
import type { Attempt, SignInLimits } from './signInLimits.ts'

type Door = { db: Database; vault: Vault; limits: SignInLimits; metrics: Metrics }

const FIND = `select id, active, password_hash as "passwordHash" from staff where email = $1`

/**
 * Signs in: one try is taken, then the same work is done whether the e-mail exists or not, then a session
 * starts. Refusals do not tell which of e-mail, password or account was wrong.
 * @returns the token for the cookie
 * @throws AppError unauthorised `error.sign-in`, `error.code-needed`, `error.code`, too-many `error.too-many-tries`
 */
export async function signIn({ db, vault, limits, metrics }: Door, attempt: Attempt & { password: string; code?: string | undefined; userAgent?: string | undefined }): Promise<{ token: string }> {
  try {
    await limits.take(attempt)
  } catch (refusal) {
    if (refusal instanceof AppError) metrics.signIns.inc({ outcome: 'limited' })
    throw refusal
  }
  const { rows: [staff] } = await db.pool.query<{ id: string; active: boolean; passwordHash: string }>(FIND, [attempt.email])
  const matches = await verifyPassword(attempt.password, staff?.passwordHash ?? await decoyHash())
  if (!staff || !matches || !staff.active) {
    metrics.signIns.inc({ outcome: 'refused' })
    await recordAccess(db.pool, { staffId: null, action: 'staff.sign-in-refused', subject: 'staff', subjectId: staff?.id ?? 'unknown' })
    throw new AppError('unauthorised', 'error.sign-in', 'wrong e-mail or password, or the account is closed')
  }
  await requireSecondFactor(db, vault, staff.id, attempt.code).catch((refusal: unknown) => {
    metrics.signIns.inc({ outcome: 'second-factor' })
    throw refusal
  })
  await limits.forgive(attempt)
  const fresh = isOutdated(staff.passwordHash) ? await hashPassword(attempt.password) : staff.passwordHash
  const session = await transaction(db.pool, async (client) => {
    await client.query('update staff set last_sign_in_at = now(), password_hash = $2 where id = $1', [staff.id, fresh])
    await recordAccess(client, { staffId: staff.id, action: 'staff.sign-in', subject: 'staff', subjectId: staff.id })
    return startSession(client, staff.id, deviceOf(attempt.userAgent))
  })
  metrics.signIns.inc({ outcome: 'ok' })
  return { token: session.token }
}

/** Ends the session on the server. */
export async function signOut(db: Database, session: { staffId: string; token: string }): Promise<void> {
  await transaction(db.pool, async (client) => {
    await recordAccess(client, { staffId: session.staffId, action: 'staff.sign-out', subject: 'staff', subjectId: session.staffId })
    await endSession(client, session.token)
  })
}
