import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Pivot } from './pivot.ts'
import { SMALLEST_GROUP, suppress } from './suppress.ts'

function pivotOf(cells: number[][]): Pivot {
  const sum = (list: readonly number[]) => list.reduce((so, one) => so + one, 0)
  const columns = cells[0] ?? []
  return {
    rows: cells.map((_, row) => `r${row}`), columns: columns.map((_, column) => `c${column}`), cells, rowTotals: cells.map(sum),
    columnTotals: columns.map((_, column) => sum(cells.map((line) => line[column] ?? 0))), total: sum(cells.map(sum)), adds: true,
  }
}

const grid = fc.integer({ min: 1, max: 5 }).chain((width) => fc.array(fc.array(fc.oneof(fc.integer({ min: 0, max: 12 }), fc.integer({ min: 0, max: 300 })), { minLength: width, maxLength: width }), { minLength: 1, maxLength: 6 }))

test('no figure from 1 to 4 is shown, and none can be worked out from its line and total', () => {
  fc.assert(fc.property(grid, (cells) => {
    const real = pivotOf(cells)
    const { cells: shown, rowTotals, columnTotals, total } = suppress(real)
    const whole = [...shown.map((line, row) => [...line, rowTotals[row] ?? null]), [...columnTotals, total]]
    const truth = [...cells.map((line, row) => [...line, real.rowTotals[row] ?? 0]), [...real.columnTotals, real.total ?? 0]]
    for (const n of whole.flat()) expect(n === null || n === 0 || n >= SMALLEST_GROUP).toBe(true)
    const width = truth[0]?.length ?? 0
    const allLines = [...truth.map((line, row) => line.map((_, column) => [row, column] as const)), ...Array.from({ length: width }, (_, column) => truth.map((__, row) => [row, column] as const))]
    for (const line of allLines) {
      const hidden = line.filter(([row, column]) => whole[row]?.[column] === null)
      const everything = hidden.length === line.length
      if (hidden.length > 0 && !everything) {
        expect(hidden.length).toBeGreaterThanOrEqual(2)
        expect(hidden.reduce((sum, [row, column]) => sum + (truth[row]?.[column] ?? 0), 0)).toBeGreaterThanOrEqual(SMALLEST_GROUP)
      }
    }
    for (const [row, line] of whole.entries()) for (const [column, n] of line.entries()) if (n !== null) expect(n).toBe(truth[row]?.[column])
  }), { numRuns: 500 })
})

test('what is large stays as it is', () => {
  expect(suppress(pivotOf([[10, 20], [30, 40]]))).toEqual(pivotOf([[10, 20], [30, 40]]))
})

test('a plain list: the small figure and the next smallest go together', () => {
  const list: Pivot = { rows: ['a', 'b', 'c'], columns: [], cells: [[], [], []], rowTotals: [2, 9, 30], columnTotals: [], total: 41, adds: true }
  expect(suppress(list)).toMatchObject({ rowTotals: [null, null, 30], total: 41 })
})

test('a small total is hidden too', () => {
  expect(suppress(pivotOf([[3]]))).toMatchObject({ cells: [[null]], rowTotals: [null], total: null })
})
