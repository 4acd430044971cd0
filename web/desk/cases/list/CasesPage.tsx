import { useState } from 'react'
import { useWords } from '../../language/LanguageProvider.tsx'
import { usePresence } from '../../live/usePresence.ts'
import { DueList } from './DueList.tsx'
import { MyCases } from './MyCases.tsx'
import { SearchCases } from './SearchCases.tsx'

const VIEWS = ['all', 'my', 'due', 'mine'] as const

/** All cases by search, one's own, or what is due: everybody's, or without the tasks of colleagues. */
export default function CasesPage() {
  const { t } = useWords()
  const [view, setView] = useState<(typeof VIEWS)[number]>('all')
  usePresence(null, false)
  return (
    <main className="wall cases" data-testid="cases">
      <header className="roster-head">
        <h1>{t('cases.title')}</h1>
        <div className="switch" role="group" aria-label={t('cases.views')}>
          {VIEWS.map((one) => <button key={one} type="button" aria-pressed={view === one} onClick={() => setView(one)} data-testid={`cases-${one}`}>{t(`cases.${one}`)}</button>)}
        </div>
      </header>
      {view === 'all' && <SearchCases />}
      {view === 'my' && <MyCases />}
      {(view === 'due' || view === 'mine') && <DueList mine={view === 'mine'} />}
    </main>
  )
}
