import type { Database } from '../database/index.ts'
import { createStaff } from './createStaff.ts'
import { hashPassword, verifyPassword } from './password.ts'
import type { Role } from './permissions.ts'

/** Invented people for the trial; a Centre makes its own. */
const DEMO_STAFF: readonly { email: string; name: string; role: Role }[] = [
  { email: 'counsellor@demo.local', name: 'Hoa', role: 'counsellor' },
  { email: 'counsellor2@demo.local', name: 'Nam', role: 'counsellor' },
  { email: 'supervisor@demo.local', name: 'Lan', role: 'supervisor' },
  { email: 'head@demo.local', name: 'Sơn', role: 'head' },
  { email: 'admin@demo.local', name: 'Quản trị', role: 'administrator' },
  { email: 'custodian@demo.local', name: 'Thu', role: 'custodian' },
]

/** Whether anybody has an account yet; if not, a trial start makes the demo staff. */
export async function hasStaff(db: Database): Promise<boolean> {
  const { rowCount } = await db.pool.query('select 1 from staff limit 1')
  return rowCount === 1
}

/** Makes the demo accounts that are missing and gives all of them this password. Running it again changes nothing. */
export async function seedDemoStaff(db: Database, password: string): Promise<void> {
  await Promise.all(DEMO_STAFF.map(async (staff) => {
    const made = await createStaff(db, { ...staff, password })
    if (made === undefined) await setPassword(db, staff.email, password)
  }))
}

async function setPassword(db: Database, email: string, password: string): Promise<void> {
  const { rows: [staff] } = await db.pool.query<{ passwordHash: string }>('select password_hash as "passwordHash" from staff where email = $1', [email])
  if (staff && await verifyPassword(password, staff.passwordHash)) return
  await db.pool.query('update staff set password_hash = $2 where email = $1', [email, await hashPassword(password)])
}

const SEED_ROSTER = `
  insert into shift (id, staff_id, kind, starts_at, ends_at, created_by)
  select gen_random_uuid(), s.id, d.kind, now() + make_interval(hours => 12 * n), now() + make_interval(hours => 12 * (n + 1)), head.id
  from (values ('counsellor@demo.local', 'duty', 0), ('counsellor2@demo.local', 'duty', 1), ('supervisor@demo.local', 'deputy', 0), ('supervisor@demo.local', 'deputy', 1)) as d(email, kind, turn)
  join staff s on s.email = d.email
  join staff head on head.email = 'head@demo.local'
  join generate_series(0, 27) n on n % 2 = d.turn
  where not exists (select 1 from shift where ends_at > now())`

/** Two weeks of turns for the trial, so that somebody is on duty; nothing where a roster runs already. */
export async function seedDemoRoster(db: Database): Promise<void> {
  await db.pool.query(SEED_ROSTER)
}
