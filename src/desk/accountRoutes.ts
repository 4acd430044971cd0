/** The routes of accounts: invited, changed and closed by administrators and the head, some acts with a second person. */
import {
  askForFactorReset, changeOrAsk, confirmRequest, endSessionsOf, inviteAccount, listAccounts, listRequests, mayConfirm, refuseRequest, renewLink, type OpenRequest, type Outcome, type SignedIn,
} from '../staff/index.ts'
import { changeAccountSchema, inviteSchema, type AccountOutcome, type Accounts } from './api.ts'
import type { Desk } from './desk.ts'
import { read, type Gate } from './guard.ts'
import { iso, isoOrNull } from './time.ts'

export function addAccountRoutes({ on }: Gate, { db }: Desk): void {
  on('get', '/accounts', 'staff.manage', async ({ staff }): Promise<Accounts> => {
    const [accounts, requests] = await Promise.all([listAccounts(db), listRequests(db)])
    return {
      accounts: accounts.map((one) => ({ ...one, createdAt: iso(one.createdAt), lastSignInAt: isoOrNull(one.lastSignInAt), invitedUntil: isoOrNull(one.invitedUntil) })),
      requests: requests.map((one) => toRequest(staff, one)),
    }
  })
  on('post', '/accounts', 'staff.manage', async ({ staff, body }) => toAnswer(await inviteAccount(db, staff, read(inviteSchema, body))))
  on('post', '/accounts/:id/link', 'staff.manage', async ({ staff, id }) => toAnswer(await renewLink(db, staff, id)))
  on('post', '/accounts/:id/change', 'staff.manage', async ({ staff, id, body }) => toAnswer(await changeOrAsk(db, staff, id, read(changeAccountSchema, body))))
  on('post', '/accounts/:id/second-factor/reset', 'staff.manage', async ({ staff, id }) => toAnswer(await askForFactorReset(db, staff, id)))
  on('post', '/accounts/:id/sessions/end', 'staff.manage', async ({ staff, id }) => {
    await endSessionsOf(db, staff.id, id)
    return {}
  })
  on('post', '/account-requests/:id/confirm', 'staff.manage', async ({ staff, id }) => toAnswer(await confirmRequest(db, staff, id)))
  on('post', '/account-requests/:id/refuse', 'staff.manage', async ({ staff, id }) => {
    await refuseRequest(db, staff, id)
    return {}
  })
}

function toAnswer({ accountId, waiting, invitation }: Outcome): AccountOutcome {
  return { accountId, waiting, link: invitation && { token: invitation.token, until: iso(invitation.expiresAt) } }
}

function toRequest(staff: SignedIn, request: OpenRequest): Accounts['requests'][number] {
  const { id, kind, role, staffId, name, requestedBy, requestedByName, requestedAt } = request
  return {
    id, kind, role, account: { id: staffId, name }, by: { id: requestedBy, name: requestedByName }, at: iso(requestedAt),
    mine: requestedBy === staff.id, mayConfirm: mayConfirm(staff, request),
  }
}
