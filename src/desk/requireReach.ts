/**
 * Who may open what is decided by how near it is to them (src/staff/conditions.ts), in every route with an id: a
 * conversation, its messages and pictures, a case and what hangs on it. A conversation out of reach answers as what does not exist;
 * of a case one may know, for its number is found by search, and it opens for a reason (src/cases/reachCase.ts).
 */
import type { Pool } from '../database/index.ts'
import { AppError } from '../errors.ts'
import { caseReachSql, REACH, reachSql, type Role, type SignedIn } from '../staff/index.ts'

type Rule = { from: string; near: (role: Role) => string; isCase: boolean }
const talk = (from: string): Rule => ({ from, near: (role) => reachSql(role, 'c', '$2'), isCase: false })
const ofCase = (from: string): Rule => ({ from, near: (role) => caseReachSql(role, 'r', '$2'), isCase: true })

/** By the first part of a route: the rows that decide. Primary keys. */
const RULES: Readonly<Record<string, Rule>> = {
  conversations: talk('conversation c where c.id = $1'),
  messages: talk('message m join conversation c on c.id = m.conversation_id where m.id = $1'),
  media: talk('media d join message m on m.id = d.message_id join conversation c on c.id = m.conversation_id where d.id = $1'),
  cases: ofCase('case_record r where r.id = $1'),
  referrals: ofCase('referral o join case_record r on r.id = o.case_id where o.id = $1'),
  'data-requests': ofCase('data_request o join case_record r on r.id = o.case_id where o.id = $1'),
}

/** The way into what is out of reach is itself open to whoever may take it. */
const WAY_IN = '/cases/:id/reach'

/** @throws AppError not-found; forbidden `error.out-of-reach` for a case. An id that does not exist is the handler's own to refuse. */
export async function requireReach(pool: Pool, staff: SignedIn, path: string, id: string): Promise<void> {
  const rule = RULES[path.split('/')[1] ?? '']
  if (!rule || REACH[staff.role] === 'always' || path === WAY_IN) return
  const { rows: [row] } = await pool.query<{ near: boolean }>(`select ${rule.near(staff.role)} as near, $2::uuid as me from ${rule.from}`, [id, staff.id])
  if (!row || row.near) return
  if (rule.isCase) throw new AppError('forbidden', 'error.out-of-reach', `case of ${id} out of reach of a ${staff.role}`)
  throw new AppError('not-found', 'error.not-found', `${id} out of reach of a ${staff.role}`)
}
