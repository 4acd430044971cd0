import { yearBefore } from '../../../src/reports/periods.ts'
import { useWords } from '../language/LanguageProvider.tsx'
import type { Period, Pivot } from './contract.ts'
import { usePivot } from './usePivot.ts'

/** What a head asks first: how many, how urgent, were the twelve hours kept; each beside the year before. */
export function Headline({ period }: { period: Period }) {
  const { t } = useWords()
  const before = yearBefore(period)
  const { data: now } = usePivot({ ...period, rows: 'urgency', count: 'cases' })
  const { data: then } = usePivot({ ...before, rows: 'urgency', count: 'cases' })
  const { data: kept } = usePivot({ ...period, rows: 'kept', count: 'cases' })
  const { data: missed } = usePivot({ ...period, rows: 'missed', count: 'cases' })
  const { data: children } = usePivot({ ...period, rows: 'sex', count: 'children' })
  const urgent = sumOf(now, ['emergency', 'high'])
  const [inTime, late] = [sumOf(kept, ['emergency']), sumOf(missed, ['emergency'])]
  return (
    <dl className="headline" data-testid="report-headline">
      <div><dt>{t('reports.headCases')}</dt><dd>{figure(now?.total)}</dd><dd className="quiet">{t('reports.headBefore', { n: figure(then?.total) })}</dd></div>
      <div><dt>{t('reports.headChildren')}</dt><dd>{figure(children?.total)}</dd></div>
      <div><dt>{t('reports.headUrgent')}</dt><dd>{figure(urgent)}</dd><dd className="quiet">{share(urgent, now?.total)}</dd></div>
      <div><dt>{t('reports.headKept')}</dt><dd>{figure(inTime)}</dd><dd className="quiet">{t('reports.headLate', { n: figure(late) })}</dd></div>
    </dl>
  )
}

/** The counts of some codes together; null when one of them is hidden, undefined while nothing is read. */
function sumOf(pivot: Pivot | undefined, codes: readonly string[]): number | null | undefined {
  return pivot && codes.reduce<number | null>((sum, code) => {
    const at = pivot.rows.indexOf(code)
    const n = at < 0 ? 0 : pivot.rowTotals[at] ?? null
    return sum === null || n === null ? null : sum + n
  }, 0)
}

function figure(n: number | null | undefined): string {
  return n === null || n === undefined ? '…' : n.toLocaleString('vi')
}

function share(n: number | null | undefined, of: number | null | undefined): string {
  return typeof n === 'number' && typeof of === 'number' && of > 0 ? `${((100 * n) / of).toLocaleString('vi', { maximumFractionDigits: 0 })} %` : ''
}
