/** The roster: read by all who counsel, planned by supervisors. A hole is refused, or accepted knowingly and shown. */
import type * as z from 'zod'
import { transaction, type Client } from '../database/index.ts'
import { AppError } from '../errors.ts'
import { recordAccess } from '../safeguards/index.ts'
import { deleteShift, gapsIn, giveShiftTo, insertShift, lockForPlanning, lockShift, may, shiftsBetween, type Shift, type SignedIn, type Span } from '../staff/index.ts'
import type { addShiftSchema, Roster, rosterQuerySchema } from './api.ts'
import type { Desk } from './desk.ts'
import { rosterNeeds } from './rosterNeeds.ts'
import { iso } from './time.ts'

const DAY = 24 * 3_600_000
const MOST_DAYS = 62
/** How far ahead a hole made by taking a shift away is looked for. */
const AHEAD_DAYS = 14

/** @throws AppError bad-request `error.roster-span` */
export async function readRoster(desk: Desk, query: z.infer<typeof rosterQuerySchema>): Promise<Roster> {
  const span = { from: new Date(query.from), to: new Date(query.to) }
  const length = span.to.getTime() - span.from.getTime()
  if (length <= 0 || length > MOST_DAYS * DAY) throw new AppError('bad-request', 'error.roster-span', 'a roster of no days or too many')
  const shifts = await shiftsBetween(desk.db.pool, span)
  return {
    shifts: shifts.map((shift) => ({ ...shift, from: iso(shift.from), to: iso(shift.to) })),
    gaps: gapsOf(desk, span, shifts).map((gap) => ({ ...gap, from: iso(gap.from), to: iso(gap.to) })),
    holidays: desk.centre().holidays,
  }
}

type Gap = Span & { kind: 'duty' | 'on-call' }

/** Who is at the desk also answers alarms; a deputy covers nothing. */
function gapsOf({ centre }: Desk, span: Span, shifts: readonly Shift[]): Gap[] {
  const needs = rosterNeeds(centre(), span)
  const duty = shifts.filter(({ kind }) => kind === 'duty')
  const present = shifts.filter(({ kind }) => kind !== 'deputy')
  return [
    ...gapsIn(needs.duty, duty).map((gap) => ({ ...gap, kind: 'duty' as const })),
    ...gapsIn(needs.onCall, present).map((gap) => ({ ...gap, kind: 'on-call' as const })),
  ].toSorted((a, b) => a.from.getTime() - b.from.getTime())
}

/** @throws AppError bad-request `error.shift-span`, conflict `error.shift-overlap` {name}, `error.receiver` */
export async function addShift({ db }: Desk, staff: SignedIn, input: z.infer<typeof addShiftSchema>): Promise<{ id: string }> {
  const span = { from: new Date(input.from), to: new Date(input.to) }
  const length = span.to.getTime() - span.from.getTime()
  if (length <= 0 || length > DAY) throw new AppError('bad-request', 'error.shift-span', 'a shift of no length or longer than a day')
  return transaction(db.pool, async (client) => {
    await requireFree(client, input.staffId, span)
    const id = await insertShift(client, { ...span, staffId: input.staffId, kind: input.kind, by: staff.id })
    await recordAccess(client, { staffId: staff.id, action: 'roster.add', subject: 'staff', subjectId: input.staffId, reason: input.kind })
    return { id }
  })
}

/** A swap: the shift goes to a colleague and stays covered. @throws AppError not-found, conflict as for {@link addShift} */
export async function giveShift({ db }: Desk, staff: SignedIn, id: string, staffId: string): Promise<void> {
  await transaction(db.pool, async (client) => {
    const shift = await existing(client, id)
    if (shift.staffId === staffId) return
    await requireFree(client, staffId, shift)
    await giveShiftTo(client, id, staffId)
    await recordAccess(client, { staffId: staff.id, action: 'roster.give', subject: 'staff', subjectId: staffId, reason: shift.staffId })
  })
}

/** @throws AppError not-found, conflict `error.roster-gap` {from, to} unless the hole is accepted */
export async function removeShift(desk: Desk, staff: SignedIn, id: string, { acceptGap }: { acceptGap: boolean }): Promise<void> {
  await transaction(desk.db.pool, async (client) => {
    const shift = await existing(client, id)
    await deleteShift(client, id)
    const gap = acceptGap ? undefined : await gapLeftBy(client, desk, shift)
    if (gap) throw new AppError('conflict', 'error.roster-gap', 'nobody would be there', { from: iso(gap.from), to: iso(gap.to) })
    await recordAccess(client, { staffId: staff.id, action: 'roster.remove', subject: 'staff', subjectId: shift.staffId, reason: acceptGap ? 'gap-accepted' : 'covered' })
  })
}

async function gapLeftBy(client: Client, desk: Desk, shift: Span): Promise<Gap | undefined> {
  const [now, horizon] = [new Date(), new Date(Date.now() + AHEAD_DAYS * DAY)]
  const span = { from: shift.from > now ? shift.from : now, to: shift.to < horizon ? shift.to : horizon }
  if (span.from >= span.to) return undefined
  return gapsOf(desk, span, await shiftsBetween(client, span))[0]
}

async function existing(client: Client, id: string) {
  const shift = await lockShift(client, id)
  if (!shift) throw new AppError('not-found', 'error.not-found', `no shift ${id}`)
  return shift
}

async function requireFree(client: Client, staffId: string, span: Span): Promise<void> {
  const person = await lockForPlanning(client, staffId, span)
  if (!person?.active || !may(person.role, 'conversation.reply')) throw new AppError('conflict', 'error.receiver', 'a shift for somebody who takes no conversations')
  if (person.busy) throw new AppError('conflict', 'error.shift-overlap', 'on the roster then already', { name: person.name })
}
