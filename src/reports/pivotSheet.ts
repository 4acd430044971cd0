import type { Language, Locales } from '../locales.ts'
import type { DimensionName } from './dimensions.ts'
import { labelOf } from './labels.ts'
import type { Pivot } from './pivot.ts'
import type { Sheet } from './sheets.ts'

export const HIDDEN = '…'

/** A pivot as a table for a file: labels and codes side by side, suppressed figures as "…". */
export function pivotSheet(locales: Locales, language: Language, name: string, pivot: Pivot, dimensions: { rows: DimensionName; columns?: DimensionName }): Sheet {
  const { rows, columns } = dimensions
  const figure = (n: number | null | undefined) => n ?? HIDDEN
  const word = (key: string) => locales.text(language, 'cases', key)
  const columnLabels = columns === undefined ? [] : pivot.columns.map((code) => labelOf(locales, language, columns, code))
  return {
    name,
    head: ['code', word(`dimension.${rows}`), ...columnLabels, word('total')],
    rows: [
      ...pivot.rows.map((code, at) => [code, labelOf(locales, language, rows, code), ...(pivot.cells[at] ?? []).map(figure), figure(pivot.rowTotals[at])]),
      ['', word('total'), ...pivot.columnTotals.map(figure), figure(pivot.total)],
    ],
  }
}
