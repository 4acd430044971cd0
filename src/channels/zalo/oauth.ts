import * as z from 'zod'
import { callProvider, type Fetch } from '../wire/index.ts'

export type TokenPair = { access: string; refresh: string; expiresAt: Date }

/** `refused`: this refresh token is spent, expired or wrong; trying again will not help. `away`: it may. */
export type Refreshed = { outcome: 'ok'; pair: TokenPair } | { outcome: 'refused'; code: string } | { outcome: 'away' }

const pairSchema = z.object({ access_token: z.string().min(1), refresh_token: z.string().min(1), expires_in: z.coerce.number().positive() })
const errorSchema = z.object({ error: z.coerce.number() })

/** Trades a refresh token for a new pair (OAuth v4, wire-facts §2.6). The old pair is dead from that moment. */
export async function refreshZaloToken(options: {
  oauthUrl: string
  appId: string
  appSecret: string
  refreshToken: string
  now: Date
  fetch?: Fetch | undefined
}): Promise<Refreshed> {
  const { oauthUrl, appId, appSecret, refreshToken, now } = options
  const answer = await callProvider(
    `${oauthUrl}/v4/oa/access_token`,
    {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded', secret_key: appSecret },
      body: new URLSearchParams({ grant_type: 'refresh_token', refresh_token: refreshToken, app_id: appId }).toString(),
    },
    { fetch: options.fetch },
  )
  if (answer.kind !== 'answer' || answer.status >= 500 || answer.status === 429) return { outcome: 'away' }
  const pair = pairSchema.safeParse(answer.body)
  if (pair.success) {
    const { access_token: access, refresh_token: refresh, expires_in: seconds } = pair.data
    return { outcome: 'ok', pair: { access, refresh, expiresAt: new Date(now.getTime() + seconds * 1000) } }
  }
  const error = errorSchema.safeParse(answer.body).data?.error
  return error === -32 ? { outcome: 'away' } : { outcome: 'refused', code: String(error ?? answer.status) }
}
