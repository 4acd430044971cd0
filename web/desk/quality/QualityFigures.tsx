import { useQuery } from '@tanstack/react-query'
import type { QUALITY_POINTS, QualitySummary } from '../../../src/desk/api.ts'
import { read, withFields } from '../http/request.ts'
import { useWords } from '../language/LanguageProvider.tsx'

const isSummary = withFields<QualitySummary>('reviewed', 'missed', 'scores')
export const POINTS = ['heard', 'safety', 'words', 'nextStep'] as const satisfies typeof QUALITY_POINTS

/** What the readings of the last thirty days say: how often danger was missed, and how talks were answered. */
export function QualityFigures() {
  const { t, language } = useWords()
  const { data } = useQuery({ queryKey: ['quality', 'summary'], queryFn: ({ signal }) => read('/quality/summary', isSummary, signal) })
  if (!data) return null
  const score = new Intl.NumberFormat(language, { maximumFractionDigits: 1 })
  return (
    <dl className="figures" aria-label={t('quality.lastDays')} data-testid="quality-figures">
      <div className="figure"><dt>{t('quality.reviewed')}</dt><dd>{data.reviewed}</dd></div>
      <div className={data.missed > 0 ? 'figure figure-bad' : 'figure'}><dt>{t('quality.missed')}</dt><dd>{data.missed}</dd></div>
      {POINTS.map((point) => (
        <div key={point} className="figure"><dt>{t(`qualityPoint.${point}`)}</dt><dd>{data.scores[point] == null ? <small>{t('quality.noScore')}</small> : `${score.format(data.scores[point])}/3`}</dd></div>
      ))}
    </dl>
  )
}
