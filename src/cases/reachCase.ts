import { randomUUID } from 'node:crypto'
import { transaction } from '../database/index.ts'
import { recordAccess } from '../safeguards/index.ts'
import type { ReachReason } from './api.ts'
import type { CaseRoom, Officer } from './room.ts'
import { lockCase } from './store.ts'

/** A night shift, and not longer. */
export const REACH_HOURS = 12

const GRANT = `insert into reach_grant (id, staff_id, case_id, reason, until) values ($1, $2, $3, $4, now() + make_interval(hours => ${REACH_HOURS}))`

/**
 * Opens an old case that is not one's own, with its talks, for {@link REACH_HOURS} hours. Nobody is asked first, for danger does
 * not wait for the morning; the reason goes to the access log before anything is shown, and stays.
 * @throws AppError not-found
 */
export async function reachCase({ db }: CaseRoom, officer: Officer, caseId: string, reason: ReachReason): Promise<void> {
  await transaction(db.pool, async (client) => {
    await lockCase(client, caseId)
    await recordAccess(client, { staffId: officer.id, action: 'case.reach', subject: 'case', subjectId: caseId, reason })
    await client.query(GRANT, [randomUUID(), officer.id, caseId, reason])
  })
}
