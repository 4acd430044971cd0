/** The routes of accounts: managed by administrators and the head; one's own password, second factor and sessions by everybody. */
import {
  addAccount, beginSecondFactor, changeAccount, changeOwnPassword, confirmSecondFactor, endOtherSessions, listAccounts, listSessions,
  removeSecondFactor, resetPassword, resetSecondFactor,
} from '../staff/index.ts'
import {
  addAccountSchema, changeAccountSchema, changePasswordSchema, confirmFactorSchema, removeFactorSchema, resetPasswordSchema, type Accounts, type Sessions,
} from './api.ts'
import type { Desk } from './desk.ts'
import { read, type Gate } from './guard.ts'
import { iso, isoOrNull } from './time.ts'

export function addAccountRoutes({ on }: Gate, { db, vault }: Desk): void {
  on('get', '/accounts', 'staff.manage', async (): Promise<Accounts> => {
    const accounts = await listAccounts(db)
    return { accounts: accounts.map((one) => ({ ...one, createdAt: iso(one.createdAt), lastSignInAt: isoOrNull(one.lastSignInAt) })) }
  })
  on('post', '/accounts', 'staff.manage', ({ staff, body }) => addAccount(db, staff.id, read(addAccountSchema, body)))
  on('post', '/accounts/:id/change', 'staff.manage', async ({ staff, id, body }) => {
    await changeAccount(db, staff.id, id, read(changeAccountSchema, body))
    return {}
  })
  on('post', '/accounts/:id/password', 'staff.manage', async ({ staff, id, body }) => {
    await resetPassword(db, staff.id, id, read(resetPasswordSchema, body).password)
    return {}
  })
  on('post', '/me/password', 'session.own', async ({ staff, body }) => {
    await changeOwnPassword(db, staff, read(changePasswordSchema, body))
    return {}
  })

  on('post', '/me/second-factor/begin', 'session.own', ({ staff }) => beginSecondFactor(db, vault, staff.id))
  on('post', '/me/second-factor/confirm', 'session.own', ({ staff, body }) => confirmSecondFactor(db, vault, staff.id, read(confirmFactorSchema, body).code))
  on('post', '/me/second-factor/remove', 'session.own', async ({ staff, body }) => {
    await removeSecondFactor(db, vault, staff.id, read(removeFactorSchema, body))
    return {}
  })
  on('post', '/accounts/:id/second-factor/reset', 'staff.manage', async ({ staff, id }) => {
    await resetSecondFactor(db, staff.id, id)
    return {}
  })
  on('get', '/me/sessions', 'session.own', async ({ staff }): Promise<Sessions> => {
    const sessions = await listSessions(db.pool, staff)
    return { sessions: sessions.map((one) => ({ ...one, startedAt: iso(one.startedAt), lastSeenAt: iso(one.lastSeenAt) })) }
  })
  on('post', '/me/sessions/end-others', 'session.own', async ({ staff }) => {
    await endOtherSessions(db.pool, staff)
    return {}
  })
}
