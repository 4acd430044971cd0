import { useState } from 'react'
import { useQuery } from '@tanstack/react-query'
import type { Sample } from '../../../src/desk/api.ts'
import { read, withFields } from '../http/request.ts'
import { useWords } from '../language/LanguageProvider.tsx'
import { usePresence } from '../live/usePresence.ts'
import { errorWords } from '../parts/errorWords.ts'
import { dayAndTime } from '../time/dates.ts'
import { QualityFigures } from './QualityFigures.tsx'
import { ReviewOne } from './ReviewOne.tsx'

const isSample = withFields<Sample>('conversations')

/** Where supervisors look for danger that the machine held for harmless: a sample by lot, read blind, judged one by one. */
export default function QualityPage() {
  const words = useWords()
  const { t, language } = words
  usePresence(null, false)
  const [open, setOpen] = useState<string | null>(null)
  const { data, error, refetch } = useQuery({ queryKey: ['quality', 'sample'], queryFn: ({ signal }) => read('/quality/sample', isSample, signal), staleTime: Infinity })
  return (
    <main className="wall" data-testid="quality" tabIndex={data?.conversations.length === 0 ? 0 : undefined}>
      <h1>{t('quality.title')}</h1>
      <QualityFigures />
      <p className="quiet">{t('quality.about')}</p>
      {error && !data && <p className="problem" role="alert">{errorWords(error, words)}</p>}
      {!data && !error && <p className="empty">{t('common.loading')}</p>}
      {data?.conversations.length === 0 && <p className="empty">{t('quality.none')}</p>}
      {data && data.conversations.length > 0 && (
        <div className="quality">
          <ul className="quality-sample" aria-label={t('quality.title')}>
            {data.conversations.map(({ id, channel, closedAt, messages }) => (
              <li key={id}>
                <button type="button" className="row" aria-current={id === open ? 'true' : undefined} onClick={() => setOpen(id)} data-testid="quality-item">
                  <strong>{t(`channel.${channel}`)}</strong>
                  <span className="quiet">{t('quality.item', { n: messages, time: dayAndTime(closedAt, language) })}</span>
                </button>
              </li>
            ))}
          </ul>
          {open === null ? <p className="empty">{t('quality.choose')}</p> : <ReviewOne key={open} id={open} onDone={() => { setOpen(null); void refetch() }} />}
        </div>
      )}
    </main>
  )
}
