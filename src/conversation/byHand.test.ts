import { expect, test } from 'vitest'
import { keepByHand } from './byHand.ts'

const found = { categories: ['A1', 'D1', 'F3'], reporter: 'friend', commune: '20200' }
const conversation = { byHand: [], categories: ['A6'], categoriesAside: ['D1'], commune: null, reporter: 'child' }

test('what no human decided is the machine\'s', () => expect(keepByHand(conversation, found)).toEqual(found))
test('a commune that a human set or took away stays so', () => expect(keepByHand({ ...conversation, byHand: ['commune'] }, found)).toEqual({ ...found, commune: null }))
test('a reporter that a human set stays', () => expect(keepByHand({ ...conversation, byHand: ['reporter'] }, found).reporter).toBe('child'))
test('a human\'s categories come first; what they took away does not come back, what is new is added', () =>
  expect(keepByHand({ ...conversation, byHand: ['categories'] }, found).categories).toEqual(['A6', 'A1', 'F3']))
