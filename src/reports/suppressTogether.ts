import type { DimensionName } from './dimensions.ts'
import type { Pivot, PivotQuery } from './pivot.ts'
import { suppress } from './suppress.ts'

/** One table of a paper: what it counts, by what. */
export type CountedTable = { pivot: Pivot; count: PivotQuery['count']; rows: DimensionName; columns?: DimensionName }

/**
 * Suppresses the tables of one paper as a whole: two tables that share a line share its total, and a total hidden in one
 * must not be read off the other.
 */
export function suppressTogether(tables: readonly CountedTable[]): Pivot[] {
  const hidden = new Set<string>()
  const key = (count: string, name: string, code: string) => JSON.stringify([count, name, code])
  for (let before = -1; ;) {
    const shown = tables.map(({ pivot, count, rows, columns }) => {
      const codesOf = (name: DimensionName | undefined, codes: readonly string[]) => new Set(name === undefined ? [] : codes.filter((code) => hidden.has(key(count, name, code))))
      const elsewhere = { rows: codesOf(rows, pivot.rows), columns: codesOf(columns, pivot.columns), total: hidden.has(key(count, '', '')) }
      return suppress(pivot, { elsewhere })
    })
    for (const [at, { count, rows, columns }] of tables.entries()) {
      const table = shown[at]
      if (!table) continue
      for (const [row, code] of table.rows.entries()) if (table.rowTotals[row] === null) hidden.add(key(count, rows, code))
      if (columns !== undefined) for (const [column, code] of table.columns.entries()) if (table.columnTotals[column] === null) hidden.add(key(count, columns, code))
      if (table.total === null) hidden.add(key(count, '', ''))
    }
    if (hidden.size === before) return shown
    before = hidden.size
  }
}
