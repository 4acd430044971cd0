import { isPinned } from './pinned.ts'
import type { Pivot } from './pivot.ts'

/** No group smaller than this may be told apart in anything that leaves (issue 6, point 7). */
export const SMALLEST_GROUP = 5

/** Totals that another table of the same paper hides: they must not stand here either. */
export type HiddenTotals = { rows?: ReadonlySet<string>; columns?: ReadonlySet<string>; total?: boolean }

/**
 * Hides counts from 1 to k−1, and as many more that nothing hidden can be worked out: each line that adds up hides none,
 * or at least two figures that together make at least k; and no small figure is pinned by all lines together (pinned.ts).
 * Totals count as figures.
 */
export function suppress(pivot: Pivot, { k = SMALLEST_GROUP, elsewhere = {} }: { k?: number; elsewhere?: HiddenTotals } = {}): Pivot {
  const width = pivot.columns.length
  // The table with its totals as a last column and a last row: every line of it adds up to its end.
  const grid = [...pivot.cells.map((line, row) => [...line, pivot.rowTotals[row] ?? null]), [...pivot.columnTotals, pivot.total]].map((line) => line.map((n) => n ?? 0))
  const height = grid.length - 1
  const isElsewhere = (row: number, column: number) => {
    if (row === height && column === width) return elsewhere.total === true
    if (column === width) return elsewhere.rows?.has(pivot.rows[row] ?? '') === true
    return row === height && elsewhere.columns?.has(pivot.columns[column] ?? '') === true
  }
  const hidden = grid.map((line, row) => line.map((n, column) => (n > 0 && n < k) || isElsewhere(row, column)))
  if (pivot.adds) while (lines(grid).some((line) => protectLine(grid, hidden, line, k)) || freeOne(grid, hidden, k)) { /* until nothing more has to go */ }
  const shown = grid.map((line, row) => line.map((n, column) => (hidden[row]?.[column] ? null : n)))
  const last = shown.at(-1) ?? []
  return {
    ...pivot,
    cells: shown.slice(0, -1).map((line) => line.slice(0, width)),
    rowTotals: shown.slice(0, -1).map((line) => line[width] ?? null),
    columnTotals: last.slice(0, width),
    total: last[width] ?? null,
  }
}

type Place = readonly [row: number, column: number]
type Grid = readonly (readonly number[])[]

/** Every row and every column, each with its total. */
function lines(grid: Grid): Place[][] {
  const width = grid[0]?.length ?? 0
  const rows = width > 1 ? grid.map((line, row) => line.map((_, column): Place => [row, column])) : []
  const columns = Array.from({ length: width }, (_, column) => grid.map((__, row): Place => [row, column]))
  return [...rows, ...columns]
}

/** Hides one more figure of a line that would give something away. False: the line is safe. */
function protectLine(grid: Grid, hidden: boolean[][], line: readonly Place[], k: number): boolean {
  const gone = line.filter(([row, column]) => hidden[row]?.[column] === true)
  const weight = gone.reduce((sum, [row, column]) => sum + (grid[row]?.[column] ?? 0), 0)
  if (gone.length === 0 || (gone.length >= 2 && weight >= k)) return false
  return hideSmallest(grid, hidden, line)
}

/** Hides one more figure beside a small one that all lines together would still give away. False: there is none. */
function freeOne(grid: Grid, hidden: boolean[][], k: number): boolean {
  // A plain list has one column of lines: protectLine has seen to it.
  if ((grid[0]?.length ?? 0) < 2) return false
  const small = grid.flatMap((line, row) => line.flatMap((n, column): Place[] => (hidden[row]?.[column] && n > 0 && n < k ? [[row, column]] : [])))
  return small.some((place) => isPinned(grid, hidden, place) && hideSmallest(grid, hidden, lines(grid).filter((line) => line.some(([row, column]) => row === place[0] && column === place[1])).flat()))
}

/**
 * The smallest figure still shown there: a total only when no cell is left (other tables show the same totals), a nought
 * only when nothing else is. False: everything is hidden.
 */
function hideSmallest(grid: Grid, hidden: boolean[][], places: readonly Place[]): boolean {
  const value = ([row, column]: Place) => grid[row]?.[column] ?? 0
  const isTotal = ([row, column]: Place) => row === grid.length - 1 || column === (grid[0]?.length ?? 0) - 1
  const next = places.filter(([row, column]) => hidden[row]?.[column] !== true).toSorted((a, b) => Number(value(a) === 0) - Number(value(b) === 0) || Number(isTotal(a)) - Number(isTotal(b)) || value(a) - value(b))[0]
  const line = next && hidden[next[0]]
  if (!next || !line) return false
  line[next[1]] = true
  return true
}
