/**
 * Zalo's tokens. A refresh token works once and kills the access token it replaces, so exactly one process
 * may use it: the row in channel_token is locked on one connection, the new pair is committed before anybody
 * uses it, and whoever waited for the lock finds a fresh token there.
 *
 * What the protocol does not allow: a crash between Zalo's answer and our commit loses the pair for good. Then
 * (and when a refresh token has run out) the row says so, the desk and /healthz/channels show it, and an administrator
 * authorises the OA again or pastes a refresh token there. A new ZALO_REFRESH_TOKEN in the settings is tried too,
 * whenever the stored one is refused.
 */
import type { Config } from '../../config.ts'
import { transaction, type Client, type Pool } from '../../database/index.ts'
import { errorCode, invariant } from '../../errors.ts'
import type { Log } from '../../log.ts'
import type { Vault } from '../../safeguards/index.ts'
import type { Fetch } from '../wire/index.ts'
import { refreshZaloToken, type TokenPair } from './oauth.ts'

/** `dead`: nobody but an administrator can help. `away`: try later. */
export type Token = { ok: true; access: string } | { ok: false; why: 'dead' | 'away' }

export type ZaloTokens = {
  /** The access token to use now, refreshed early. */
  current(): Promise<Token>
  /** A token other than `rejected`, which Zalo no longer takes. */
  replace(rejected: string): Promise<Token>
  /** Makes a pair ours that an administrator's permission gave. */
  take(pair: TokenPair): Promise<void>
  /** Uses a refresh token that an administrator pasted, in place of the one we have. */
  adopt(refreshToken: string): Promise<'ok' | 'refused' | 'away'>
  /** Looks every hour, so that a quiet night does not let the token run out, and trouble is heard of early. Answers how to stop. */
  keepFresh(): () => void
}

type Options = {
  config: Config
  pool: Pool
  vault: Vault
  log: Log
  fetch?: Fetch
  now?: () => Date
  /** There is a living token again after a dead one. */
  revived?: () => void
}

/** Access tokens live 25 hours; we change them 5 hours before that. */
const REFRESH_BEFORE_MS = 5 * 3_600_000
const LOOK_EVERY_MS = 3_600_000
/** What the documentation promises for a token of unknown age (one given as a setting). */
const LIFETIME_MS = 25 * 3_600_000

const READ = `select access_enc, refresh_enc, expires_at, failed_at from channel_token where channel = 'zalo' and account = $1`
const LOCK = `${READ} for update`
const SEED = `
  insert into channel_token (channel, account, access_enc, refresh_enc, expires_at) values ('zalo', $1, $2, $3, $4)
  on conflict (channel, account) do nothing`
const STORE = `
  update channel_token set access_enc = $2, refresh_enc = $3, expires_at = $4, version = version + 1, updated_at = now(), failed_at = null, failed_code = null
  where channel = 'zalo' and account = $1`
const FAIL = `update channel_token set failed_at = coalesce(failed_at, now()), failed_code = $2 where channel = 'zalo' and account = $1`

type Row = { access_enc: Buffer; refresh_enc: Buffer | null; expires_at: Date; failed_at: Date | null }
type Stored = { access: string; refresh: string | undefined; expiresAt: Date; dead: boolean }

