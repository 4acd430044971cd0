import { useQuery } from '@tanstack/react-query'
import { read } from '../http/request.ts'
import { useWords } from '../language/LanguageProvider.tsx'
import { isFeedback, type Period } from './contract.ts'

const FACES = ['better', 'same', 'worse'] as const

/** How people felt when the talk was closed, in three faces a month; a month of few answers shows none. */
export function FeedbackTable({ period }: { period: Period }) {
  const { t } = useWords()
  const { data = [] } = useQuery({ queryKey: ['feedback', period], queryFn: ({ signal }) => read(`/reports/feedback?${new URLSearchParams(period).toString()}`, isFeedback, signal) })
  return (
    <section className="panel" data-testid="feedback-figures">
      <h2>{t('reports.feedback')}</h2>
      <p className="quiet">{t('reports.feedbackMeans')}</p>
      {data.length === 0 ? <p className="quiet">{t('reports.nothing')}</p> : (
        <table>
          <thead>
            <tr>
              <th scope="col">{t('reports.month')}</th>
              {FACES.map((face) => <th key={face} scope="col">{t(`face.${face}`)}</th>)}
            </tr>
          </thead>
          <tbody>
            {data.map(({ month, faces }) => (
              <tr key={month}>
                <th scope="row">{month}</th>
                {FACES.map((face) => <td key={face}>{faces ? faces[face] : <abbr title={t('reports.small')}>…</abbr>}</td>)}
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  )
}
