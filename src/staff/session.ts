/**
 * A signed-in browser: a random token in a cookie, its SHA-256 in the database. Nothing in the cookie can
 * be forged or read, and ending the row ends the session everywhere at once.
 */
import { createHash, randomBytes } from 'node:crypto'
import * as z from 'zod'
import type { Client, Pool } from '../database/index.ts'
import { PROOF_MINUTES, ROLES } from './permissions.ts'

/** Without a sign of life a session ends; the open desk's heartbeat is one, or the night desk would not ring. */
export const SESSION_IDLE_MINUTES = 30
/** A shift and its handover; after that the password again, whatever happens. */
export const SESSION_HOURS = 12

const signedIn = z.object({
  id: z.string(),
  name: z.string(),
  role: z.enum(ROLES),
  locale: z.enum(['vi', 'en']),
  csrfToken: z.string(),
  secondFactor: z.boolean(),
  /** Password and code were shown within the last minutes: dangerous acts may go on. */
  proved: z.boolean(),
  /** An independent focal person: sees what is said about members of staff. */
  focal: z.boolean(),
})
/** Who is signed in. */
export type SignedIn = z.infer<typeof signedIn>

const INSERT = `
  insert into staff_session (token_hash, staff_id, csrf_token, device, expires_at)
  values ($1, $2, $3, $4, now() + make_interval(hours => ${SESSION_HOURS}))`

/** Starts a session; the token goes to the browser and is nowhere else. */
export async function startSession(db: Pool | Client, staffId: string, device?: string): Promise<{ token: string; csrfToken: string }> {
  const token = randomBytes(32).toString('base64url')
  const csrfToken = randomBytes(32).toString('base64url')
  await db.query(INSERT, [tokenHash(token), staffId, csrfToken, device ?? null])
  return { token, csrfToken }
}

// Until somebody is named, the head is.
const IS_FOCAL = `(exists (select 1 from focal_person f where f.staff_id = s.id)
           or (s.role = 'head' and not exists (select 1 from focal_person f join staff o on o.id = f.staff_id and o.active)))`

/** By primary key. A deactivated account is out at its next request, without a search for its sessions. */
const FIND = `
  select s.id, s.name, s.role, s.locale, t.csrf_token as "csrfToken", s.totp_on as "secondFactor",
         t.proved_at > now() - make_interval(mins => ${PROOF_MINUTES}) as "proved",
         t.last_seen_at < now() - interval '1 minute' as "stale", ${IS_FOCAL} as "focal"
  from staff_session t join staff s on s.id = t.staff_id and s.active
  where t.token_hash = $1 and t.expires_at > now()
    and t.last_seen_at > now() - make_interval(mins => ${SESSION_IDLE_MINUTES})`

const SEEN = `update staff_session set last_seen_at = now() where token_hash = $1`

/** The person behind a token, if the session lives; being looked up keeps it alive (written once a minute). */
export async function findSession(db: Pool, token: string): Promise<SignedIn | undefined> {
  const hash = tokenHash(token)
  const { rows: [row] } = await db.query<{ stale: boolean }>(FIND, [hash])
  if (!row) return undefined
  if (row.stale) await db.query(SEEN, [hash])
  return signedIn.parse(row)
}

/** Ends a session, and sweeps what has run out. */
export async function endSession(db: Pool | Client, token: string): Promise<void> {
  await db.query('delete from staff_session where token_hash = $1 or expires_at < now()', [tokenHash(token)])
}

export type SessionLine = { id: string; device: string | null; startedAt: Date; lastSeenAt: Date; current: boolean }

/** Where a person is signed in, newest use first, and which of them is this one. */
export async function listSessions(db: Pool, me: Me): Promise<SessionLine[]> {
  return (await db.query<SessionLine>(LIST, [me.id, me.csrfToken])).rows
}

type Me = { id: string; csrfToken: string }

const LIST = `
  select id, device, created_at as "startedAt", last_seen_at as "lastSeenAt", csrf_token = $2 as current from staff_session
  where staff_id = $1 and expires_at > now() and last_seen_at > now() - make_interval(mins => ${SESSION_IDLE_MINUTES})
  order by last_seen_at desc`

/** Signs a person out of one browser of theirs; somebody else's session is not found. */
export async function endOwnSession(db: Pool, me: Me, sessionId: string): Promise<boolean> {
  return (await db.query('delete from staff_session where staff_id = $1 and id = $2', [me.id, sessionId])).rowCount === 1
}

/** Signs a person out everywhere but here. */
export async function endOtherSessions(db: Pool | Client, me: Me): Promise<void> {
  await db.query('delete from staff_session where staff_id = $1 and csrf_token <> $2', [me.id, me.csrfToken])
}

/** Signs a person out everywhere. */
export async function endAllSessions(db: Pool | Client, staffId: string): Promise<void> {
  await db.query('delete from staff_session where staff_id = $1', [staffId])
}

/** Password and code were just shown in this session. */
export async function markProved(db: Pool, me: Me): Promise<void> {
  await db.query('update staff_session set proved_at = now() where staff_id = $1 and csrf_token = $2', [me.id, me.csrfToken])
}

/** Browser and system in two words, for the person to know their own again; nothing that tracks. */
export function deviceOf(userAgent = ''): string | undefined {
  const nameIn = (names: Readonly<Record<string, string>>) => Object.entries(names).find(([sign]) => userAgent.includes(sign))?.[1]
  return [nameIn(BROWSERS), nameIn(SYSTEMS)].filter(Boolean).join(' · ') || undefined
}

// In this order: most browsers call themselves Chrome or Safari too, and Android calls itself Linux.
const BROWSERS = { Firefox: 'Firefox', 'Edg/': 'Edge', 'OPR/': 'Opera', SamsungBrowser: 'Samsung', coc_coc: 'Cốc Cốc', Chrome: 'Chrome', Safari: 'Safari' }
const SYSTEMS = { Android: 'Android', iPhone: 'iPhone', iPad: 'iPad', Windows: 'Windows', 'Mac OS': 'Mac', CrOS: 'ChromeOS', Linux: 'Linux' }

function tokenHash(token: string): Buffer {
  return createHash('sha256').update(token).digest()
}
