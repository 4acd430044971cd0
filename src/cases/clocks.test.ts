import { describe, expect, test } from 'vitest'
import { CLOCKS, clocksOf, endOf, TERMS, type ClockInput } from './clocks.ts'
import type { CaseEventKind } from './events.ts'

const calendar = { timeZone: 'Asia/Ho_Chi_Minh', holidays: [] }
const at = (local: string) => new Date(`${local}:00+07:00`)
const event = (kind: CaseEventKind, local: string, body?: string) => ({ kind, at: at(local), detail: body === undefined ? {} : { body } })

function clock(id: string, input: Partial<ClockInput> & { first?: string; at?: string }) {
  const clocks = clocksOf({ urgency: 'high', firstInboundAt: at(input.first ?? '2026-02-13T22:10'), events: [], calendar, now: at(input.at ?? '2026-02-13T23:00'), ...input })
  return clocks.find((one) => one.id === id)
}

describe('due times', () => {
  test.each([
    ['12 hours run through the night from the first message', 'emergency', {}, '2026-02-14T10:10'],
    ['12 hours run through Tết', 'emergency', { first: '2026-02-17T08:00' }, '2026-02-17T20:00'],
    ['passing on is due after the Centre’s two hours', 'pass-on', {}, '2026-02-14T00:10'],
    ['a plan sent before Tết is due five working days after it', 'plan', { events: [event('referral.sent', '2026-02-13T23:00', 'commune')] }, '2026-02-28T00:00'],
    ['approval, seven working days over Tết and two weekends', 'approval', { events: [event('referral.sent', '2026-02-13T23:00', 'commune')] }, '2026-03-04T00:00'],
    ['a plan over a plain weekend', 'plan', { first: '2026-11-19T08:00', at: '2026-11-19T10:00', events: [event('referral.sent', '2026-11-19T09:00', 'commune')] }, '2026-11-27T00:00'],
    ['a plan over 30/4 and 1/5', 'plan', { first: '2027-04-28T08:00', at: '2027-04-28T10:00', events: [event('referral.sent', '2027-04-28T09:00', 'commune')] }, '2027-05-08T00:00'],
    ['separation, fifteen calendar days', 'separation', { events: [event('child.separated', '2026-02-13T22:30')] }, '2026-02-28T22:30'],
    ['asking again after a day', 'follow-up-day', {}, '2026-02-14T22:10'],
    ['asking again after a week', 'follow-up-week', { urgency: 'medium' as const }, '2026-02-20T22:10'],
  ])('%s', (_, id, input, due) => {
    expect(clock(id, input)?.dueAt).toEqual(at(due))
  })

  test.each([
    ['data-reply', '2026-02-13T10:00', '2026-02-25T00:00'],
    ['data-view', '2026-02-13T10:00', '2026-02-23T10:00'],
    ['data-erase', '2026-02-13T10:00', '2026-03-05T10:00'],
    ['breach', '2026-02-13T10:00', '2026-02-16T10:00'],
  ])('the term %s', (id, start, end) => {
    const term = TERMS.find((one) => one.id === id)
    expect(term && endOf(term.term, at(start), calendar)).toEqual(at(end))
  })
})

describe('states', () => {
  test.each([
    ['running', '2026-02-14T06:00', []],
    ['warning, three hours before', '2026-02-14T07:10', []],
    ['overdue', '2026-02-14T10:11', []],
    ['kept', '2026-02-15T00:00', [event('emergency.decided', '2026-02-14T09:00')]],
    ['late', '2026-02-15T00:00', [event('emergency.decided', '2026-02-14T11:00')]],
  ])('the emergency clock is %s', (state, now, events) => {
    expect(clock('emergency', { now: at(now), events })?.state).toBe(state.split(',')[0])
  })

  test('only levels of serious harm have the 12 hours; the plan’s clock waits for the commune', () => {
    expect(clock('emergency', { urgency: 'medium' })).toBeUndefined()
    expect(clock('plan', {})).toBeUndefined()
    expect(clock('plan', { events: [event('referral.sent', '2026-02-13T22:30', 'police')] })).toBeUndefined()
  })

  test('passing to the police does not stop the clock of passing to the commune', () => {
    const events = [event('referral.sent', '2026-02-13T22:20', 'police')]
    expect(clock('pass-on', { events, now: at('2026-02-14T01:00') })?.state).toBe('overdue')
    expect(clock('pass-on', { events: [...events, event('referral.sent', '2026-02-13T22:40', 'commune')], now: at('2026-02-14T01:00') })?.state).toBe('kept')
  })

  test('a closed case never breaches, and the time it stood closed is added when it is reopened (F13)', () => {
    const closed = [event('state.approve-closing', '2026-02-15T22:10')]
    expect(clock('follow-up-week', { events: closed, now: at('2026-03-30T00:00') })?.state).toBe('ended')
    const reopened = [...closed, event('state.reopen', '2026-02-25T22:10')]
    const again = clock('follow-up-week', { events: reopened, now: at('2026-02-26T00:00') })
    expect(again).toMatchObject({ state: 'running', dueAt: at('2026-03-02T22:10'), stoppedAt: null })
  })
})

test('every clock names its rule, its words, its source, and whether the law or the Centre says it', () => {
  for (const { id, rule, text, source, binding, stop } of CLOCKS) {
    expect([id, rule, text, source].every((said) => said.length > 0) && stop.length > 0).toBe(true)
    expect(binding === 'law' ? /NĐ 56/.test(rule) : true, id).toBe(true)
  }
})
