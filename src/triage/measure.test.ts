import { expect, test } from 'vitest'
import { BASELINES } from './baselines.ts'
import { outputLine } from './cli.ts'
import { parseExample, parseInput } from './examples.ts'
import { figures, wilson } from './measure.ts'

test('the Wilson interval is wide for few examples and never leaves [0, 1]', () => {
  const [low, high] = wilson({ hits: 10, of: 10 })
  expect(low).toBeCloseTo(0.722, 2)
  expect(high).toBe(1)
  expect(wilson({ hits: 0, of: 0 })).toEqual([0, 1])
})

test('figures count by the labelled level', () => {
  const base = { categories: ['A1' as const], turns: ['x'], slices: [] }
  const all = figures([
    { example: { ...base, id: '1', level: 'emergency' }, level: 'high', categories: ['A1'], review: false },
    { example: { ...base, id: '2', level: 'info' }, level: 'high', categories: [], review: false },
  ])
  expect(all['M1 seen as M1']).toEqual({ hits: 0, of: 1 })
  expect(all['M1 seen as M2 or M1']).toEqual({ hits: 1, of: 1 })
  expect(all['harmless flagged M1 or M2']).toEqual({ hits: 1, of: 1 })
})

test('the output line has the fields of the contract', () => {
  const line: unknown = JSON.parse(outputLine({ id: 'x-1', turns: ['alo', 'ba đang cầm dao rượt con'] }))
  expect(line).toMatchObject({ id: 'x-1', level: 'emergency', levels_by_turn: ['info', 'emergency'], review: false })
  expect(Object.keys(line ?? {})).toEqual(['id', 'level', 'levels_by_turn', 'categories', 'review', 'evidence'])
})

test('a bad line is a reason, not an error', () => {
  expect(parseInput('{')).toEqual({ ok: false, why: 'not JSON' })
  expect(parseInput('{"id":"a"}').ok).toBe(false)
  expect(parseExample('{"id":"a","turns":["x"],"level":"severe"}').ok).toBe(false)
  expect(parseExample('{"id":"a","turns":["x"],"level":"high","categories":["Z9"]}').ok).toBe(false)
})

test('baselines are what they are called', () => {
  expect(BASELINES['bare keywords']?.(['ba danh em'])).toBe('info')
  expect(BASELINES['stripped keywords']?.(['ba danh em'])).toBe('high')
})
