/** Signing in and out, and who I am. */
import type { Request, Response } from 'express'
import { changeMeSchema, signInSchema, type Me } from './api.ts'
import { createSignInLimits, findSession, PERMISSIONS, readCookie, requireOwnOrigin, signIn, signOut, writeCookie, type SignedIn } from '../staff/index.ts'
import { invariant } from '../errors.ts'
import type { Desk } from './desk.ts'
import { isHttps, read, type Gate } from './guard.ts'

export function addSessionRoutes(gate: Gate, desk: Desk): void {
  const limits = createSignInLimits(desk.db.pool, desk.vault)
  const https = isHttps(desk)

  // The one route without a session.
  gate.router.post('/sign-in', async (request: Request, response: Response) => {
    requireOwnOrigin(request, desk.config)
    const { email, password, code } = read(signInSchema, request.body)
    const attempt = { email, password, code, address: request.ip ?? '', device: readCookie(request, 'desk-device', https) }
    const { token } = await signIn({ db: desk.db, vault: desk.vault, limits, metrics: desk.metrics }, attempt)
    const staff = await findSession(desk.db.pool, token)
    invariant(staff, 'a session just started is there')
    writeCookie(response, 'desk', token, https)
    writeCookie(response, 'desk-device', limits.device(email), https)
    response.json(toMe(staff))
  })

  gate.on('get', '/me', 'session.own', ({ staff }) => toMe(staff))

  gate.on('patch', '/me', 'session.own', async ({ staff, body }) => {
    const { locale } = read(changeMeSchema, body)
    await desk.db.pool.query('update staff set locale = $2 where id = $1', [staff.id, locale])
    return toMe({ ...staff, locale })
  })

  gate.on('post', '/sign-out', 'session.own', async ({ staff, token, response }) => {
    await signOut(desk.db, { staffId: staff.id, token })
    writeCookie(response, 'desk', '', https)
  })
}

function toMe(staff: SignedIn): Me {
  return { ...staff, permissions: [...PERMISSIONS[staff.role]] }
}
