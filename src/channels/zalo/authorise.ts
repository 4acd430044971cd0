/**
 * An administrator lets this service act for the Official Account (OAuth v4 with PKCE, wire-facts §2.6): a link to
 * Zalo's page of permission, and the trade of the code that comes back. Zalo may leave `state` out: then the newest
 * wish of the same administrator counts, and its verifier is the proof.
 */
import { createHash, randomBytes } from 'node:crypto'
import * as z from 'zod'
import type { Config } from '../../config.ts'
import type { Pool } from '../../database/index.ts'
import { invariant } from '../../errors.ts'
import type { Vault } from '../../safeguards/index.ts'
import { callProvider, type Fetch } from '../wire/index.ts'
import { tradeZaloCode } from './oauth.ts'
import type { ZaloTokens } from './tokens.ts'

export type ZaloAuthorising = {
  config: Config
  pool: Pool
  vault: Vault
  tokens: Pick<ZaloTokens, 'take'>
  /** Where Zalo sends the administrator back to; the same address stands in Zalo's console. */
  callbackUrl: string
  fetch?: Fetch
  now?: () => Date
}

/** A code lives ten minutes; so does the wish for one. */
const MINUTES = 10

// Old wishes go with the next one.
const ASK = `
  with old as (delete from channel_authorisation where expires_at < now() - interval '1 day')
  insert into channel_authorisation (state_hash, channel, account, staff_id, verifier_enc, expires_at)
  values ($1, 'zalo', $2, $3, $4, now() + interval '${MINUTES} minutes')`

/** The address of Zalo's page, for one administrator and ten minutes. */
export async function zaloAuthorisationLink({ config, pool, vault, callbackUrl }: ZaloAuthorising, staffId: string): Promise<string> {
  const { ZALO_APP_ID: appId, ZALO_OA_ID: account, ZALO_OAUTH_URL: oauthUrl } = config
  invariant(appId && account, 'Zalo is authorised only where it is set up')
  const state = randomBytes(32).toString('base64url')
  // One source says that Zalo's console fixes the challenge: then its verifier is a setting.
  const verifier = config.ZALO_CODE_VERIFIER ?? randomBytes(32).toString('base64url')
  const hash = hashOf(state)
  await pool.query(ASK, [hash, account, staffId, vault.seal(vault.service, verifierContext(hash), verifier)])
  const query = new URLSearchParams({ app_id: appId, redirect_uri: callbackUrl, code_challenge: hashOf(verifier).toString('base64url'), state })
  return `${oauthUrl}/v4/oa/permission?${query}`
}

export type CameBack = { code: string; oaId: string; state?: string | undefined }
/** stale: no such wish of this administrator, or too late. account: another OA than ours. */
export type Authorised = 'ok' | 'stale' | 'account' | 'refused' | 'away'

const USE = `
  update channel_authorisation set used_at = now()
  where state_hash = (
    select state_hash from channel_authorisation
    where channel = 'zalo' and account = $1 and staff_id = $2 and used_at is null and expires_at > now() and ($3::bytea is null or state_hash = $3)
    order by asked_at desc limit 1)
  returning state_hash as hash, verifier_enc as "verifierEnc"`

/** Trades what came back for tokens, which are stored before anybody uses them. Each wish counts once. */
export async function finishZaloAuthorisation({ config, pool, vault, tokens, fetch, now = () => new Date() }: ZaloAuthorising, staffId: string, { code, oaId, state }: CameBack): Promise<Authorised> {
  const { ZALO_APP_ID: appId, ZALO_APP_SECRET: appSecret, ZALO_OA_ID: account, ZALO_OAUTH_URL: oauthUrl } = config
  invariant(appId && appSecret && account, 'Zalo is authorised only where it is set up')
  if (oaId !== account) return 'account'
  const { rows: [wish] } = await pool.query<{ hash: Buffer; verifierEnc: Buffer }>(USE, [account, staffId, state === undefined ? null : hashOf(state)])
  if (!wish) return 'stale'
  const verifier = vault.open(vault.service, verifierContext(wish.hash), wish.verifierEnc)
  const traded = await tradeZaloCode({ oauthUrl, appId, appSecret, code, verifier, now: now(), fetch })
  if (traded.outcome !== 'ok') return traded.outcome
  // `oa_id` in an address proves nothing: the token itself says whose it is.
  const owner = await ownerOf(config, traded.pair.access, fetch)
  if (owner !== undefined && owner !== account) return 'account'
  await tokens.take(traded.pair)
  return 'ok'
}

const ownerSchema = z.object({ data: z.object({ oaid: z.union([z.string(), z.number().transform(String)]).optional(), oa_id: z.union([z.string(), z.number().transform(String)]).optional() }) })

/** The OA behind an access token; undefined when Zalo does not say. */
export async function ownerOf({ ZALO_API_URL: apiUrl }: Pick<Config, 'ZALO_API_URL'>, access: string, fetch?: Fetch): Promise<string | undefined> {
  const answer = await callProvider(`${apiUrl}/v2.0/oa/getoa`, { headers: { access_token: access } }, { fetch })
  const owner = answer.kind === 'answer' ? ownerSchema.safeParse(answer.body).data?.data : undefined
  return owner?.oaid ?? owner?.oa_id
}

function hashOf(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}

function verifierContext(hash: Buffer): string {
  return `channel_authorisation.verifier:${hash.toString('hex')}`
}
