/** Acts of account managers that may wait for a second person (secondPerson.ts), and that second person's word. */
import { randomUUID } from 'node:crypto'
import { transaction, type Client, type Database } from '../database/index.ts'
import { AppError, unreachable } from '../errors.ts'
import { recordAccess } from '../safeguards/index.ts'
import { changeAccount, insertAccount, type AccountChange, type NewAccount } from './accounts.ts'
import { issueInvitation, type Invitation } from './invitation.ts'
import type { Role } from './permissions.ts'
import { switchOffSecondFactor } from './secondFactor.ts'
import { mayConfirm, needsSecondPerson, type RequestKind } from './secondPerson.ts'

/** What a request not decided in this time comes to: nothing. */
export const REQUEST_HOURS = 72

type Manager = { id: string; role: Role }
/** Done, with the link where there is one to hand over; or waiting for a second person. */
export type Outcome = { accountId: string; waiting: boolean; invitation: Invitation | null }

/** @throws AppError conflict `error.email-taken` */
export async function inviteAccount(db: Database, manager: Manager, account: NewAccount): Promise<Outcome> {
  return transaction(db.pool, async (client) => {
    const waiting = needsSecondPerson(manager, { kind: 'open', role: account.role })
    const accountId = await insertAccount(client, manager.id, account, !waiting)
    if (waiting) return ask(client, manager, { staffId: accountId, kind: 'open' })
    return { accountId, waiting, invitation: await issueInvitation(client, { by: manager.id, staffId: accountId }) }
  })
}

/** A new link: the old one ran out, or the password is forgotten. @throws AppError not-found */
export async function renewLink(db: Database, manager: Manager, staffId: string): Promise<Outcome> {
  return transaction(db.pool, async (client) => {
    const { role } = await lockAccount(client, staffId)
    if (needsSecondPerson(manager, { kind: 'link', role })) return ask(client, manager, { staffId, kind: 'link' })
    return { accountId: staffId, waiting: false, invitation: await issueInvitation(client, { by: manager.id, staffId }) }
  })
}

/** Opening a closed account again is opening one. @throws AppError not-found, conflict as {@link changeAccount} */
export async function changeOrAsk(db: Database, manager: Manager, staffId: string, { role, ...rest }: AccountChange): Promise<Outcome> {
  return transaction(db.pool, async (client) => {
    if (rest.active === true && needsSecondPerson(manager, { kind: 'open', role: role ?? await roleOf(client, staffId) })) return ask(client, manager, { staffId, kind: 'open' })
    const waits = role !== undefined && needsSecondPerson(manager, { kind: 'role', role })
    await changeAccount(client, manager.id, staffId, waits || role === undefined ? rest : { ...rest, role })
    if (role !== undefined && waits) return ask(client, manager, { staffId, kind: 'role', role })
    return { accountId: staffId, waiting: false, invitation: null }
  })
}

/** For a lost phone; always waits. @throws AppError not-found, conflict `error.second-factor-off` */
export async function askForFactorReset(db: Database, manager: Manager, staffId: string): Promise<Outcome> {
  return transaction(db.pool, async (client) => {
    const { secondFactor } = await lockAccount(client, staffId)
    if (!secondFactor) throw new AppError('conflict', 'error.second-factor-off', 'there is no second factor to take away')
    return ask(client, manager, { staffId, kind: 'second-factor' })
  })
}

const ASK = `
  insert into account_request (id, staff_id, kind, role, requested_by) values ($1, $2, $3, $4, $5)
  on conflict (staff_id, kind) where outcome is null do update set role = excluded.role, requested_by = excluded.requested_by, requested_at = now()`

async function ask(client: Client, manager: Manager, { staffId, kind, role }: { staffId: string; kind: RequestKind; role?: Role }): Promise<Outcome> {
  await client.query(ASK, [randomUUID(), staffId, kind, role ?? null, manager.id])
  await recordAccess(client, { staffId: manager.id, action: 'staff.request', subject: 'staff', subjectId: staffId, reason: kind })
  return { accountId: staffId, waiting: true, invitation: null }
}

