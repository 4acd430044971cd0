import type { Desk } from './desk.ts'
import { recordAccess } from '../safeguards/index.ts'

/** The open screen reads again at every hint; that is one opening, not a hundred. */
const SAME_OPENING_MINUTES = 5

// Index: access_log_subject_subject_id_idx.
const RECENT = `
  select 1 from access_log
  where subject = 'conversation' and subject_id = $1 and staff_id = $2 and action = 'conversation.open'
    and at > now() - make_interval(mins => ${SAME_OPENING_MINUTES}) limit 1`

/** Writes who read a person's words, before they are read. */
export async function recordOpening({ db }: Desk, opening: { staffId: string; conversationId: string }): Promise<void> {
  const { rowCount } = await db.pool.query(RECENT, [opening.conversationId, opening.staffId])
  if (rowCount === 0) await recordAccess(db.pool, { staffId: opening.staffId, action: 'conversation.open', subject: 'conversation', subjectId: opening.conversationId })
}
