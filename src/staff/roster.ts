/** The roster's rows: who is there when. What must be covered is the Centre's calendar (desk/rosterNeeds.ts). */
import { randomUUID } from 'node:crypto'
import type { Client, Pool } from '../database/index.ts'
import type { Span } from './gaps.ts'
import type { Role } from './permissions.ts'

export type ShiftKind = 'duty' | 'on-call' | 'deputy'
export type Shift = Span & { id: string; staffId: string; name: string; kind: ShiftKind }

// Index: shift_ends_at_idx.
const BETWEEN = `
  select h.id, h.staff_id as "staffId", s.name, h.kind, h.starts_at as "from", h.ends_at as "to"
  from shift h join staff s on s.id = h.staff_id and s.active
  where h.ends_at > $1 and h.starts_at < $2 order by h.starts_at, h.kind, s.name`

/** Shifts of active staff that touch the span, in order. */
export async function shiftsBetween(db: Pool | Client, { from, to }: Span): Promise<Shift[]> {
  return (await db.query<Shift>(BETWEEN, [from, to])).rows
}

const NOW = `
  select s.id, s.name, s.email, s.locale, h.kind
  from shift h join staff s on s.id = h.staff_id and s.active
  where h.starts_at <= now() and h.ends_at > now() order by h.starts_at`

export type OnRoster = { id: string; name: string; email: string; locale: string; kind: ShiftKind }

/** Who is on the roster at this moment, for the alarms' ladder: duty and on-call first, then the deputy. */
export async function onRosterNow(db: Pool | Client): Promise<OnRoster[]> {
  return (await db.query<OnRoster>(NOW)).rows
}

// Two plans at once cannot both put a person somewhere. A statement of its own: one statement sees the rows as they
// were before it waited for the lock.
const LOCK_PERSON = `select name, role, active from staff where id = $1 for update`
const OVERLAP = `select 1 from shift where staff_id = $1 and starts_at < $3 and ends_at > $2 limit 1`

/** A person locked for planning until the transaction ends, and whether they are on the roster in the span already. */
export async function lockForPlanning(client: Client, staffId: string, { from, to }: Span): Promise<{ name: string; role: Role; active: boolean; busy: boolean } | undefined> {
  const { rows: [person] } = await client.query<{ name: string; role: Role; active: boolean }>(LOCK_PERSON, [staffId])
  const { rowCount } = await client.query(OVERLAP, [staffId, from, to])
  return person && { ...person, busy: rowCount === 1 }
}

export async function insertShift(client: Client, shift: Span & { staffId: string; kind: ShiftKind; by: string }): Promise<string> {
  const id = randomUUID()
  await client.query('insert into shift (id, staff_id, kind, starts_at, ends_at, created_by) values ($1, $2, $3, $4, $5, $6)', [id, shift.staffId, shift.kind, shift.from, shift.to, shift.by])
  return id
}

/** One shift, locked. */
export async function lockShift(client: Client, id: string): Promise<(Span & { id: string; staffId: string; kind: ShiftKind }) | undefined> {
  const { rows } = await client.query<Span & { id: string; staffId: string; kind: ShiftKind }>(
    'select id, staff_id as "staffId", kind, starts_at as "from", ends_at as "to" from shift where id = $1 for update', [id])
  return rows[0]
}

export async function giveShiftTo(client: Client, id: string, staffId: string): Promise<void> {
  await client.query('update shift set staff_id = $2 where id = $1', [id, staffId])
}

export async function deleteShift(client: Client, id: string): Promise<void> {
  await client.query('delete from shift where id = $1', [id])
}
