import { useState } from 'react'
import type { ReportTerms } from '../../../src/reports/periods.ts'
import { useWords } from '../language/LanguageProvider.tsx'
import { errorWords } from '../parts/errorWords.ts'
import { Icon } from '../parts/Icon.tsx'
import { useMay } from '../session/useMe.ts'
import { Bars } from './Bars.tsx'
import { PLAN_FIGURES } from './dimensions.ts'
import { Explore } from './Explore.tsx'
import { Headline } from './Headline.tsx'
import { IncidentReport } from './IncidentReport.tsx'
import { PeriodBar } from './PeriodBar.tsx'
import { FeedbackTable } from './FeedbackTable.tsx'
import { firstChoice, periodOf } from './periods.ts'
import { ServiceTable } from './ServiceTable.tsx'
import { usePivot } from './usePivot.ts'
import { useReportTerms } from './useReportTerms.ts'
import { useSaveFile } from './useSaveFile.ts'

/** Figures only: what the Centre reports, for which days, and the files of it. */
export default function ReportsPage() {
  const words = useWords()
  const { data: terms, error } = useReportTerms()
  if (!terms) return <main className="wall"><h1>{words.t('reports.title')}</h1><p className={error ? 'empty problem' : 'empty'} role={error ? 'alert' : undefined}>{error ? errorWords(error, words) : words.t('common.loading')}</p></main>
  return <Reports terms={terms} />
}

function Reports({ terms }: { terms: ReportTerms }) {
  const words = useWords()
  const { t } = words
  const may = useMay()
  const { save, busy } = useSaveFile()
  const [choice, setChoice] = useState(() => firstChoice(terms))
  const period = periodOf(choice, terms)
  const { from, to } = period
  const { data, error } = usePivot({ from, to, rows: 'urgency', count: 'cases' })
  const [mayTrace, mayExport] = [may('report.trace'), may('report.export')]
  const exports = (['chi', 'tt13'] as const).flatMap((shape) => (['csv', 'xlsx'] as const).map((file) => ({ shape, file })))
  return (
    <main className="wall reports" data-testid="reports">
      <h1>{t('reports.title')}</h1>
      <PeriodBar choice={choice} terms={terms} mayIncident={may('case.write')} onChange={setChoice} />
      {choice.kind === 'incident' ? <IncidentReport /> : (
        <>
          <div className="report-files">
            <p className="report-total" data-testid="report-total">{t('reports.total', { n: data?.total ?? '…' })}</p>
            {mayExport && (choice.kind === 'half-year' || choice.kind === 'annual') && (
              <button type="button" className="button-main" disabled={busy} onClick={() => { void save(`/reports/plan?${new URLSearchParams({ kind: choice.kind, year: String(choice.year) }).toString()}`) }} data-testid="download-plan"><Icon name="download" />{t('reports.word')}</button>
            )}
            {mayExport && exports.map(({ shape, file }) => (
              <button key={`${shape}${file}`} type="button" className="button-quiet" disabled={busy} onClick={() => { void save(`/reports/export?${new URLSearchParams({ shape, file, from, to }).toString()}`) }} data-testid={`download-${shape}-${file}`}><Icon name="download" />{t(`reportShape.${shape}`)}, {file.toUpperCase()}</button>
            ))}
          </div>
          {error && <p className="problem" role="alert">{errorWords(error, words)}</p>}
          <Headline period={{ from, to }} />
          <p className="quiet">{t(mayTrace ? 'reports.whole' : 'reports.hidden')}</p>
          <div className="report-figures">
            {PLAN_FIGURES.map((rows) => <Bars key={rows} asked={{ from, to, rows, count: 'cases' }} mayTrace={mayTrace} mayExport={mayExport} />)}
            <Explore period={{ from, to }} mayTrace={mayTrace} mayExport={mayExport} />
            <FeedbackTable period={{ from, to }} />
            {mayTrace && <ServiceTable period={{ from, to }} />}
          </div>
        </>
      )}
    </main>
  )
}
