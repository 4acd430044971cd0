import { describe, expect, it } from 'vitest'
import { conditionSchema, holds, type Condition } from './condition.ts'
import { parseDialogs } from './parse.ts'
import { newSession, type Session } from './session.ts'
import type { Facts } from './types.ts'

const FACTS: Facts = { urgency: 'high', previousUrgency: 'info', categories: ['Q5', 'A1', 'F1', 'E3'], reporter: 'child', hours: 'closed', onCall: false, owner: 'bot' }
const empty = newSession(parseDialogs([], { vi: {}, en: {} }).dialogs, { locale: 'vi' })
const session: Session = { ...empty, slots: { age: { status: 'value', value: 12 }, place: { status: 'declined' } } }

function holdsNow(condition: Condition, facts: Partial<Facts> = {}, topic?: string): boolean {
  return holds(condition, { facts: { ...FACTS, ...facts }, session, first: false, ...(topic === undefined ? {} : { topic }) })
}

describe('a condition', () => {
  it.each<[Condition, boolean]>([
    [{}, true], [{ urgency: 'medium' }, true], [{ urgency: 'emergency' }, false],
    [{ categories: ['E3'] }, true], [{ categories: ['E'] }, true], [{ categories: ['E2'] }, false], [{ categories: ['Q5'] }, true],
    [{ main: ['A1'] }, true], [{ main: ['Q5'] }, false], [{ main: ['F1'] }, false], [{ leading: ['F1'] }, true], [{ leading: ['E3'] }, false],
    [{ reporter: ['child', 'friend'] }, true], [{ adult: false }, true], [{ peer: true }, false], [{ nobody: true }, true], [{ hours: 'open' }, false],
    [{ owner: 'bot' }, true], [{ first: true }, false], [{ missed: false }, true], [{ target: true }, false], [{ anyTopic: false }, true],
    [{ slot: 'age' }, true], [{ slot: 'age', is: [12, 13] }, true], [{ slot: 'age', is: [13] }, false], [{ slot: 'place' }, false], [{ slot: 'who' }, false],
    [{ any: [{ urgency: 'emergency' }, { main: ['A'] }] }, true], [{ not: { urgency: 'high' } }, false], [{ urgency: 'high', hours: 'open' }, false],
    [{ pronoun: ['con'] }, false],
  ])('%j → %j', (condition, expected) => expect(holdsNow(condition)).toBe(expected))

  it('knows the matter a few words name', () => {
    expect(holdsNow({ topic: ['school', 'money'] }, {}, 'money')).toBe(true)
    expect(holdsNow({ topic: ['school'] }, {}, 'money')).toBe(false)
  })
  it('takes a Q code as the main matter where there is no other', () => expect(holdsNow({ main: ['Q1'] }, { categories: ['Q1', 'Q4'] })).toBe(true))
  it('is data of a closed grammar', () => {
    expect(conditionSchema.safeParse({ urgency: 'severe' }).success).toBe(false)
    expect(conditionSchema.safeParse({ eval: '1 + 1' }).success).toBe(false)
    expect(conditionSchema.safeParse({ not: { any: [{ urgency: 'low' }] } }).success).toBe(true)
  })
})
