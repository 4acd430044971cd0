import { AppError } from '../errors.ts'
import type { Client, Pool } from '../database/index.ts'

/** What staff did or opened. One list, so that the log can be read by the head in plain words (locales safeguards.json `access.*`; web/desk/safeguards/accessWords.ts does not compile without a sentence for each). */
export type AccessAction =
  | 'staff.sign-in'
  | 'staff.sign-in-refused'
  | 'staff.sign-out'
  | 'staff.create'
  | 'staff.change'
  | 'dialog.review'
  | 'directory.change'
  | 'staff.password'
  | 'staff.second-factor'
  | 'staff.invite'
  | 'staff.join'
  | 'staff.request'
  | 'staff.confirm'
  | 'staff.refuse'
  | 'staff.sessions'
  | 'staff.proof-refused'
  | 'identity.find'
  | 'identity.reveal'
  | 'conversation.open'
  | 'conversation.preview'
  | 'conversation.claim'
  | 'conversation.take-over'
  | 'conversation.reply'
  | 'conversation.note'
  | 'conversation.level'
  | 'conversation.correct'
  | 'conversation.snooze'
  | 'conversation.review'
  | 'conversation.quality'
  | 'conversation.release'
  | 'conversation.transfer'
  | 'conversation.offer'
  | 'conversation.accept'
  | 'conversation.decline'
  | 'conversation.returned'
  | 'conversation.close'
  | 'conversation.open-case'
  | 'media.open'
  | 'channel.authorise'
  | 'channel.link'
  | 'channel.test'
  | 'channel.recover'
  | 'contact.take'
  | 'contact.words'
  | 'alarm.acknowledge'
  | 'retention.hold'
  | 'retention.release'
  | 'person.erase'
  | 'person.wish'
  | 'person.block'
  | 'person.unblock'
  | 'audit.read'
  | 'audit.verify'
  | 'audit.anchor'
  | 'keys.rotate'
  | 'backup.made'
  | 'backup.restored'
  | 'case.reach'
  | 'case.open'
  | 'case.search'
  | 'case.edit'
  | 'case.state'
  | 'case.link'
  | 'case.task'
  | 'case.refer'
  | 'case.paper'
  | 'case.assign'
  | 'report.export'
  | 'roster.add'
  | 'roster.give'
  | 'roster.remove'

export type AccessSubject = 'conversation' | 'case' | 'person' | 'staff' | 'service'

// Whoever acts is also the actor of every change in the same transaction: the change log is written at commit.
const INSERT = `
  with said as (select set_config('lang_nghe.actor', coalesce($1::uuid::text, current_setting('lang_nghe.actor', true), ''), true) as actor)
  insert into access_log (staff_id, action, subject, subject_id, reason) select $1, $2, $3, $4, $5 from said`

/**
 * Writes one line of the append-only access log, in the caller's transaction where there is one: what
 * cannot be logged does not happen. `reason` is a code or a short word, never a person's words.
 */
export async function recordAccess(db: Pool | Client, entry: { staffId: string | null; action: AccessAction; subject: AccessSubject; subjectId: string; reason?: string }): Promise<void> {
  const { rowCount } = await db.query(INSERT, [entry.staffId, entry.action, entry.subject, entry.subjectId, entry.reason ?? null])
  if (rowCount !== 1) throw new AppError('unavailable', 'error.unavailable', 'the access log took no line')
}
