/** One's own password, second factor, sessions, and the proof that dangerous acts want. */
import { AppError } from '../errors.ts'
import {
  beginSecondFactor, changeOwnPassword, confirmSecondFactor, countRecoveryCodes, endOtherSessions, endOwnSession, listSessions, prove, removeSecondFactor, type SignInLimits,
} from '../staff/index.ts'
import { changePasswordSchema, confirmFactorSchema, proofSchema, type Security } from './api.ts'
import type { Desk } from './desk.ts'
import { read, requireProof, type Gate } from './guard.ts'
import { iso } from './time.ts'

export function addOwnAccountRoutes({ on }: Gate, { db, vault, config }: Desk, limits: SignInLimits): void {
  on('post', '/me/proof', 'session.own', async ({ staff, body, request }) => {
    await prove({ db, vault, limits }, staff, { ...read(proofSchema, body), address: request.ip ?? '' })
    return {}
  })
  on('post', '/me/password', 'session.own', async ({ staff, body }) => {
    const passwords = read(changePasswordSchema, body)
    requireProof(staff)
    await changeOwnPassword(db, staff, passwords)
    return {}
  })

  on('post', '/me/second-factor/begin', 'session.enrol', ({ staff }) => {
    if (staff.secondFactor) requireProof(staff)
    return beginSecondFactor(db, vault, staff.id)
  })
  on('post', '/me/second-factor/confirm', 'session.enrol', ({ staff, body }) => confirmSecondFactor(db, vault, staff.id, read(confirmFactorSchema, body).code))
  on('post', '/me/second-factor/remove', 'session.own', async ({ staff }) => {
    if (config.production) throw new AppError('forbidden', 'error.second-factor-compulsory', 'the second factor stays on')
    requireProof(staff)
    await removeSecondFactor(db, staff.id)
    return {}
  })

  on('get', '/me/security', 'session.own', async ({ staff }): Promise<Security> => {
    const [sessions, recoveryCodesLeft] = await Promise.all([listSessions(db.pool, staff), countRecoveryCodes(db.pool, staff.id)])
    return {
      secondFactor: staff.secondFactor, compulsory: config.production, recoveryCodesLeft,
      sessions: sessions.map((one) => ({ ...one, startedAt: iso(one.startedAt), lastSeenAt: iso(one.lastSeenAt) })),
    }
  })
  on('post', '/me/sessions/:id/end', 'session.own', async ({ staff, id }) => {
    if (!await endOwnSession(db.pool, staff, id)) throw new AppError('not-found', 'error.not-found', `no own session ${id}`)
    return {}
  })
  on('post', '/me/sessions/end-others', 'session.own', async ({ staff }) => {
    await endOtherSessions(db.pool, staff)
    return {}
  })
}
