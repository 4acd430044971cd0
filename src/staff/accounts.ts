/** Managing accounts. Accounts are closed, never deleted: what a counsellor wrote keeps its name (GlobaLeaks 4570). */
import { transaction, type Client, type Database } from '../database/index.ts'
import { AppError } from '../errors.ts'
import { recordAccess } from '../safeguards/index.ts'
import { createStaff, type NewStaff } from './createStaff.ts'
import { hashPassword, verifyPassword } from './password.ts'
import type { Role } from './permissions.ts'
import { endOtherSessions } from './session.ts'

export type Account = { id: string; email: string; name: string; role: Role; active: boolean; createdAt: Date; lastSignInAt: Date | null }

const LIST = `
  select id, email, name, role, active, created_at as "createdAt", last_sign_in_at as "lastSignInAt"
  from staff order by active desc, name, email`

export async function listAccounts(db: Database): Promise<Account[]> {
  return (await db.pool.query<Account>(LIST)).rows
}

/** @throws AppError conflict `error.email-taken` */
export async function addAccount(db: Database, by: string, account: NewStaff): Promise<{ id: string }> {
  const id = await createStaff(db, account)
  if (id === undefined) throw new AppError('conflict', 'error.email-taken', 'an account has this e-mail already')
  await recordAccess(db.pool, { staffId: by, action: 'staff.create', subject: 'staff', subjectId: id, reason: account.role })
  return { id }
}

const CHANGE = `
  update staff set name = coalesce($2, name), role = coalesce($3, role), active = coalesce($4, active) where id = $1`

// Locks them, so that two administrators cannot close each other's account at the same moment.
const ADMINISTRATORS = `select id from staff where role = 'administrator' and active order by id for update`

/**
 * Changes a name or a role, closes or reopens an account; a changed role or a closed account ends its sessions.
 * @throws AppError not-found, conflict `error.last-administrator`
 */
export async function changeAccount(db: Database, by: string, id: string, change: { name?: string | undefined; role?: Role | undefined; active?: boolean | undefined }): Promise<void> {
  await transaction(db.pool, async (client) => {
    const { rows: administrators } = await client.query<{ id: string }>(ADMINISTRATORS)
    const stops = change.active === false || (change.role !== undefined && change.role !== 'administrator')
    if (stops && administrators.length === 1 && administrators[0]?.id === id) throw new AppError('conflict', 'error.last-administrator', 'the last administrator stays')
    const { rowCount } = await client.query(CHANGE, [id, change.name ?? null, change.role ?? null, change.active ?? null])
    if (rowCount !== 1) throw new AppError('not-found', 'error.not-found', `no account ${id}`)
    if (change.role !== undefined || change.active === false) await endSessions(client, id)
    await recordAccess(client, { staffId: by, action: 'staff.change', subject: 'staff', subjectId: id, reason: describe(change) })
  })
}

/** @throws AppError not-found */
export async function resetPassword(db: Database, by: string, id: string, password: string): Promise<void> {
  const hash = await hashPassword(password)
  await transaction(db.pool, async (client) => {
    const { rowCount } = await client.query('update staff set password_hash = $2 where id = $1', [id, hash])
    if (rowCount !== 1) throw new AppError('not-found', 'error.not-found', `no account ${id}`)
    await endSessions(client, id)
    await recordAccess(client, { staffId: by, action: 'staff.password', subject: 'staff', subjectId: id, reason: by === id ? 'own' : 'reset' })
  })
}

/**
 * My own password, for which I must know the old one. The session I am in stays.
 * @throws AppError forbidden `error.wrong-password`
 */
export async function changeOwnPassword(db: Database, me: { id: string; csrfToken: string }, passwords: { current: string; next: string }): Promise<void> {
  const { rows: [staff] } = await db.pool.query<{ passwordHash: string }>('select password_hash as "passwordHash" from staff where id = $1', [me.id])
  if (!staff || !await verifyPassword(passwords.current, staff.passwordHash)) throw new AppError('forbidden', 'error.wrong-password', 'the old password does not match')
  const hash = await hashPassword(passwords.next)
  await transaction(db.pool, async (client) => {
    await client.query('update staff set password_hash = $2 where id = $1', [me.id, hash])
    await endOtherSessions(client, me)
    await recordAccess(client, { staffId: me.id, action: 'staff.password', subject: 'staff', subjectId: me.id, reason: 'own' })
  })
}

async function endSessions(client: Client, staffId: string): Promise<void> {
  await client.query('delete from staff_session where staff_id = $1', [staffId])
}

/** Codes only: a name is not for the log. */
function describe({ name, role, active }: { name?: string | undefined; role?: Role | undefined; active?: boolean | undefined }): string {
  return [name === undefined ? '' : 'name', role ?? '', active === undefined ? '' : active ? 'opened' : 'closed'].filter(Boolean).join(' ')
}
