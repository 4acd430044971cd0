import { describe, expect, test } from 'vitest'
import { CASE_ACTS, CASE_STATES, nextState, type CaseAct, type CaseState, type FlowFacts } from './flow.ts'

/** Every act in every state, with all conditions met: where it leads, or "-". 7 acts × 6 states. */
const TABLE: Record<CaseAct, Record<CaseState, CaseState | '-'>> = {
  assess: { new: 'assessing', assessing: '-', referred: 'assessing', following: 'assessing', closing: '-', closed: '-' },
  refer: { new: 'referred', assessing: 'referred', referred: 'referred', following: 'referred', closing: '-', closed: '-' },
  follow: { new: 'following', assessing: 'following', referred: 'following', following: '-', closing: '-', closed: '-' },
  'propose-closing': { new: 'closing', assessing: 'closing', referred: '-', following: 'closing', closing: '-', closed: '-' },
  'approve-closing': { new: '-', assessing: '-', referred: '-', following: '-', closing: 'closed', closed: '-' },
  'return-closing': { new: '-', assessing: '-', referred: '-', following: '-', closing: 'following', closed: '-' },
  reopen: { new: '-', assessing: '-', referred: '-', following: '-', closing: '-', closed: 'assessing' },
}

const met: FlowFacts = { role: 'supervisor', staffId: 's1', reason: 'vì', outcome: 'safe', closingBy: 's2', emergencyClockRuns: false, openReferrals: 0, sentReferrals: 1 }

describe('transitions', () => {
  for (const act of CASE_ACTS) {
    test.each(CASE_STATES.map((state) => [state, TABLE[act][state]] as const))(`${act} from %s leads to %s`, (state, to) => {
      expect(nextState(state, act, met)).toEqual(to === '-' ? { ok: false, why: 'not-from-here' } : { ok: true, to })
    })
  }
})

test.each<[string, CaseState, CaseAct, Partial<FlowFacts>, string]>([
  ['a counsellor may not approve closing', 'closing', 'approve-closing', { role: 'counsellor' }, 'not-your-role'],
  ['a supervisor may not approve what they proposed', 'closing', 'approve-closing', { closingBy: 's1' }, 'another-person'],
  ['closing is returned with a reason', 'closing', 'return-closing', { reason: ' ' }, 'reason'],
  ['a counsellor may not return a closing', 'closing', 'return-closing', { role: 'counsellor' }, 'not-your-role'],
  ['closing needs a reason', 'following', 'propose-closing', { reason: undefined }, 'reason'],
  ['closing needs an outcome', 'following', 'propose-closing', { outcome: undefined }, 'outcome'],
  ['nothing closes while the 12 hours run', 'following', 'propose-closing', { emergencyClockRuns: true }, 'no-emergency-clock'],
  ['nothing closes while the 12 hours run again', 'closing', 'approve-closing', { emergencyClockRuns: true }, 'no-emergency-clock'],
  ['nothing closes while a body has the referral', 'following', 'propose-closing', { openReferrals: 1 }, 'no-open-referral'],
  ['following waits for the decision on emergency measures', 'assessing', 'follow', { emergencyClockRuns: true }, 'no-emergency-clock'],
  ['a case is not referred before a referral left', 'new', 'refer', { sentReferrals: 0 }, 'referral-sent'],
  ['reopening needs a reason', 'closed', 'reopen', { reason: undefined }, 'reason'],
  ['an analyst moves nothing', 'new', 'assess', { role: 'analyst' }, 'not-your-role'],
  ['an administrator moves nothing', 'new', 'assess', { role: 'administrator' }, 'not-your-role'],
])('%s', (_, state, act, facts, why) => {
  expect(nextState(state, act, { ...met, ...facts })).toEqual({ ok: false, why })
})
