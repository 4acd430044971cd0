import { useState } from 'react'
import type { CANNED_TOPICS, Canned } from '../../../src/desk/api.ts'
import { useWords } from '../language/LanguageProvider.tsx'
import { usePresence } from '../live/usePresence.ts'
import { errorWords } from '../parts/errorWords.ts'
import { Icon } from '../parts/Icon.tsx'
import { CannedDialog } from './CannedDialog.tsx'
import { useCanned } from './useCanned.ts'

const TOPICS = ['hello', 'listen', 'safety', 'matter', 'next', 'end'] as const satisfies typeof CANNED_TOPICS
const LOCALES = ['vi', 'en'] as const

export type CannedAnswer = Canned['answers'][number]
/** A new sentence of a topic, or one that is there. */
type Edited = { topic: (typeof TOPICS)[number]; answer: CannedAnswer | null }

/** The Centre's ready sentences, by topic, for supervisors to keep: what a counsellor puts in with "/". */
export default function CannedPage() {
  const words = useWords()
  const { t } = words
  usePresence(null, false)
  const [locale, setLocale] = useState<(typeof LOCALES)[number]>('vi')
  const [edited, setEdited] = useState<Edited | null>(null)
  const { data, error } = useCanned(true)
  const answers = data?.answers.filter((one) => one.locale === locale) ?? []
  return (
    <main className="wall page" data-testid="canned-page">
      <h1>{t('canned.pageTitle')}</h1>
      <p className="quiet">{t('canned.pageAbout')}</p>
      <div className="switch" role="group" aria-label={t('canned.language')}>
        {LOCALES.map((one) => <button key={one} type="button" aria-pressed={one === locale} onClick={() => setLocale(one)}>{t(`cannedLocale.${one}`)}</button>)}
      </div>
      {error && !data && <p className="problem" role="alert">{errorWords(error, words)}</p>}
      {!data && !error && <p className="empty">{t('common.loading')}</p>}
      {data && TOPICS.map((topic) => (
        <section key={topic} className="panel" aria-labelledby={`topic-${topic}`}>
          <header className="canned-head">
            <h2 id={`topic-${topic}`}>{t(`cannedTopic.${topic}`)}</h2>
            <button type="button" className="button-quiet" onClick={() => setEdited({ topic, answer: null })} data-testid={`canned-add-${topic}`}><Icon name="plus" />{t('canned.add')}</button>
          </header>
          <ul className="canned-list">
            {answers.filter((one) => one.topic === topic).map((answer) => (
              <li key={answer.id}>
                <button type="button" className={answer.active ? undefined : 'canned-away'} onClick={() => setEdited({ topic, answer })} data-testid="canned-item">
                  <strong>{answer.title}</strong>
                  <span lang={locale}>{answer.filled}</span>
                  {!answer.active && <small>{t('canned.away')}</small>}
                </button>
              </li>
            ))}
          </ul>
        </section>
      ))}
      {edited && <CannedDialog key={edited.answer?.id ?? edited.topic} topic={edited.topic} locale={locale} answer={edited.answer} place={answers.length} onClose={() => setEdited(null)} />}
    </main>
  )
}
