import { planPeriod, type ReportTerms } from '../../../src/reports/periods.ts'
import { serverNow } from '../time/clock.ts'
import { localInput } from '../time/localInput.ts'
import type { Period } from './contract.ts'

export const KINDS = ['half-year', 'annual', 'custom', 'incident'] as const
export type Kind = (typeof KINDS)[number]

/** What the page shows: a report of the plan by its year, days of one's own, or one incident. */
export type Choice = { kind: Kind; year: number; custom: Period }

/** This year from New Year until today, by the Centre's clock; the report that is due next. */
export function firstChoice(terms: ReportTerms): Choice {
  const today = localInput(serverNow()).slice(0, 10)
  const year = Number(today.slice(0, 4))
  return { kind: today.slice(5) <= terms['half-year'].due ? 'half-year' : 'annual', year, custom: { from: `${year}-01-01`, to: today } }
}

/** The days a choice counts. */
export function periodOf({ kind, year, custom }: Choice, terms: ReportTerms): Period & { due?: string } {
  return kind === 'half-year' || kind === 'annual' ? planPeriod(terms, kind, year) : custom
}
