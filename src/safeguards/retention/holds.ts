import { randomUUID } from 'node:crypto'
import { transaction, type Database } from '../../database/index.ts'
import { AppError } from '../../errors.ts'
import { recordAccess } from '../accessLog.ts'

/** Why nothing of a matter may be purged: codes, so that no case data stands in a reason. */
export const HOLD_REASONS = ['police', 'court', 'complaint', 'inspection', 'research-approved', 'other'] as const
export type HoldReason = (typeof HOLD_REASONS)[number]
export type HoldSubject = { kind: 'person' | 'conversation' | 'case_record'; id: string }

const PLACE = `insert into retention_hold (id, subject, subject_id, reason, placed_by) values ($1, $2, $3, $4, $5)`
const RELEASE = `
  update retention_hold set released_by = $2, released_at = now() where id = $1 and released_at is null
  returning subject, subject_id as "subjectId"`

const LOGGED = { person: 'person', conversation: 'conversation', case_record: 'case' } as const

/** From now on nothing of the subject is purged or erased. @returns the hold's id */
export async function placeHold(db: Database, staffId: string, hold: { subject: HoldSubject; reason: HoldReason }): Promise<string> {
  const id = randomUUID()
  const { subject, reason } = hold
  await transaction(db.pool, async (client) => {
    await client.query(PLACE, [id, subject.kind, subject.id, reason, staffId])
    await recordAccess(client, { staffId, action: 'retention.hold', subject: LOGGED[subject.kind], subjectId: subject.id, reason })
  })
  return id
}

/** @throws AppError not-found when it does not stand (any more) */
export async function releaseHold(db: Database, staffId: string, id: string): Promise<void> {
  await transaction(db.pool, async (client) => {
    const { rows: [released] } = await client.query<{ subject: HoldSubject['kind']; subjectId: string }>(RELEASE, [id, staffId])
    if (!released) throw new AppError('not-found', 'error.not-found', `no standing hold ${id}`)
    await recordAccess(client, { staffId, action: 'retention.release', subject: LOGGED[released.subject], subjectId: released.subjectId })
  })
}
