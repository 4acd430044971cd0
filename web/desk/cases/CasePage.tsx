import { useWords } from '../language/LanguageProvider.tsx'
import { usePresence } from '../live/usePresence.ts'
import { errorWords } from '../parts/errorWords.ts'
import type { PartKind } from '../../../src/cases/fields.ts'
import { isRefusal } from '../http/refusal.ts'
import { Keeping } from '../safeguards/Keeping.tsx'
import { useMay } from '../session/useMe.ts'
import { CaseHeader } from './CaseHeader.tsx'
import { useCaseWords } from './caseWords.ts'
import { Clocks } from './flow/Clocks.tsx'
import { Suggestions } from './flow/Suggestions.tsx'
import { Tasks } from './flow/Tasks.tsx'
import { Timeline } from './flow/Timeline.tsx'
import { Papers } from './papers/Papers.tsx'
import { Notes } from './record/Notes.tsx'
import { PartSection } from './record/PartSection.tsx'
import { OutOfReach } from './OutOfReach.tsx'
import { Referrals } from './referrals/Referrals.tsx'
import { DataRequests } from './rights/DataRequests.tsx'
import { useCase } from './useCase.ts'

/** The parts of the record in the order a case is told: who, what, what was done. */
const SECTIONS: readonly PartKind[] = ['child', 'concern', 'harmer', 'reporter', 'household', 'measure', 'assessment', 'contact', 'decision']

/** The whole record of one case. */
export default function CasePage({ id }: { id: string }) {
  const words = useWords()
  const { t } = words
  const { word } = useCaseWords()
  const may = useMay()
  usePresence(null, false)
  const { data: view, error } = useCase(id)
  if (isRefusal(error, 'error.out-of-reach')) return <OutOfReach caseId={id} />
  if (!view) {
    return <main className="wall"><h1 className="only-heard">{t('cases.title')}</h1><p className={error ? 'empty problem' : 'empty'} role={error ? 'alert' : undefined}>{error ? errorWords(error, words) : t('common.loading')}</p></main>
  }
  const mayAct = may('case.write')
  const mayWrite = mayAct && view.record.state !== 'closed'
  return (
    <main className="wall case-page" data-testid="case-page">
      <CaseHeader view={view} />
      <nav className="case-nav" aria-label={t('casePage.sections')}>
        {SECTIONS.map((kind) => <a key={kind} href={`#part-${kind}`}>{word(`part.${kind}`)}</a>)}
        <a href="#case-referrals">{t('caseReferral.title')}</a>
        <a href="#case-papers">{t('casePaper.title')}</a>
      </nav>
      <div className="case-columns">
        <div className="case-record">
          {SECTIONS.map((kind) => <PartSection key={kind} caseId={id} kind={kind} parts={view.parts} mayWrite={mayWrite} />)}
          <Referrals view={view} mayWrite={mayWrite} />
          <Papers view={view} mayWrite={mayAct} />
        </div>
        <div className="case-side">
          <Clocks view={view} mayWrite={mayWrite} />
          <Suggestions caseId={id} mayWrite={mayAct} />
          <Tasks caseId={id} tasks={view.tasks} mayWrite={mayWrite} />
          <Timeline caseId={id} events={view.events} mayWrite={mayWrite} />
          <DataRequests view={view} mayWrite={mayAct} />
          <Notes caseId={id} parts={view.parts} mayWrite={mayWrite} />
          <section className="panel case-section"><Keeping of={{ kind: 'cases', id }} /></section>
        </div>
      </div>
    </main>
  )
}
