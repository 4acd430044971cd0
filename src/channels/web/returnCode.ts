/**
 * Coming back from another device. The database keeps a keyed hash: whoever has it alone cannot try codes against
 * it. Whoever tries at the door meets two bounds, counted across processes and restarts: per address, and for all
 * together. With a thousand codes alive, trying at the second bound for a year hits one of them in one year of a thousand.
 */
import { RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible'
import type { Pool } from '../../database/index.ts'
import { AppError } from '../../errors.ts'
import { network } from '../../network.ts'
import type { Vault } from '../../safeguards/index.ts'
import { makeCode, readCode } from './code.ts'
import { WEB_ACCOUNT, type Visitor } from './visitor.ts'

/** Wrong tries. A school may sit behind one address. */
export const RETURN_TRIES = { address: { points: 20, duration: 15 * 60 }, all: { points: 300, duration: 3_600 } }
export type ReturnTries = typeof RETURN_TRIES
const DAYS = 30

// A new code replaces the one before: only one way back is open. Codes that have run out go with it.
const SAVE = `
  with gone as (delete from return_code where expires_at < now())
  insert into return_code (person_id, code_hash, expires_at)
  select id, $2, now() + interval '${DAYS} days' from person where channel = 'web' and account = '${WEB_ACCOUNT}' and external_hash = $1
  on conflict (person_id) do update set code_hash = excluded.code_hash, created_at = now(), expires_at = excluded.expires_at, used_at = null
  returning expires_at as "until"`

const DROP = `
  delete from return_code where person_id = (select id from person where channel = 'web' and account = '${WEB_ACCOUNT}' and external_hash = $1)`

// Index: return_code_code_hash_key.
const USE = `
  update return_code r set used_at = now()
  from person p join data_key k on k.id = p.key_id and k.wrapped is not null
  where r.code_hash = $1 and r.expires_at > now() and p.id = r.person_id
  returning p.id, p.key_id as "keyId", p.external_enc as "externalEnc", k.wrapped`

export type ReturnCodes = {
  /** A new code in place of an older one. Undefined: this visitor has said nothing yet. */
  make(visitor: Visitor): Promise<{ code: string; until: string } | undefined>
  /** The way back is closed. */
  drop(visitor: Visitor): Promise<void>
  /**
   * The visitor's token for a code. Undefined: it is none, or none any more.
   * @throws AppError too-many after too many wrong tries
   */
  use(typed: string, address: string): Promise<string | undefined>
}

export function createReturnCodes({ pool, vault, tries = RETURN_TRIES }: { pool: Pool; vault: Vault; tries?: ReturnTries }): ReturnCodes {
  const limiter = (keyPrefix: keyof ReturnTries) =>
    new RateLimiterPostgres({ storeClient: pool, storeType: 'pool', tableName: 'sign_in_try', tableCreated: true, keyPrefix: `return-${keyPrefix}`, ...tries[keyPrefix] })
  const ofAddress = limiter('address')
  const ofAll = limiter('all')
  const hashOf = (code: string) => vault.blindIndex('return-code', code)

  return {
    async make(visitor) {
      const code = makeCode()
      const { rows } = await pool.query<{ until: Date }>(SAVE, [visitor.hash, hashOf(readCode(code) ?? code)])
      return rows[0] ? { code, until: rows[0].until.toISOString() } : undefined
    },
    async drop(visitor) {
      await pool.query(DROP, [visitor.hash])
    },
    async use(typed, address) {
      const code = readCode(typed)
      // What cannot be a code tells a guesser nothing, and a slip of the pen costs no try.
      if (code === undefined) return undefined
      const who = vault.blindIndex('return-address', network(address)).toString('base64url')
      await take(ofAddress, who)
      await take(ofAll, 'all')
      const { rows: [row] } = await pool.query<{ id: string; keyId: string; externalEnc: Buffer; wrapped: Buffer }>(USE, [hashOf(code)])
      if (!row) return undefined
      await Promise.all([ofAddress.reward(who, 1), ofAll.reward('all', 1)])
      return vault.open(vault.unwrap(row.keyId, row.wrapped), `person.external:${row.id}`, row.externalEnc)
    },
  }
}

/** Takes a try before anything is looked up, so that a burst cannot slip through. */
async function take(limit: RateLimiterPostgres, key: string): Promise<void> {
  try {
    await limit.consume(key, 1)
  } catch (refused) {
    if (!(refused instanceof RateLimiterRes)) throw refused
    throw new AppError('too-many', 'error.too-many', 'too many codes tried', { seconds: Math.max(1, Math.ceil(refused.msBeforeNext / 1000)) })
  }
}