export type OpenRequest = { id: string; kind: RequestKind; role: Role; staffId: string; name: string; requestedBy: string; requestedByName: string; requestedAt: Date }

const OPEN = `
  select r.id, r.kind, coalesce(r.role, s.role) as role, r.staff_id as "staffId", s.name, r.requested_by as "requestedBy", b.name as "requestedByName", r.requested_at as "requestedAt"
  from account_request r join staff s on s.id = r.staff_id join staff b on b.id = r.requested_by
  where r.outcome is null and r.requested_at > now() - make_interval(hours => ${REQUEST_HOURS})`

/** What waits, oldest first. */
export async function listRequests(db: Database): Promise<OpenRequest[]> {
  return (await db.pool.query<OpenRequest>(`${OPEN} order by r.requested_at`)).rows
}

const DECIDE = `update account_request set outcome = $2, decided_by = $3, decided_at = now() where id = $1`

/**
 * The second person's yes: the act is done now, and its link, if any, is theirs to hand over.
 * @throws AppError not-found, forbidden `error.second-person`
 */
export async function confirmRequest(db: Database, second: Manager, id: string): Promise<Outcome> {
  return transaction(db.pool, async (client) => {
    const request = await lockRequest(client, id)
    if (!mayConfirm(second, request)) throw new AppError('forbidden', 'error.second-person', 'this one may not be the second person')
    await client.query(DECIDE, [id, 'confirmed', second.id])
    await recordAccess(client, { staffId: second.id, action: 'staff.confirm', subject: 'staff', subjectId: request.staffId, reason: request.kind })
    return { accountId: request.staffId, waiting: false, invitation: await carryOut(client, second, request) }
  })
}

async function carryOut(client: Client, second: Manager, { kind, staffId, role }: OpenRequest): Promise<Invitation | null> {
  switch (kind) {
    case 'open':
      await changeAccount(client, second.id, staffId, { active: true })
      return issueInvitation(client, { by: second.id, staffId })
    case 'link':
      return issueInvitation(client, { by: second.id, staffId })
    case 'role':
      await changeAccount(client, second.id, staffId, { role })
      return null
    case 'second-factor':
      await switchOffSecondFactor(client, { by: second.id, staffId })
      return null
    default:
      return unreachable(kind)
  }
}

/** No, by the second person; or never mind, by who asked. @throws AppError not-found, forbidden `error.second-person` */
export async function refuseRequest(db: Database, manager: Manager, id: string): Promise<void> {
  await transaction(db.pool, async (client) => {
    const request = await lockRequest(client, id)
    if (manager.id !== request.requestedBy && !mayConfirm(manager, request)) throw new AppError('forbidden', 'error.second-person', 'neither who asked nor the second person')
    await client.query(DECIDE, [id, 'refused', manager.id])
    await recordAccess(client, { staffId: manager.id, action: 'staff.refuse', subject: 'staff', subjectId: request.staffId, reason: request.kind })
  })
}

async function lockRequest(client: Client, id: string): Promise<OpenRequest> {
  const { rows: [request] } = await client.query<OpenRequest>(`${OPEN} and r.id = $1 for update of r`, [id])
  if (!request) throw new AppError('not-found', 'error.not-found', `no open request ${id}`)
  return request
}

/** @throws AppError not-found */
async function roleOf(client: Client, id: string): Promise<Role> {
  const { rows: [account] } = await client.query<{ role: Role }>('select role from staff where id = $1 for update', [id])
  if (!account) throw new AppError('not-found', 'error.not-found', `no account ${id}`)
  return account.role
}

async function lockAccount(client: Client, id: string): Promise<{ role: Role; secondFactor: boolean }> {
  const { rows: [account] } = await client.query<{ role: Role; secondFactor: boolean; active: boolean }>('select role, totp_on as "secondFactor", active from staff where id = $1 for update', [id])
  if (!account?.active) throw new AppError('not-found', 'error.not-found', `no open account ${id}`)
  return account
}
