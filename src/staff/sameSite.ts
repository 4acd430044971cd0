/** Against requests that another site makes a signed-in browser send: the Origin, and a token per session. */
import { timingSafeEqual } from 'node:crypto'
import type { Request } from 'express'
import { AppError } from '../errors.ts'

/**
 * Refuses a write that does not come from a page of ours, by its Origin. In production the origin is PUBLIC_URL's; before that, also the host that was called.
 * Under our `Referrer-Policy: no-referrer` Chromium hides it (or sends `null`) even from ourselves: there its own
 * Sec-Fetch-Site decides, which no script can set. Without either, the write is refused.
 * @throws AppError forbidden `error.origin`
 */
export function requireOwnOrigin(request: Request, config: { production: boolean; PUBLIC_URL?: string | undefined }): void {
  const { origin, host } = request.headers
  if ((origin === undefined || origin === 'null') && request.get('sec-fetch-site') === 'same-origin') return
  const ours = config.PUBLIC_URL === undefined ? undefined : new URL(config.PUBLIC_URL).origin
  const sameHost = !config.production && origin !== undefined && URL.canParse(origin) && new URL(origin).host === host
  if (origin === undefined || (origin !== ours && !sameHost)) throw new AppError('forbidden', 'error.origin', 'a write from another origin, or without one')
}

/**
 * Refuses a write without the session's token in `X-CSRF-Token`.
 * @throws AppError forbidden `error.csrf`
 */
export function requireCsrfToken(request: Request, expected: string): void {
  const given = Buffer.from(request.get('x-csrf-token') ?? '')
  const wanted = Buffer.from(expected)
  if (given.length !== wanted.length || !timingSafeEqual(given, wanted)) throw new AppError('forbidden', 'error.csrf', 'a write without the token of its session')
}
