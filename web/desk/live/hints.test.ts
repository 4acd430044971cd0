import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { gather, parseHint } from './hints.ts'

beforeEach(() => { vi.useFakeTimers() })
afterEach(() => { vi.useRealTimers() })

test('a burst of hints about one thing is one reading, the latest', () => {
  const soon = gather(150)
  const runs: string[] = []
  for (const n of ['1', '2', '3']) soon('a', () => runs.push(`a${n}`))
  soon('b', () => runs.push('b'))
  expect(runs).toEqual([])
  vi.advanceTimersByTime(150)
  expect(runs).toEqual(['a3', 'b'])
  soon('a', () => runs.push('later'))
  vi.advanceTimersByTime(150)
  expect(runs).toEqual(['a3', 'b', 'later'])
})

test('what is not a hint is ignored', () => {
  expect(parseHint('{"kind":"conversation","id":"x"}')).toEqual({ kind: 'conversation', id: 'x' })
  for (const data of ['', 'nonsense', 'null', '{"kind":"else","id":"x"}', '{"kind":"alarm"}']) expect(parseHint(data)).toBeUndefined()
})
