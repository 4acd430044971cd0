import { expect, test } from 'vitest'
import { CARD_FACTS } from './api.ts'
import { factsOf } from './facts.ts'

test('what nobody asked is not asked, never no', () => {
  expect(factsOf(undefined)).toEqual(CARD_FACTS.map((name) => ({ name, status: 'not-asked', value: null })))
})

test('answers, refusals and unknowns are told apart, and further slots follow the card', () => {
  const facts = factsOf({ dialog: { slots: { age: { status: 'value', value: 12 }, place: { status: 'declined' }, injured: { status: 'unknown' }, situation: { status: 'value', value: 'x' } } } })
  const byName = Object.fromEntries(facts.map(({ name, ...rest }) => [name, rest]))
  expect(byName['age']).toEqual({ status: 'value', value: 12 })
  expect(byName['place']).toEqual({ status: 'declined', value: null })
  expect(byName['injured']).toEqual({ status: 'unknown', value: null })
  expect(facts.at(-1)?.name).toBe('situation')
})
