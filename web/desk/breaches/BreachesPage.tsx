import { useState } from 'react'
import { useWords } from '../language/LanguageProvider.tsx'
import { usePresence } from '../live/usePresence.ts'
import { errorWords } from '../parts/errorWords.ts'
import { Icon } from '../parts/Icon.tsx'
import { BreachCard } from './BreachCard.tsx'
import { BreachForm } from './BreachForm.tsx'
import { useBreaches } from './useBreaches.ts'

/** Breaches of personal data, each with its 72 hours. */
export default function BreachesPage() {
  const words = useWords()
  const { t } = words
  const { data, error } = useBreaches()
  const [adding, setAdding] = useState(false)
  usePresence(null, false)
  return (
    <main className="wall breaches" data-testid="breaches">
      <header className="section-head">
        <h1>{t('breach.title')}</h1>
        <button type="button" className="button-main" aria-expanded={adding} onClick={() => setAdding(!adding)} data-testid="breach-add"><Icon name="plus" />{t('breach.add')}</button>
      </header>
      <p className="quiet">{t('breach.means')}</p>
      {adding && <section className="panel" aria-label={t('breach.add')}><BreachForm onDone={() => setAdding(false)} /></section>}
      {error && <p className="problem" role="alert">{errorWords(error, words)}</p>}
      {data?.length === 0 && <p className="empty">{t('breach.none')}</p>}
      {data?.map((breach) => <BreachCard key={breach.id} breach={breach} />)}
    </main>
  )
}
