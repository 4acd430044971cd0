/** Managing accounts. Accounts are closed, never deleted: what a counsellor wrote keeps its name (GlobaLeaks 4570). */
import { randomBytes, randomUUID } from 'node:crypto'
import { transaction, type Client, type Database } from '../database/index.ts'
import { AppError } from '../errors.ts'
import { recordAccess } from '../safeguards/index.ts'
import { hashPassword } from './password.ts'
import type { Role } from './permissions.ts'
import { endAllSessions, SESSION_IDLE_MINUTES } from './session.ts'

export type Account = {
  id: string; email: string; name: string; role: Role; active: boolean; secondFactor: boolean; createdAt: Date; lastSignInAt: Date | null
  /** Until when a link is open; null: none was given, it was used or has run out. */
  invitedUntil: Date | null
  /** Browsers signed in now. */
  sessions: number
}

const LIST = `
  select s.id, s.email, s.name, s.role, s.active, s.totp_on as "secondFactor", s.created_at as "createdAt", s.last_sign_in_at as "lastSignInAt",
    (select i.expires_at from staff_invitation i where i.staff_id = s.id and i.expires_at > now()) as "invitedUntil",
    (select count(*)::int from staff_session t where t.staff_id = s.id and t.expires_at > now() and t.last_seen_at > now() - make_interval(mins => ${SESSION_IDLE_MINUTES})) as sessions
  from staff s order by s.active desc, s.name, s.email`

export async function listAccounts(db: Database): Promise<Account[]> {
  return (await db.pool.query<Account>(LIST)).rows
}

export type NewAccount = { email: string; name: string; role: Role; locale: 'vi' | 'en' }

const INSERT = `
  insert into staff (id, email, name, role, password_hash, locale, active) values ($1, $2, $3, $4, $5, $6, $7)
  on conflict (email) do nothing`

/**
 * An account whose password nobody knows: its link lets the invited person choose one.
 * @throws AppError conflict `error.email-taken`
 */
export async function insertAccount(client: Client, by: string | null, account: NewAccount, active: boolean): Promise<string> {
  const id = randomUUID()
  const unknown = await hashPassword(randomBytes(32).toString('base64'))
  const { rowCount } = await client.query(INSERT, [id, account.email.trim().toLowerCase(), account.name, account.role, unknown, account.locale, active])
  if (rowCount !== 1) throw new AppError('conflict', 'error.email-taken', 'an account has this e-mail already')
  await recordAccess(client, { staffId: by, action: 'staff.create', subject: 'staff', subjectId: id, reason: account.role })
  return id
}

const CHANGE = `
  update staff set name = coalesce($2, name), role = coalesce($3, role), active = coalesce($4, active) where id = $1`

// Locks them, so that two of them cannot close each other's account at the same moment.
const KEEPERS = `select id, role from staff where role in ('administrator', 'head') and active order by id for update`
/** Without the one nobody opens accounts, without the other nobody lets anybody in to children's words. */
const LAST: Readonly<Partial<Record<Role, string>>> = { administrator: 'error.last-administrator', head: 'error.last-head' }

export type AccountChange = { name?: string | undefined; role?: Role | undefined; active?: boolean | undefined }

/**
 * Changes a name or a role, closes or reopens an account; a changed role or a closed account ends its sessions.
 * @throws AppError not-found, conflict `error.last-administrator`, `error.last-head`
 */
export async function changeAccount(client: Client, by: string, id: string, change: AccountChange): Promise<void> {
  const { rows: keepers } = await client.query<{ id: string; role: Role }>(KEEPERS)
  const mine = keepers.find((one) => one.id === id)
  const stops = change.active === false || (change.role !== undefined && change.role !== mine?.role)
  if (mine && stops && keepers.filter(({ role }) => role === mine.role).length === 1) throw new AppError('conflict', LAST[mine.role] ?? 'error.conflict', `the last ${mine.role} stays`)
  const { rowCount } = await client.query(CHANGE, [id, change.name ?? null, change.role ?? null, change.active ?? null])
  if (rowCount !== 1) throw new AppError('not-found', 'error.not-found', `no account ${id}`)
  if (change.role !== undefined || change.active === false) await endAllSessions(client, id)
  if (change.active === false) await client.query('delete from staff_invitation where staff_id = $1', [id])
  await recordAccess(client, { staffId: by, action: 'staff.change', subject: 'staff', subjectId: id, reason: describe(change) })
}

/** Signs somebody out everywhere: a lost phone, a stolen laptop. @throws AppError not-found */
export async function endSessionsOf(db: Database, by: string, id: string): Promise<void> {
  await transaction(db.pool, async (client) => {
    if ((await client.query('select 1 from staff where id = $1', [id])).rowCount === 0) throw new AppError('not-found', 'error.not-found', `no account ${id}`)
    await endAllSessions(client, id)
    await recordAccess(client, { staffId: by, action: 'staff.sessions', subject: 'staff', subjectId: id })
  })
}

/** Codes only: a name is not for the log. */
function describe({ name, role, active }: AccountChange): string {
  return [name === undefined ? '' : 'name', role ?? '', active === undefined ? '' : active ? 'opened' : 'closed'].filter(Boolean).join(' ')
}
