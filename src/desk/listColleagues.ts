import { may, ROLES, type Role } from '../staff/index.ts'
import type { StaffList } from './api.ts'
import type { Desk } from './desk.ts'

const HOLDERS = ROLES.filter((role) => may(role, 'conversation.reply'))

const COLLEAGUES = `
  select s.id, s.name, s.role, coalesce(v.seen_at > now() - interval '90 seconds', false) as present,
    exists (select 1 from shift h where h.staff_id = s.id and h.kind = 'duty' and h.starts_at <= now() and h.ends_at > now()) as "onShift",
    (select count(*)::int from conversation c where c.owner_id = s.id and c.state = 'open') as holding
  from staff s left join staff_presence v on v.staff_id = s.id
  where s.active and s.role = any($1)
  order by present desc, s.name`

/** Who may take a conversation, whoever is there first. */
export async function listColleagues({ db }: Desk): Promise<StaffList> {
  const { rows } = await db.pool.query<{ id: string; name: string; role: Role; present: boolean; onShift: boolean; holding: number }>(COLLEAGUES, [HOLDERS])
  return { staff: rows }
}
