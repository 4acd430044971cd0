/**
 * Whether a hidden figure can be worked out exactly from what is shown. A table with its totals is a network: every row and
 * every column is a place that must balance, every hidden figure a pipe between its row and its column. A figure can be
 * another number only if what it gains flows back through other hidden figures, none of which may fall below nought.
 */
type Grid = readonly (readonly number[])[]
type Hidden = readonly (readonly boolean[])[]

/** `grid` with its totals as last row and last column, as counted. True: there is only one number it can be. */
export function isPinned(grid: Grid, hidden: Hidden, [row, column]: readonly [number, number]): boolean {
  const [height, width] = [grid.length, grid[0]?.length ?? 0]
  const value = (r: number, c: number) => grid[r]?.[c] ?? 0
  // A total stands on the other side of its equation: where a cell grows, its total must shrink in the same network.
  const isMargin = (r: number, c: number) => (r === height - 1) !== (c === width - 1)
  const mayGrow = (r: number, c: number) => !isMargin(r, c) || value(r, c) > 0
  const mayShrink = (r: number, c: number) => isMargin(r, c) || value(r, c) > 0
  const pipes = grid.flatMap((line, r) => line.flatMap((_, c) => (hidden[r]?.[c] && !(r === row && c === column) ? [{ r, c }] : [])))
  // A flow leaves a row through a pipe that grows, and comes back to a row through one that shrinks.
  const steps = pipes.flatMap(({ r, c }) => [
    ...(mayGrow(r, c) ? [{ from: `row ${r}`, to: `column ${c}` }] : []),
    ...(mayShrink(r, c) ? [{ from: `column ${c}`, to: `row ${r}` }] : []),
  ])
  const [here, there] = [`row ${row}`, `column ${column}`]
  const canGrow = mayGrow(row, column) && reaches(steps, there, here)
  const canShrink = mayShrink(row, column) && reaches(steps, here, there)
  return !canGrow && !canShrink
}

function reaches(steps: readonly { from: string; to: string }[], from: string, to: string): boolean {
  const next = Map.groupBy(steps, (step) => step.from)
  const seen = new Set([from])
  // A set is walked in the order of its growth.
  for (const place of seen) for (const step of next.get(place) ?? []) seen.add(step.to)
  return seen.has(to)
}
