/**
 * How often a password may be tried. Windows are short and end by themselves, so that nobody is shut out
 * for good. They count an account from an address, not the account alone; and a browser that has signed in before (it
 * holds a signed device cookie) has a budget of its own: strangers who try a counsellor's e-mail all night keep that
 * counsellor out neither of her own browser nor of the office's.
 */
import { timingSafeEqual } from 'node:crypto'
import { RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible'
import type { Pool } from '../database/index.ts'
import { AppError } from '../errors.ts'
import { network } from '../network.ts'
import type { Vault } from '../safeguards/index.ts'

/** For one account from one address. */
export const TRIES_PER_EMAIL = 8
/** For one account from everywhere together: guessing with a thousand machines must be slow too. */
export const TRIES_PER_EMAIL_EVERYWHERE = 100
export const TRIES_PER_DEVICE = 8
/** A whole office may sit behind one address. */
export const TRIES_PER_ADDRESS = 40
export const TRIES_WINDOW_SECONDS = 15 * 60

export type SignInLimits = {
  /**
   * Takes one try, before any password is looked at, so that a burst cannot slip through.
   * @throws AppError too-many `error.too-many-tries` {seconds}
   */
  take(attempt: Attempt): Promise<void>
  /** Takes one try of an address where no account is named yet: a link. @throws AppError too-many */
  takeUnknown(address: string): Promise<void>
  /** A success gives the tries back. */
  forgive(attempt: Attempt): Promise<void>
  /** The value of the device cookie after a sign-in. */
  device(email: string): string
}

export type Attempt = { email: string; address: string; device: string | undefined }

export function createSignInLimits(pool: Pool, vault: Vault): SignInLimits {
  const limiter = (keyPrefix: string, points: number) => new RateLimiterPostgres({
    storeClient: pool, storeType: 'pool', tableName: 'sign_in_try', tableCreated: true, keyPrefix, points, duration: TRIES_WINDOW_SECONDS,
  })
  const known = limiter('device', TRIES_PER_DEVICE)
  const byEmailThere = limiter('email', TRIES_PER_EMAIL)
  const byEmail = limiter('everywhere', TRIES_PER_EMAIL_EVERYWHERE)
  const byAddress = limiter('address', TRIES_PER_ADDRESS)

  /** Keyed: a plain hash of an e-mail or an address is undone by a list of them. */
  function fingerprint(value: string): string {
    return vault.blindIndex('sign-in-try', value).toString('base64url')
  }

  function deviceOf(email: string): string {
    return vault.blindIndex('desk-device', email).toString('base64url')
  }

  function budgets({ email, address, device }: Attempt): { limit: RateLimiterPostgres; key: string }[] {
    const account = fingerprint(email)
    if (device !== undefined && same(device, deviceOf(email))) return [{ limit: known, key: account }]
    const there = network(address)
    return [{ limit: byAddress, key: fingerprint(there) }, { limit: byEmailThere, key: fingerprint(`${there} ${email}`) }, { limit: byEmail, key: account }]
  }

  return {
    device: deviceOf,
    async take(attempt) {
      for (const { limit, key } of budgets(attempt)) await takeOne(limit, key)
    },
    takeUnknown: (address) => takeOne(byAddress, fingerprint(network(address))),
    async forgive(attempt) {
      for (const { limit, key } of budgets(attempt)) {
        // One success must not wipe what an address did to other accounts, or others to this one.
        if (limit === byAddress || limit === byEmail) await limit.reward(key, 1)
        else await limit.delete(key)
      }
    },
  }
}

async function takeOne(limit: RateLimiterPostgres, key: string): Promise<void> {
  try {
    await limit.consume(key, 1)
  } catch (refusal) {
    if (!(refusal instanceof RateLimiterRes)) throw refusal
    const seconds = Math.max(1, Math.ceil(refusal.msBeforeNext / 1000))
    throw new AppError('too-many', 'error.too-many-tries', 'too many tries to sign in', { seconds })
  }
}

function same(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)]
  return left.length === right.length && timingSafeEqual(left, right)
}