/** The keeper of the tokens of one OA. */
export function zaloTokens({ config, pool, vault, log, fetch, now = () => new Date(), revived = () => undefined }: Options): ZaloTokens {
  const { ZALO_OA_ID: account, ZALO_APP_ID: appId, ZALO_APP_SECRET: appSecret, ZALO_OAUTH_URL: oauthUrl } = config
  invariant(account && appId && appSecret, 'Zalo tokens are kept only where Zalo is set up')
  const context = (part: string) => `channel_token.${part}:zalo:${account}`
  const seal = (part: 'access' | 'refresh', value: string) => vault.seal(vault.service, context(part), value)

  async function read(db: Pool | Client, query: string): Promise<Stored | undefined> {
    const { rows } = await db.query<Row>(query, [account])
    const row = rows[0]
    if (!row) return undefined
    const refresh = row.refresh_enc ? vault.open(vault.service, context('refresh'), row.refresh_enc) : undefined
    return { access: vault.open(vault.service, context('access'), row.access_enc), refresh, expiresAt: row.expires_at, dead: row.failed_at !== null }
  }

  /** The first start: what the settings hold becomes the row. Without an access token it is one that has run out. */
  async function seed(): Promise<void> {
    const { ZALO_ACCESS_TOKEN: access, ZALO_REFRESH_TOKEN: refresh } = config
    const expiresAt = access ? new Date(now().getTime() + LIFETIME_MS) : new Date(0)
    await pool.query(SEED, [account, seal('access', access ?? ''), refresh ? seal('refresh', refresh) : null, expiresAt])
  }

  /** Refreshes under the lock, unless somebody else just did. */
  async function refresh(isStale: (stored: Stored) => boolean): Promise<Token> {
    let wasDead = false
    const token = await transaction(pool, async (client): Promise<Token> => {
      const stored = await read(client, LOCK)
      invariant(stored, 'a token row is seeded before it is refreshed')
      wasDead = stored.dead
      if (!isStale(stored)) return { ok: true, access: stored.access }
      let code = 'none'
      const candidates = new Set([stored.refresh, config.ZALO_REFRESH_TOKEN].filter((token) => token !== undefined))
      for (const refreshToken of candidates) {
        const result = await refreshZaloToken({ oauthUrl, appId: appId ?? '', appSecret: appSecret ?? '', refreshToken, now: now(), fetch })
        if (result.outcome === 'away') return { ok: false, why: 'away' }
        if (result.outcome === 'ok') return await store(client, result.pair)
        code = result.code
        log.error({ channel: 'zalo', code }, 'refresh token refused: an administrator must authorise the OA again')
      }
      await client.query(FAIL, [account, code])
      return { ok: false, why: 'dead' }
    })
    if (wasDead && token.ok) revived()
    return token
  }

  /** The row is there and locked. */
  async function locked<T>(work: (client: Client) => Promise<T>): Promise<T> {
    await seed()
    return transaction(pool, async (client) => {
      await read(client, LOCK)
      return work(client)
    })
  }

  async function store(client: Client, pair: TokenPair): Promise<Token> {
    await client.query(STORE, [account, seal('access', pair.access), seal('refresh', pair.refresh), pair.expiresAt])
    log.info({ channel: 'zalo' }, 'access token refreshed')
    return { ok: true, access: pair.access }
  }

  const ageing = ({ expiresAt }: Stored) => expiresAt.getTime() - now().getTime() < REFRESH_BEFORE_MS
  const alive = ({ access, expiresAt }: Stored) => access !== '' && expiresAt > now()

  async function current(): Promise<Token> {
    let stored = await read(pool, READ)
    if (!stored) {
      await seed()
      stored = await read(pool, READ)
    }
    invariant(stored, 'a seeded token row is there')
    if (!ageing(stored)) return { ok: true, access: stored.access }
    const fresh = await refresh(ageing)
    // An early refresh that failed costs nothing yet.
    return fresh.ok || !alive(stored) ? fresh : { ok: true, access: stored.access }
  }

  return {
    current,
    replace: (rejected) => refresh((stored) => stored.access === rejected || !alive(stored)),
    async take(pair) {
      await locked((client) => store(client, pair))
      revived()
    },
    async adopt(refreshToken) {
      const outcome = await locked(async (client) => {
        const result = await refreshZaloToken({ oauthUrl, appId, appSecret, refreshToken, now: now(), fetch })
        if (result.outcome === 'ok') await store(client, result.pair)
        return result.outcome
      })
      if (outcome === 'ok') revived()
      return outcome
    },
    keepFresh() {
      const look = () => void current().catch((error: unknown) => log.error({ channel: 'zalo', code: errorCode(error) }, 'the access token could not be looked after'))
      const timer = setInterval(look, LOOK_EVERY_MS)
      look()
      return () => clearInterval(timer)
    },
  }
}
