/** Who answers for a case: taken, handed on, given by a supervisor. Each change stands in the case's events. */
import { transaction, type Client } from '../database/index.ts'
import { AppError } from '../errors.ts'
import { recordAccess } from '../safeguards/index.ts'
import { may, ROLES, type Role } from '../staff/index.ts'
import { recordEvent } from './events.ts'
import { nowOf, type CaseRoom, type Officer } from './room.ts'
import { lockCase } from './store.ts'

/** `staffId` null: nobody answers for it any more. */
export type Assignment = { staffId: string | null }
export type AssignResult = { ok: true; responsibleId: string | null } | { ok: false; why: 'not-yours' | 'not-staff' | 'closed' }

/**
 * Who may change it: whoever answers for the case hands it on or takes one that nobody has; supervisors give any case to
 * anybody. Pure.
 */
export function mayAssign(officer: { id: string; role: Role }, from: string | null, to: string | null): boolean {
  if (may(officer.role, 'case.assign')) return true
  return from === officer.id || (from === null && to === officer.id)
}

const SET = `update case_record set responsible_id = $2, version = version + 1 where id = $1`

export async function assignCase(room: CaseRoom, officer: Officer, caseId: string, { staffId }: Assignment): Promise<AssignResult> {
  return transaction(room.db.pool, async (client) => {
    const record = await lockCase(client, caseId)
    if (record.state === 'closed') return { ok: false, why: 'closed' }
    if (record.responsibleId === staffId) return { ok: true, responsibleId: staffId }
    if (!mayAssign(officer, record.responsibleId, staffId)) return { ok: false, why: 'not-yours' }
    if (staffId !== null && !(await worksOnCases(client, staffId))) return { ok: false, why: 'not-staff' }
    await client.query(SET, [caseId, staffId])
    const detail = { ...(record.responsibleId === null ? {} : { from: record.responsibleId }), ...(staffId === null ? {} : { to: staffId }) }
    await recordEvent(client, caseId, { kind: 'assigned', by: officer.id, at: nowOf(room), detail })
    await recordAccess(client, { staffId: officer.id, action: 'case.assign', subject: 'case', subjectId: caseId })
    return { ok: true, responsibleId: staffId }
  })
}

const WORKERS = ROLES.filter((role) => may(role, 'case.write'))

async function worksOnCases(client: Client, staffId: string): Promise<boolean> {
  const { rows: [found] } = await client.query<{ active: boolean; role: string }>('select active, role from staff where id = $1', [staffId])
  if (!found) throw new AppError('not-found', 'error.not-found', 'no such member of staff')
  return found.active && WORKERS.some((role) => role === found.role)
}
