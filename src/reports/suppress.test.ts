import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Pivot } from './pivot.ts'
import { isPinned } from './pinned.ts'
import { SMALLEST_GROUP, suppress } from './suppress.ts'
import { suppressTogether } from './suppressTogether.ts'

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

/** Every way the hidden figures can be filled in so that all lines still add up; only noughts and whole numbers. */
function fillings(shown: (number | null)[][], most: number): number[][][] {
  const holes = shown.flatMap((line, row) => line.flatMap((n, column) => (n === null ? [[row, column] as const] : [])))
  const [height, width] = [shown.length - 1, (shown[0]?.length ?? 0) - 1]
  const found: number[][][] = []
  const grid = shown.map((line) => line.map((n) => n ?? 0))
  const at = (row: number, column: number) => grid[row]?.[column] ?? 0
  const set = (row: number, column: number, n: number) => { const line = grid[row]; if (line) line[column] = n }
  const range = (n: number) => Array.from({ length: n }, (_, i) => i)
  const balanced = () => range(height + 1).every((row) => range(width).reduce((sum, column) => sum + at(row, column), 0) === at(row, width))
    && range(width + 1).every((column) => range(height).reduce((sum, row) => sum + at(row, column), 0) === at(height, column))
  const go = (index: number): void => {
    const hole = holes[index]
    if (!hole) { if (balanced()) found.push(grid.map((line) => [...line])); return }
    for (let n = 0; n <= most; n += 1) { set(hole[0], hole[1], n); go(index + 1) }
    set(hole[0], hole[1], 0)
  }
  go(0)
  return found
}

const whole = ({ cells, rowTotals, columnTotals, total }: Pivot) => [...cells.map((line, row) => [...line, rowTotals[row] ?? null]), [...columnTotals, total]]

test('pinned is what a search through all possible tables finds to have one value only', () => {
  const small = fc.tuple(fc.array(fc.array(fc.integer({ min: 0, max: 2 }), { minLength: 2, maxLength: 2 }), { minLength: 2, maxLength: 2 }), fc.array(fc.boolean(), { minLength: 9, maxLength: 9 }))
  fc.assert(fc.property(small, ([cells, mask]) => {
    const grid = whole(pivotOf(cells)).map((line) => line.map((n) => n ?? 0))
    const hidden = grid.map((line, row) => line.map((_, column) => mask[row * 3 + column] === true))
    if (hidden.flat().filter(Boolean).length > 4) return
    const all = fillings(grid.map((line, row) => line.map((n, column) => (hidden[row]?.[column] ? null : n))), 9)
    for (const [row, line] of hidden.entries()) for (const [column, is] of line.entries()) {
      if (is) expect(isPinned(grid, hidden, [row, column])).toBe(new Set(all.map((one) => one[row]?.[column])).size === 1)
    }
  }), { numRuns: 120 })
})

test('no small figure of any table can be worked out from all its lines together', () => {
  fc.assert(fc.property(grid, (cells) => {
    const real = whole(pivotOf(cells)).map((line) => line.map((n) => n ?? 0))
    const shown = whole(suppress(pivotOf(cells)))
    const hidden = shown.map((line) => line.map((n) => n === null))
    if (hidden.flat().every(Boolean)) return
    for (const [row, line] of real.entries()) for (const [column, n] of line.entries()) if (n > 0 && n < SMALLEST_GROUP) expect(isPinned(real, hidden, [row, column])).toBe(false)
  }), { numRuns: 500 })
})

test('two loops joined by one figure: each line hides two, and that figure would still be plain', () => {
  // Rows and columns 0–1 and 2–3 make loops of their own; only (1, 2) joins them, and every line hides two or more.
  const cells = [[2, 3, 50, 50, 50, 50], [3, 2, 4, 50, 50, 50], [50, 50, 2, 3, 50, 50], [50, 50, 3, 2, 50, 50]]
  const shown = suppress(pivotOf(cells))
  const hidden = whole(shown).map((line) => line.map((n) => n === null))
  expect(isPinned(whole(pivotOf(cells)).map((line) => line.map((n) => n ?? 0)), hidden, [1, 2])).toBe(false)
})

test('a total hidden in one table of a paper cannot be read off another', () => {
  const bySex = pivotOf([[2, 4, 0], [30, 40, 50]])
  const byPlace = pivotOf([[6, 0], [60, 60]])
  const alone = [suppress(bySex), suppress(byPlace)]
  const together = suppressTogether([{ pivot: bySex, count: 'children', rows: 'chi', columns: 'sex' }, { pivot: byPlace, count: 'children', rows: 'chi', columns: 'environment' }])
  for (const [row] of bySex.rows.entries()) {
    const hiddenSomewhere = together.some(({ rowTotals }) => rowTotals[row] === null)
    expect(together.every(({ rowTotals }) => (rowTotals[row] === null) === hiddenSomewhere), 'hidden in both or in none').toBe(true)
  }
  expect(alone[0]?.cells[0]).toContain(null)
})
