/**
 * How a case moves, as one table: an act, from which states it may be done, to which it leads, by whom, and what must
 * hold first. What is not in the table is refused.
 */
import type { Role } from '../staff/index.ts'

export const CASE_STATES = ['new', 'assessing', 'referred', 'following', 'closing', 'closed'] as const
export type CaseState = (typeof CASE_STATES)[number]

export const CASE_ACTS = ['assess', 'refer', 'follow', 'propose-closing', 'approve-closing', 'return-closing', 'reopen'] as const
export type CaseAct = (typeof CASE_ACTS)[number]

/** What an act asks of the case, checked against {@link FlowFacts}. */
export type Guard = 'reason' | 'outcome' | 'no-emergency-clock' | 'no-open-referral' | 'another-person' | 'referral-sent'

type Rule = { readonly from: readonly CaseState[]; readonly to: CaseState; readonly roles: readonly Role[]; readonly guards: readonly Guard[] }

const EVERYBODY: readonly Role[] = ['counsellor', 'supervisor', 'head']
/** Closing is approved by a supervisor (issue 6, point 2). */
const SUPERVISORS: readonly Role[] = ['supervisor', 'head']

export const FLOW: Readonly<Record<CaseAct, Rule>> = {
  assess: { from: ['new', 'referred', 'following'], to: 'assessing', roles: EVERYBODY, guards: [] },
  refer: { from: ['new', 'assessing', 'referred', 'following'], to: 'referred', roles: EVERYBODY, guards: ['referral-sent'] },
  follow: { from: ['new', 'assessing', 'referred'], to: 'following', roles: EVERYBODY, guards: ['no-emergency-clock'] },
  'propose-closing': { from: ['new', 'assessing', 'following'], to: 'closing', roles: EVERYBODY, guards: ['outcome', 'reason', 'no-emergency-clock', 'no-open-referral'] },
  'approve-closing': { from: ['closing'], to: 'closed', roles: SUPERVISORS, guards: ['another-person', 'no-emergency-clock', 'no-open-referral'] },
  'return-closing': { from: ['closing'], to: 'following', roles: SUPERVISORS, guards: ['reason'] },
  reopen: { from: ['closed'], to: 'assessing', roles: EVERYBODY, guards: ['reason'] },
}

/** What the guards look at. */
export type FlowFacts = {
  role: Role
  staffId: string
  reason: string | undefined
  outcome: string | undefined
  closingBy: string | null
  emergencyClockRuns: boolean
  openReferrals: number
  sentReferrals: number
}

export type FlowRefusal = 'not-from-here' | 'not-your-role' | Guard
export type FlowResult = { ok: true; to: CaseState } | { ok: false; why: FlowRefusal }

/** Whether an act may be done now, and where it leads. */
export function nextState(state: CaseState, act: CaseAct, facts: FlowFacts): FlowResult {
  const rule = FLOW[act]
  if (!rule.from.includes(state)) return { ok: false, why: 'not-from-here' }
  if (!rule.roles.includes(facts.role)) return { ok: false, why: 'not-your-role' }
  const unmet = rule.guards.find((guard) => !HOLDS[guard](facts))
  return unmet ? { ok: false, why: unmet } : { ok: true, to: rule.to }
}

const HOLDS: Readonly<Record<Guard, (facts: FlowFacts) => boolean>> = {
  reason: ({ reason }) => reason !== undefined && reason.trim() !== '',
  outcome: ({ outcome }) => outcome !== undefined && outcome !== '',
  'no-emergency-clock': ({ emergencyClockRuns }) => !emergencyClockRuns,
  'no-open-referral': ({ openReferrals }) => openReferrals === 0,
  'another-person': ({ closingBy, staffId }) => closingBy !== staffId,
  'referral-sent': ({ sentReferrals }) => sentReferrals > 0,
}
