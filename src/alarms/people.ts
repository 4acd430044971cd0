/** Who a step of the ladder calls, at this moment. */
import type { Client, Pool } from '../database/index.ts'
import { may, onRosterNow, type OnRoster, type Role } from '../staff/index.ts'
import type { Group } from './ladder.ts'

type Person = { id: string; role: Role; present: boolean }

export type Crew = {
  /** Everybody with an account, and whether their desk is open. */
  staff: readonly Person[]
  roster: readonly Pick<OnRoster, 'id' | 'kind'>[]
}

// An open desk beats every 30 s; the wall counts the same 90.
const STAFF = `
  select s.id, s.role, coalesce(v.seen_at > now() - interval '90 seconds', false) as present
  from staff s left join staff_presence v on v.staff_id = s.id where s.active order by s.id`

export async function readCrew(db: Pool | Client): Promise<Crew> {
  const staff = await db.query<Person>(STAFF)
  return { staff: staff.rows, roster: await onRosterNow(db) }
}

const FOCAL = `
  select s.id from staff s where s.active and (exists (select 1 from focal_person p where p.staff_id = s.id)
    or (s.role = 'head' and not exists (select 1 from focal_person p join staff o on o.id = p.staff_id and o.active)))`

/** The focal persons, where the conversation is about a member of staff; undefined for every other. */
export async function focalPersons(db: Pool | Client, conversationId: string): Promise<string[] | undefined> {
  if ((await db.query('select 1 from focal_talk where conversation_id = $1', [conversationId])).rowCount === 0) return undefined
  return (await db.query<{ id: string }>(FOCAL)).rows.map(({ id }) => id)
}

/**
 * The people of a group. The roster says who has duty; where it is empty, whoever sits at an open desk and may reply.
 * Without a deputy on the roster the supervisors are it.
 */
export function peopleOf(group: Group, { staff, roster }: Crew): string[] {
  const withRole = (role: Role) => staff.filter((one) => one.role === role).map(({ id }) => id)
  const onRoster = (...kinds: OnRoster['kind'][]) => roster.filter(({ kind }) => kinds.includes(kind)).map(({ id }) => id)
  switch (group) {
    case 'duty':
      return firstOf(onRoster('duty', 'on-call'), staff.filter(({ role, present }) => present && may(role, 'conversation.reply')).map(({ id }) => id))
    case 'deputy':
      return firstOf(onRoster('deputy'), withRole('supervisor'))
    case 'head':
      return withRole('head')
    case 'everyone':
      return [...new Set([...onRoster('duty', 'on-call', 'deputy'), ...withRole('supervisor'), ...withRole('head'), ...withRole('administrator')])]
  }
}

/** When a step finds nobody: those who answer for there being somebody. */
export function inCharge({ staff }: Crew): string[] {
  return staff.filter(({ role }) => role === 'supervisor' || role === 'head' || role === 'administrator').map(({ id }) => id)
}

/** Whether one of these hears the desk ring: an open desk is a path too. */
export function hearsTheDesk(people: readonly string[], { staff }: Crew): boolean {
  return staff.some(({ id, role, present }) => present && people.includes(id) && may(role, 'alarm.acknowledge'))
}

function firstOf(...lists: string[][]): string[] {
  return lists.find((list) => list.length > 0) ?? []
}
