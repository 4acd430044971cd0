import { useWords } from '../language/LanguageProvider.tsx'
import { useAgreement } from './useTriage.ts'

const COLUMNS = ['judged', 'same', 'tooLow', 'missed', 'tooHigh', 'falseAlarms', 'opinions', 'raised'] as const

/** Agreement, misses and false alarms, a row a month, the newest first. */
export function AgreementTable() {
  const { t } = useWords()
  const { data } = useAgreement()
  if (!data) return null
  return (
    <section className="panel panel-wide" aria-labelledby="agreement-title" data-testid="triage-agreement">
      <h2 id="agreement-title">{t('triage.agreement')}</h2>
      <p className="quiet">{t('triage.agreementAbout')}</p>
      {data.months.length === 0
        ? <p className="quiet">{t('triage.agreementNone')}</p>
        : (
          <table>
            <thead><tr><th scope="col">{t('triage.month')}</th>{COLUMNS.map((name) => <th key={name} scope="col">{t(`triage.${name}`)}</th>)}</tr></thead>
            <tbody>
              {data.months.toReversed().map((month) => (
                <tr key={month.month}><th scope="row">{month.month}</th>{COLUMNS.map((name) => <td key={name}>{month[name]}</td>)}</tr>
              ))}
            </tbody>
          </table>
        )}
    </section>
  )
}
