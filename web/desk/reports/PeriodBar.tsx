import { useWords } from '../language/LanguageProvider.tsx'
import { serverNow } from '../time/clock.ts'
import type { ReportTerms } from '../../../src/reports/periods.ts'
import type { Choice } from './periods.ts'
import { KINDS, periodOf } from './periods.ts'

const YEARS_BACK = 5

/** Which report, and for which days. */
export function PeriodBar({ choice, terms, mayIncident, onChange }: { choice: Choice; terms: ReportTerms; mayIncident: boolean; onChange: (choice: Choice) => void }) {
  const { t } = useWords()
  const { from, to, due } = periodOf(choice, terms)
  const thisYear = new Date(serverNow()).getFullYear()
  const days = (iso: string) => iso.split('-').toReversed().join('/')
  return (
    <div className="period-bar">
      <div className="switch" role="group" aria-label={t('reports.kind')}>
        {KINDS.filter((kind) => kind !== 'incident' || mayIncident).map((kind) => (
          <button key={kind} type="button" aria-pressed={choice.kind === kind} onClick={() => onChange({ ...choice, kind })} data-testid={`kind-${kind}`}>{t(`reportKind.${kind}`)}</button>
        ))}
      </div>
      {(choice.kind === 'half-year' || choice.kind === 'annual') && (
        <>
          <label className="field">{t('reports.year')}
            <select value={choice.year} onChange={({ target }) => onChange({ ...choice, year: Number(target.value) })}>
              {Array.from({ length: YEARS_BACK + 1 }, (_, back) => thisYear - back).map((year) => <option key={year} value={year}>{year}</option>)}
            </select>
          </label>
          <p className="quiet">{t('reports.counts', { from: days(from), to: days(to) })}{due !== undefined && ` ${t('reports.due', { day: days(due) })}`}</p>
        </>
      )}
      {choice.kind === 'custom' && (['from', 'to'] as const).map((end) => (
        <label key={end} className="field">{t(`reports.${end}`)}
          <input type="date" required value={choice.custom[end]} onChange={({ target }) => { if (target.value !== '') onChange({ ...choice, custom: { ...choice.custom, [end]: target.value } }) }} />
        </label>
      ))}
    </div>
  )
}
