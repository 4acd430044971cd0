import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { gapsIn, type Span } from './gaps.ts'

const at = (hour: number) => new Date(hour * 3_600_000)
const span = (from: number, to: number): Span => ({ from: at(from), to: at(to) })

test.each([
  ['nobody', [span(8, 17)], [], [span(8, 17)]],
  ['one who covers all', [span(8, 17)], [span(7, 18)], []],
  ['two with a hole between', [span(8, 17)], [span(13, 17), span(8, 12)], [span(12, 13)]],
  ['late start, early end', [span(8, 17)], [span(9, 16)], [span(8, 9), span(16, 17)]],
  ['overlapping shifts', [span(8, 17)], [span(8, 14), span(9, 10), span(12, 17)], []],
  ['only outside what is needed', [span(8, 17)], [span(0, 8), span(17, 24)], [span(8, 17)]],
  ['over midnight', [span(17, 32)], [span(17, 24), span(24, 32)], []],
] as const)('%s', (_, needed, covered, gaps) => {
  expect(gapsIn(needed, covered)).toEqual(gaps)
})

test('an hour is a gap exactly when it is needed and nobody covers it', () => {
  const spans = fc.array(fc.tuple(fc.integer({ min: 0, max: 47 }), fc.integer({ min: 1, max: 12 })).map(([from, length]) => span(from, from + length)), { maxLength: 8 })
  const holds = (list: readonly Span[], hour: number) => list.some(({ from, to }) => from <= at(hour) && at(hour) < to)
  fc.assert(fc.property(spans, (covered) => {
    const needed = [span(0, 10), span(20, 60)]
    const gaps = gapsIn(needed, covered)
    for (let hour = 0; hour < 64; hour += 1) expect(holds(gaps, hour)).toBe(holds(needed, hour) && !holds(covered, hour))
  }))
})
