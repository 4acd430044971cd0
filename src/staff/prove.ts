/** Password and code shown again in a living session: for dangerous acts, where an unlocked desk is not enough. */
import type { Database } from '../database/index.ts'
import { AppError } from '../errors.ts'
import { recordAccess, type Vault } from '../safeguards/index.ts'
import { verifyPassword } from './password.ts'
import { requireSecondFactor } from './secondFactor.ts'
import { markProved, type SignedIn } from './session.ts'
import type { SignInLimits } from './signInLimits.ts'

type Door = { db: Database; vault: Vault; limits: SignInLimits }

/**
 * Counted like tries to sign in on one's own browser: a thief at an open desk has no more guesses than one at the door.
 * @throws AppError forbidden `error.wrong-password`, `error.code-needed`, `error.code`, too-many `error.too-many-tries`
 */
export async function prove({ db, vault, limits }: Door, me: SignedIn, { password, code, address }: { password: string; code?: string | undefined; address: string }): Promise<void> {
  const { rows: [staff] } = await db.pool.query<{ email: string; passwordHash: string }>('select email, password_hash as "passwordHash" from staff where id = $1', [me.id])
  if (!staff) throw new AppError('not-found', 'error.not-found', 'the account of a living session')
  const attempt = { email: staff.email, address, device: limits.device(staff.email) }
  await limits.take(attempt)
  if (!await verifyPassword(password, staff.passwordHash)) {
    await recordAccess(db.pool, { staffId: me.id, action: 'staff.proof-refused', subject: 'staff', subjectId: me.id })
    throw new AppError('forbidden', 'error.wrong-password', 'the password does not match')
  }
  await requireSecondFactor(db, vault, me.id, code).catch(staySignedIn)
  await limits.forgive(attempt)
  await markProved(db.pool, me)
}

/** 401 would send the desk to its door: whoever mistypes here is signed in all the same. */
function staySignedIn(refusal: unknown): never {
  if (refusal instanceof AppError && refusal.code === 'unauthorised') throw new AppError('forbidden', refusal.publicKey, refusal.message)
  throw refusal
}
