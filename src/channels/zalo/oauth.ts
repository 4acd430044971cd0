import * as z from 'zod'
import { callProvider, type Fetch } from '../wire/index.ts'

export type TokenPair = { access: string; refresh: string; expiresAt: Date }

/** `refused`: this refresh token is spent, expired or wrong; trying again will not help. `away`: it may. */
export type Refreshed = { outcome: 'ok'; pair: TokenPair } | { outcome: 'refused'; code: string } | { outcome: 'away' }

const pairSchema = z.object({ access_token: z.string().min(1), refresh_token: z.string().min(1), expires_in: z.coerce.number().positive() })
const errorSchema = z.object({ error: z.coerce.number() })

type App = { oauthUrl: string; appId: string; appSecret: string; now: Date; fetch?: Fetch | undefined }

/** Trades a refresh token for a new pair (OAuth v4, wire-facts §2.6). The old pair is dead from that moment. */
export function refreshZaloToken({ refreshToken, ...app }: App & { refreshToken: string }): Promise<Refreshed> {
  return trade(app, { grant_type: 'refresh_token', refresh_token: refreshToken })
}

/** Trades the code that an administrator's permission gave for the first pair. Once, within ten minutes. */
export function tradeZaloCode({ code, verifier, ...app }: App & { code: string; verifier: string }): Promise<Refreshed> {
  return trade(app, { grant_type: 'authorization_code', code, code_verifier: verifier })
}

async function trade({ oauthUrl, appId, appSecret, now, fetch }: App, grant: Record<string, string>): Promise<Refreshed> {
  const answer = await callProvider(
    `${oauthUrl}/v4/oa/access_token`,
    {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded', secret_key: appSecret },
      body: new URLSearchParams({ ...grant, app_id: appId }).toString(),
    },
    { fetch },
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
