import type { Pivot } from './pivot.ts'

/** No group smaller than this may be told apart in anything that leaves (issue 6, point 7). */
export const SMALLEST_GROUP = 5

/**
 * Hides counts from 1 to k−1, and as many more that nothing hidden can be worked out from its line and total: each line
 * that adds up hides none, or at least two figures that together make at least k. Totals count as figures.
 */
export function suppress(pivot: Pivot, k = SMALLEST_GROUP): Pivot {
  const width = pivot.columns.length
  // The table with its totals as a last column and a last row: every line of it adds up to its end.
  const grid = [...pivot.cells.map((line, row) => [...line, pivot.rowTotals[row] ?? null]), [...pivot.columnTotals, pivot.total]].map((line) => line.map((n) => n ?? 0))
  const hidden = grid.map((line) => line.map((n) => n > 0 && n < k))
  if (pivot.adds) while (lines(grid).some((line) => protectLine(grid, hidden, line, k))) { /* until nothing more has to go */ }
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

/** Every row and every column, each with its total. */
function lines(grid: readonly (readonly number[])[]): Place[][] {
  const width = grid[0]?.length ?? 0
  const rows = width > 1 ? grid.map((line, row) => line.map((_, column): Place => [row, column])) : []
  const columns = Array.from({ length: width }, (_, column) => grid.map((__, row): Place => [row, column]))
  return [...rows, ...columns]
}

/** Hides one more figure of a line that would give something away. False: the line is safe. */
function protectLine(grid: readonly (readonly number[])[], hidden: boolean[][], line: readonly Place[], k: number): boolean {
  const value = ([row, column]: Place) => grid[row]?.[column] ?? 0
  const isHidden = ([row, column]: Place) => hidden[row]?.[column] === true
  const gone = line.filter(isHidden)
  const weight = gone.reduce((sum, place) => sum + value(place), 0)
  if (gone.length === 0 || (gone.length >= 2 && weight >= k)) return false
  // The smallest figure left; a nought only when nothing else is.
  const next = line.filter((place) => !isHidden(place)).toSorted((a, b) => Number(value(a) === 0) - Number(value(b) === 0) || value(a) - value(b))[0]
  const target = next && hidden[next[0]]
  if (!next || !target) return false
  target[next[1]] = true
  return true
}
