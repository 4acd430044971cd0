import { createHash } from 'node:crypto'
import { secret } from '../ids.ts'
import type { Clock } from '../clock.ts'

const ACCESS_LIFE = 90_000 * 1000
const CODE_LIFE = 10 * 60_000
const REFRESH_LIFE = 90 * 24 * 3_600_000

export type TokenAnswer = { access_token: string; refresh_token: string; expires_in: string } | { error: number; error_name: string; error_description: string }

export type SimTokens = {
  /** 0 good, -216 unknown, -220 run out or replaced. */
  check(access: string | undefined): 0 | -216 | -220
  /** One use: the second try of the same token fails, and each success kills the access token before it. */
  refresh(refreshToken: string): TokenAnswer
  /** Somebody allowed the app on Zalo's page: a code for one use within ten minutes, bound to the challenge. */
  permit(challenge: string): string
  trade(code: string, verifier: string): TokenAnswer
  /** Takes every token away, as when the OA withdraws its permission. */
  revoke(): void
  /** The console's API Explorer makes a pair; answers the refresh token to be pasted. */
  mint(): string
  readonly access: string
  readonly refreshToken: string
  /** How often a refresh succeeded. */
  refreshes(): number
}

/** Zalo's OAuth v4 tokens: 25 hours and 3 months. */
export function createTokens(clock: Clock, first: { access: string; refresh: string }): SimTokens {
  let access: { value: string; until: number } | undefined = { value: first.access, until: clock.now() + ACCESS_LIFE }
  let refresh: { value: string; until: number } | undefined = { value: first.refresh, until: clock.now() + REFRESH_LIFE }
  const dead = new Set<string>()
  const codes = new Map<string, { challenge: string; until: number }>()
  let count = 0

  function renew(): TokenAnswer {
    if (access) dead.add(access.value)
    access = { value: secret(), until: clock.now() + ACCESS_LIFE }
    refresh = { value: secret(), until: clock.now() + REFRESH_LIFE }
    count += 1
    return { access_token: access.value, refresh_token: refresh.value, expires_in: '90000' }
  }

  return {
    get access() {
      return access?.value ?? ''
    },
    get refreshToken() {
      return refresh?.value ?? ''
    },
    refreshes: () => count,
    check(given) {
      if (given !== undefined && given === access?.value) return access.until > clock.now() ? 0 : -220
      return given !== undefined && dead.has(given) ? -220 : -216
    },
    refresh(given) {
      if (given !== refresh?.value || refresh.until <= clock.now()) return { error: -14014, error_name: 'Invalid refresh token', error_description: 'Refresh token is invalid or has been used' }
      return renew()
    },
    permit(challenge) {
      const code = secret()
      codes.set(code, { challenge, until: clock.now() + CODE_LIFE })
      return code
    },
    trade(code, verifier) {
      const known = codes.get(code)
      codes.delete(code)
      const fits = known !== undefined && known.until > clock.now() && createHash('sha256').update(verifier).digest('base64url') === known.challenge
      return fits ? renew() : { error: -14012, error_name: 'Invalid code', error_description: 'Authorization code is invalid' }
    },
    mint() {
      renew()
      return refresh?.value ?? ''
    },
    revoke() {
      access = undefined
      refresh = undefined
    },
  }
}
