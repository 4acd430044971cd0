import { AppError } from '../errors.ts'
import type { Client, Pool } from '../database/index.ts'

/** What staff did or opened. One list, so that the log can be read by the head in plain words (desk.json `access.*`). */
export type AccessAction =
  | 'staff.sign-in'
  | 'staff.sign-in-refused'
  | 'staff.sign-out'
  | 'conversation.open'
  | 'conversation.claim'
  | 'conversation.take-over'
  | 'conversation.reply'
  | 'conversation.note'
  | 'conversation.level'
  | 'conversation.review'
  | 'conversation.release'
  | 'conversation.transfer'
  | 'conversation.returned'
  | 'conversation.close'
  | 'conversation.open-case'
  | 'contact.take'
  | 'contact.words'
  | 'alarm.acknowledge'
  | 'case.open'
  | 'case.search'
  | 'case.edit'
  | 'case.state'
  | 'case.link'
  | 'case.task'
  | 'case.refer'
  | 'case.paper'
  | 'report.export'
  | 'roster.add'
  | 'roster.give'
  | 'roster.remove'

const INSERT = `
  insert into access_log (staff_id, action, subject, subject_id, reason) values ($1, $2, $3, $4, $5)`

/**
 * Writes one line of the append-only access log, in the caller's transaction where there is one: what
 * cannot be logged does not happen. `reason` is a code or a short word, never a person's words.
 */
export async function recordAccess(db: Pool | Client, entry: { staffId: string | null; action: AccessAction; subject: 'conversation' | 'case' | 'staff'; subjectId: string; reason?: string }): Promise<void> {
  const { rowCount } = await db.query(INSERT, [entry.staffId, entry.action, entry.subject, entry.subjectId, entry.reason ?? null])
  if (rowCount !== 1) throw new AppError('unavailable', 'error.unavailable', 'the access log took no line')
}
