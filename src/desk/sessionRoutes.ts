/** Signing in and out, joining by a link, and who I am. */
import type { Request, Response } from 'express'
import { acceptInvitationSchema, changeMeSchema, invitationSchema, signInSchema, type Invited, type Me } from './api.ts'
import {
  acceptInvitation, deviceOf, findInvitation, findSession, PERMISSIONS, readCookie, signIn, signOut, startSession, WITHOUT_SECOND_FACTOR, writeCookie, type SignedIn, type SignInLimits,
} from '../staff/index.ts'
import { invariant } from '../errors.ts'
import type { Desk } from './desk.ts'
import { isHttps, mustEnrol, read, type Gate } from './guard.ts'
import { iso } from './time.ts'

export function addSessionRoutes(gate: Gate, desk: Desk, limits: SignInLimits): void {
  const https = isHttps(desk)

  async function enter(response: Response, { token, email }: { token: string; email: string }): Promise<Me> {
    const staff = await findSession(desk.db.pool, token)
    invariant(staff, 'a session just started is there')
    writeCookie(response, 'desk', token, https)
    writeCookie(response, 'desk-device', limits.device(email), https)
    return toMe(desk, staff)
  }
  const addressOf = (request: Request) => request.ip ?? ''

  gate.open('post', '/sign-in', async ({ body, request, response }) => {
    const { email, password, code } = read(signInSchema, body)
    const attempt = { email, password, code, address: addressOf(request), device: readCookie(request, 'desk-device', https), userAgent: request.get('user-agent') }
    const { token } = await signIn({ db: desk.db, vault: desk.vault, limits, metrics: desk.metrics }, attempt)
    return enter(response, { token, email })
  })

  gate.open('post', '/invitation/read', async ({ body, request }): Promise<Invited> => {
    const { token } = read(invitationSchema, body)
    await limits.takeUnknown(addressOf(request))
    const { name, email, role, expiresAt } = await findInvitation(desk.db.pool, token)
    return { name, email, role, until: iso(expiresAt) }
  })
  gate.open('post', '/invitation/accept', async ({ body, request, response }): Promise<{ me: Me | null }> => {
    const { token, password } = read(acceptInvitationSchema, body)
    await limits.takeUnknown(addressOf(request))
    const { email } = await findInvitation(desk.db.pool, token)
    const { staffId, secondFactor } = await acceptInvitation(desk.db, { token, password })
    if (secondFactor) return { me: null }
    const session = await startSession(desk.db.pool, staffId, deviceOf(request.get('user-agent')))
    return { me: await enter(response, { token: session.token, email }) }
  })

  gate.on('get', '/me', 'session.enrol', ({ staff }) => toMe(desk, staff))

  gate.on('patch', '/me', 'session.enrol', async ({ staff, body }) => {
    const { locale } = read(changeMeSchema, body)
    await desk.db.pool.query('update staff set locale = $2 where id = $1', [staff.id, locale])
    return toMe(desk, { ...staff, locale })
  })

  gate.on('post', '/sign-out', 'session.enrol', async ({ staff, token, response }) => {
    await signOut(desk.db, { staffId: staff.id, token })
    writeCookie(response, 'desk', '', https)
  })
}

function toMe(desk: Desk, { proved: _proved, ...staff }: SignedIn): Me {
  const enrol = mustEnrol(desk, staff)
  return { ...staff, enrol, permissions: PERMISSIONS[staff.role].filter((action) => !enrol || WITHOUT_SECOND_FACTOR.includes(action)) }
}
