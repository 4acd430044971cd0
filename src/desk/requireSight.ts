/**
 * What is said about a member of staff is seen by the independent focal persons only (dialog 11): to everybody else
 * such a conversation, its pictures and its case are not there.
 */
import type { Pool } from '../database/index.ts'
import { AppError } from '../errors.ts'
import type { SignedIn } from '../staff/index.ts'

/** By the first part of a route: does this id belong to a talk for focal persons? Primary keys and conversation_case_id_idx. */
const HIDDEN: Readonly<Record<string, string>> = {
  conversations: 'select 1 from focal_talk where conversation_id = $1',
  cases: 'select 1 from conversation c join focal_talk f on f.conversation_id = c.id where c.case_id = $1 limit 1',
  referrals: 'select 1 from referral r join conversation c on c.case_id = r.case_id join focal_talk f on f.conversation_id = c.id where r.id = $1 limit 1',
  'data-requests': 'select 1 from data_request d join conversation c on c.case_id = d.case_id join focal_talk f on f.conversation_id = c.id where d.id = $1 limit 1',
  messages: 'select 1 from message m join focal_talk f on f.conversation_id = m.conversation_id where m.id = $1',
  media: 'select 1 from media d join message m on m.id = d.message_id join focal_talk f on f.conversation_id = m.conversation_id where d.id = $1',
}

/** @throws AppError not-found: as if it did not exist */
export async function requireSight(pool: Pool, staff: Pick<SignedIn, 'focal'>, path: string, id: string): Promise<void> {
  const hidden = HIDDEN[path.split('/')[1] ?? '']
  if (hidden === undefined || staff.focal) return
  if ((await pool.query(hidden, [id])).rowCount !== 0) throw new AppError('not-found', 'error.not-found', 'a talk for the focal persons')
}
