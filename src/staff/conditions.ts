/**
 * Where a role may act only on some conversations: who holds or held them, who answers for the case, how old it is. One
 * text of SQL gives both the WHERE of lists and the check of a single conversation, so that the two cannot drift apart.
 */
import type { Role } from './permissions.ts'

/** After this, what is over is for those who had to do with it; supervisors and the head see all that is kept. */
export const NEAR_DAYS = 90

export const CONDITIONS = {
  always: () => 'true',
  /** Open, unread, lately closed; or mine: I closed it, wrote in it, answer for its case, opened its case for a reason, or now hold another talk of the same person. */
  near: (c: string, me: string) => `(${c}.state = 'open' or ${c}.review or ${c}.closed_at > now() - interval '${NEAR_DAYS} days' or ${c}.closed_by = ${me}
      or exists (select 1 from message cm where cm.conversation_id = ${c}.id and cm.staff_id = ${me})
      or exists (select 1 from case_record cr where cr.id = ${c}.case_id and cr.responsible_id = ${me})
      or exists (select 1 from reach_grant cg where cg.case_id = ${c}.case_id and cg.staff_id = ${me} and cg.until > now())
      or exists (select 1 from conversation co where co.person_id = ${c}.person_id and co.state = 'open' and co.owner_id = ${me}))`,
} as const satisfies Record<string, (conversation: string, me: string) => string>
export type Condition = keyof typeof CONDITIONS

/** Which conversations a role reaches at all, in every route and list of conversations. */
export const REACH: Readonly<Record<Role, Condition>> = {
  counsellor: 'near', supervisor: 'always', head: 'always', administrator: 'always', analyst: 'always', custodian: 'always',
}

/** @param conversation the alias of the row · @param me the parameter with the id of whoever asks */
export function reachSql(role: Role, conversation: string, me: string): string {
  return CONDITIONS[REACH[role]](conversation, me)
}

/** The same for cases: open, lately closed, mine, opened for a reason (src/cases/reachCase.ts), or with a talk within reach. Index: conversation_case_id_idx, reach_grant_case_id_staff_id_idx. */
export function caseReachSql(role: Role, record: string, me: string): string {
  if (REACH[role] === 'always') return 'true'
  return `(${record}.state <> 'closed' or ${record}.closed_at > now() - interval '${NEAR_DAYS} days' or ${record}.responsible_id = ${me}
      or exists (select 1 from reach_grant rg where rg.case_id = ${record}.id and rg.staff_id = ${me} and rg.until > now())
      or exists (select 1 from conversation rc where rc.case_id = ${record}.id and ${reachSql(role, 'rc', me)}))`
}
