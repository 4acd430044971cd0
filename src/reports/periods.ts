/** The reporting periods of the plan (VI.1): half-year before 20/5, year before 10/11. Cut-offs are the Centre's choice. */
import { AppError } from '../errors.ts'

export type Period = { from: string; to: string }
export type ReportKind = 'half-year' | 'annual'

const CUT_OFF: Record<ReportKind, string> = { 'half-year': '05-15', annual: '10-31' }
const DUE: Record<ReportKind, string> = { 'half-year': '05-20', annual: '11-10' }

/** From New Year to the cut-off; `due`: the day before which the report must be in. */
export function planPeriod(kind: ReportKind, year: number): Period & { due: string } {
  return { from: `${year}-01-01`, to: `${year}-${CUT_OFF[kind]}`, due: `${year}-${DUE[kind]}` }
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
