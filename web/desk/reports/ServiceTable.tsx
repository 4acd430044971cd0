import { useWords } from '../language/LanguageProvider.tsx'
import { Level } from '../parts/Level.tsx'
import { durationWords } from '../time/duration.ts'
import type { Period } from './contract.ts'
import { useAgreement, useService } from './usePivot.ts'

/** How soon people were answered, by level, and how far machine and human agree on the level. */
export function ServiceTable({ period }: { period: Period }) {
  const { t } = useWords()
  const { data = [] } = useService(period)
  const { data: agreement } = useAgreement(period)
  const seconds = (n: number | null) => (n === null ? '–' : durationWords(n * 1000, t))
  return (
    <section className="panel report-wide" data-testid="service-figures">
      <h2>{t('reports.service')}</h2>
      {data.length === 0 && <p className="quiet">{t('reports.nothing')}</p>}
      {data.length > 0 && (
        <div className="panel-wide" tabIndex={0} role="region" aria-label={t('reports.service')}>
          <table>
            <thead>
              <tr>{(['level', 'contacts', 'counselled', 'inTarget', 'abandoned', 'night', 'wait', 'waitMost'] as const).map((one) => <th key={one} scope="col">{t(`serviceFigure.${one}`)}</th>)}</tr>
            </thead>
            <tbody>
              {data.map((one) => (
                <tr key={one.urgency}>
                  <th scope="row"><Level level={one.urgency} /></th>
                  <td>{one.contacts}</td><td>{one.counselled}</td><td>{one.answeredInTarget}/{one.withTarget}</td><td>{one.abandoned}</td><td>{one.night}</td><td>{seconds(one.waitSecondsMedian)}</td><td>{seconds(one.waitSecondsP90)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {agreement && <p className="quiet">{t('reports.agreement', { judged: agreement.judged, same: agreement.same, raised: agreement.raised, lowered: agreement.lowered })}</p>}
    </section>
  )
}
