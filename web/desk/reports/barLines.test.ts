import { expect, test } from 'vitest'
import { barLines } from './barLines.ts'

const codes = (dimension: string, counts: Record<string, number | null>) => barLines(dimension, { rows: Object.keys(counts), rowTotals: Object.values(counts), total: 100 }).map(({ code }) => code)

test('the largest stands first, what belongs nowhere last, hidden figures after the shown', () => {
  expect(codes('group111', { unknown: 90, a: 5, b: null, c: 40, outside: 80 })).toEqual(['c', 'a', 'b', 'outside', 'unknown'])
})

test('levels and months keep their own order', () => {
  expect(codes('urgency', { high: 3, emergency: 1, low: 9, medium: 8 })).toEqual(['emergency', 'high', 'medium', 'low'])
  expect(codes('month', { '2026-01': 1, '2026-02': 9 })).toEqual(['2026-01', '2026-02'])
})

test('a share of a hidden figure or total is none', () => {
  expect(barLines('sex', { rows: ['a', 'b'], rowTotals: [null, 20], total: 80 }).map(({ share }) => share)).toEqual([0.25, null])
  expect(barLines('sex', { rows: ['a'], rowTotals: [20], total: null })[0]?.share).toBeNull()
})
