import { randomUUID } from 'node:crypto'
import type { Database } from '../database/index.ts'
import { hashPassword } from './password.ts'
import type { Role } from './permissions.ts'

export type NewStaff = { email: string; name: string; role: Role; password: string; locale?: 'vi' | 'en' }

const INSERT = `
  insert into staff (id, email, name, role, password_hash, locale) values ($1, $2, $3, $4, $5, $6)
  on conflict (email) do nothing
  returning id`

/** Makes an account. @returns its id, or undefined when the e-mail has one already. */
export async function createStaff(db: Database, staff: NewStaff): Promise<string | undefined> {
  const values = [randomUUID(), staff.email.trim().toLowerCase(), staff.name, staff.role, await hashPassword(staff.password), staff.locale ?? 'vi']
  const { rows: [made] } = await db.pool.query<{ id: string }>(INSERT, values)
  return made?.id
}
