/** The reporting periods of the plan (VI.1): half-year before 20/5, year before 10/11. Cut-offs are the Centre's choice. */
import { AppError } from '../errors.ts'

export type Period = { from: string; to: string }
export type ReportKind = 'half-year' | 'annual'

/** Month and day of each report, as the Centre keeps them in its settings (`papers.reports`). */
export type ReportTerms = Readonly<Record<ReportKind, { cutOff: string; due: string }>>

/** From New Year to the cut-off; `due`: the day before which the report must be in. */
export function planPeriod(terms: ReportTerms, kind: ReportKind, year: number): Period & { due: string } {
  return { from: `${year}-01-01`, to: `${year}-${terms[kind].cutOff}`, due: `${year}-${terms[kind].due}` }
}

/** The same days a year before; 29 February becomes the 28th. @throws AppError bad-request for what are no days */
export function yearBefore({ from, to }: Period): Period {
  return { from: shift(from), to: shift(to) }
}

function shift(day: string): string {
  const [, year, rest] = /^(\d{4})-(\d{2}-\d{2})$/.exec(day) ?? []
  if (year === undefined || rest === undefined) throw new AppError('bad-request', 'error.report-period', 'not a day')
  return `${Number(year) - 1}-${rest === '02-29' ? '02-28' : rest}`
}
