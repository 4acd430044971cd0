import { transaction, type Database } from '../database/index.ts'
import { AppError } from '../errors.ts'
import { recordAccess } from '../safeguards/index.ts'
import { hashPassword, verifyPassword } from './password.ts'
import { endOtherSessions } from './session.ts'
import { refuseWeakPassword } from './weakPassword.ts'

/**
 * My own password, for which I must know the old one. The session I am in stays.
 * @throws AppError forbidden `error.wrong-password`, bad-request `error.password-…`
 */
export async function changeOwnPassword(db: Database, me: { id: string; csrfToken: string }, passwords: { current: string; next: string }): Promise<void> {
  const { rows: [staff] } = await db.pool.query<{ passwordHash: string; name: string; email: string }>('select password_hash as "passwordHash", name, email from staff where id = $1', [me.id])
  if (!staff || !await verifyPassword(passwords.current, staff.passwordHash)) throw new AppError('forbidden', 'error.wrong-password', 'the old password does not match')
  refuseWeakPassword(passwords.next, staff)
  const hash = await hashPassword(passwords.next)
  await transaction(db.pool, async (client) => {
    await client.query('update staff set password_hash = $2 where id = $1', [me.id, hash])
    await client.query('delete from staff_invitation where staff_id = $1', [me.id])
    await endOtherSessions(client, me)
    await recordAccess(client, { staffId: me.id, action: 'staff.password', subject: 'staff', subjectId: me.id, reason: 'own' })
  })
}
