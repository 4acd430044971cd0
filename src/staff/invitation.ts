/**
 * A link that lets its bearer choose the password of one account, once: for somebody new, and for a forgotten password.
 * The token stands behind the `#` of the address, so that no server, proxy or log ever sees it; the database has its hash.
 */
import { createHash, randomBytes } from 'node:crypto'
import { transaction, type Client, type Database, type Pool } from '../database/index.ts'
import { AppError } from '../errors.ts'
import { recordAccess } from '../safeguards/index.ts'
import { hashPassword } from './password.ts'
import { refuseWeakPassword } from './weakPassword.ts'
import type { Role } from './permissions.ts'
import { endAllSessions } from './session.ts'

/** Long enough for a weekend, short enough that a link in an old mail opens nothing. */
export const INVITATION_HOURS = 72

export type Invitation = { token: string; expiresAt: Date }

const ISSUE = `
  insert into staff_invitation (staff_id, token_hash, created_by, expires_at)
  values ($1, $2, $3, now() + make_interval(hours => ${INVITATION_HOURS}))
  on conflict (staff_id) do update set token_hash = excluded.token_hash, created_by = excluded.created_by, created_at = now(), expires_at = excluded.expires_at
  returning expires_at as "expiresAt"`

/** A new link for an account; the one before it opens nothing any more. The token goes to the caller and is nowhere else. */
export async function issueInvitation(client: Client, { by, staffId }: { by: string | null; staffId: string }): Promise<Invitation> {
  const token = randomBytes(32).toString('base64url')
  const { rows: [issued] } = await client.query<{ expiresAt: Date }>(ISSUE, [staffId, hashOf(token), by])
  if (!issued) throw new AppError('unavailable', 'error.unavailable', 'an invitation was not written')
  await recordAccess(client, { staffId: by, action: 'staff.invite', subject: 'staff', subjectId: staffId })
  return { token, expiresAt: issued.expiresAt }
}

/** The address to hand over. */
export function invitationUrl(base: string, token: string): string {
  return `${base.replace(/\/+$/, '')}/desk/invitation#${token}`
}

export type Invited = { id: string; name: string; email: string; role: Role; locale: 'vi' | 'en'; expiresAt: Date }

const FIND = `
  select s.id, s.name, s.email, s.role, s.locale, i.expires_at as "expiresAt"
  from staff_invitation i join staff s on s.id = i.staff_id
  where i.token_hash = $1 and i.expires_at > now() and s.active`

/** Whom a link invites. @throws AppError not-found `error.invitation`: used, replaced, run out or never given, all alike. */
export async function findInvitation(db: Pool | Client, token: string): Promise<Invited> {
  const { rows: [invited] } = await db.query<Invited>(FIND, [hashOf(token)])
  if (!invited) throw new AppError('not-found', 'error.invitation', 'no living invitation')
  return invited
}

/**
 * Sets the password and uses the link up; of two at the same moment one wins. Sessions of before end. An account that
 * has a second factor keeps it: a link alone signs nobody in there.
 * @throws AppError not-found `error.invitation`, bad-request `error.password-…`
 */
export async function acceptInvitation(db: Database, { token, password }: { token: string; password: string }): Promise<{ staffId: string; secondFactor: boolean }> {
  const invited = await findInvitation(db.pool, token)
  refuseWeakPassword(password, invited)
  const hash = await hashPassword(password)
  return transaction(db.pool, async (client) => {
    const { rowCount } = await client.query('delete from staff_invitation where token_hash = $1 and expires_at > now()', [hashOf(token)])
    if (rowCount !== 1) throw new AppError('not-found', 'error.invitation', 'the invitation was used a moment ago')
    await recordAccess(client, { staffId: invited.id, action: 'staff.join', subject: 'staff', subjectId: invited.id })
    const { rows: [staff] } = await client.query<{ secondFactor: boolean }>('update staff set password_hash = $2, last_sign_in_at = case when totp_on then last_sign_in_at else now() end where id = $1 returning totp_on as "secondFactor"', [invited.id, hash])
    await endAllSessions(client, invited.id)
    return { staffId: invited.id, secondFactor: staff?.secondFactor ?? false }
  })
}

/** 256 random bits need no slow hash. */
function hashOf(token: string): Buffer {
  return createHash('sha256').update(token).digest()
}
