/** The routes of accounts: managed by administrators and the head; one's own password by everybody. */
import { addAccount, changeAccount, changeOwnPassword, listAccounts, resetPassword } from '../staff/index.ts'
import { addAccountSchema, changeAccountSchema, changePasswordSchema, resetPasswordSchema, type Accounts } from './api.ts'
import type { Desk } from './desk.ts'
import { read, type Gate } from './guard.ts'
import { iso, isoOrNull } from './time.ts'

export function addAccountRoutes({ on }: Gate, { db }: Desk): void {
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
}
