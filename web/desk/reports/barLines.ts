import type { Pivot } from './contract.ts'

export type BarLine = { code: string; n: number | null; share: number | null }

/** Dimensions whose codes have an order of their own. */
const ORDERED: readonly string[] = ['urgency', 'month', 'quarter', 'ageBand', 'state']
/** What belongs nowhere stands last. */
const LAST: readonly string[] = ['', 'outside', 'unknown']
export const URGENCY_ORDER: readonly string[] = ['emergency', 'high', 'medium', 'low', 'info']

/** The lines of a dimension as a head reads them: the largest first, or in the order of their codes; nowhere last. */
export function barLines(dimension: string, { rows, rowTotals, total }: Pick<Pivot, 'rows' | 'rowTotals' | 'total'>): BarLine[] {
  const lines = rows.map((code, at): BarLine => {
    const n = rowTotals[at] ?? null
    return { code, n, share: n === null || total === null || total === 0 ? null : n / total }
  })
  const last = ({ code }: BarLine) => LAST.indexOf(code)
  if (dimension === 'urgency') return lines.toSorted((a, b) => URGENCY_ORDER.indexOf(a.code) - URGENCY_ORDER.indexOf(b.code))
  if (ORDERED.includes(dimension)) return lines
  return lines.toSorted((a, b) => last(a) - last(b) || (b.n ?? 0) - (a.n ?? 0))
}
