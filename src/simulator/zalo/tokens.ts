import { secret } from '../ids.ts'
import type { Clock } from '../clock.ts'

const ACCESS_LIFE = 90_000 * 1000
const REFRESH_LIFE = 90 * 24 * 3_600_000

export type TokenAnswer = { access_token: string; refresh_token: string; expires_in: string } | { error: number; error_name: string; error_description: string }

export type SimTokens = {
  /** 0 good, -216 unknown, -220 run out or replaced. */
  check(access: string | undefined): 0 | -216 | -220
  /** One use: the second try of the same token fails, and each success kills the access token before it. */
  refresh(refreshToken: string): TokenAnswer
  /** Takes every token away, as when the OA withdraws its permission. */
  revoke(): void
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
  let count = 0
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
      if (access) dead.add(access.value)
      access = { value: secret(), until: clock.now() + ACCESS_LIFE }
      refresh = { value: secret(), until: clock.now() + REFRESH_LIFE }
      count += 1
      return { access_token: access.value, refresh_token: refresh.value, expires_in: '90000' }
    },
    revoke() {
      access = undefined
      refresh = undefined
    },
  }
}
