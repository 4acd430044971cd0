/** The two cookies of the desk. HttpOnly and same-site strict: scripts and other sites get nothing from them. */
import type { Request, Response } from 'express'
import { SESSION_HOURS } from './session.ts'

/** A year: which browsers have signed in before (see signInLimits.ts). */
const DEVICE_SECONDS = 365 * 24 * 3600

export type CookieName = 'desk' | 'desk-device'

/** Over https the `__Host-` prefix binds a cookie to this host and to encryption. */
function fullName(name: CookieName, https: boolean): string {
  return https ? `__Host-${name}` : name
}

export function readCookie(request: Request, name: CookieName, https: boolean): string | undefined {
  const wanted = `${fullName(name, https)}=`
  const found = (request.headers.cookie ?? '').split(';').map((part) => part.trim()).find((part) => part.startsWith(wanted))
  return found?.slice(wanted.length) || undefined
}

/** Sets a cookie for its life time; an empty value takes it away. */
export function writeCookie(response: Response, name: CookieName, value: string, https: boolean): void {
  const seconds = value === '' ? 0 : name === 'desk' ? SESSION_HOURS * 3600 : DEVICE_SECONDS
  const secure = https ? '; Secure' : ''
  response.append('Set-Cookie', `${fullName(name, https)}=${value}; Path=/; Max-Age=${seconds}; HttpOnly; SameSite=Strict${secure}`)
}
