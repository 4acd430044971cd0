import { Link } from 'wouter'
import type { Conversation } from '../../../src/desk/api.ts'
import { useActs } from '../conversation/useActs.ts'
import { useWords } from '../language/LanguageProvider.tsx'
import { useMay } from '../session/useMe.ts'
import { LegalClock } from './LegalClock.tsx'

/** The case of this conversation with its number and legal clock, or the way to open one. */
export function CaseBlock({ conversation }: { conversation: Conversation }) {
  const { t, maybe } = useWords()
  const may = useMay()
  const { run, busy } = useActs(conversation.id)
  const { case: record } = conversation
  if (!record) {
    return (
      <section className="case-block">
        <p className="quiet">{t('case.none')}</p>
        {may('conversation.open-case') && (
          <button type="button" className="button-quiet" disabled={busy} onClick={() => { void run('open-case') }} data-testid="open-case">{t('case.open')}</button>
        )}
      </section>
    )
  }
  return (
    <section className="case-block">
      <p className="case-line">
        <span className="quiet">{t('case.number')}</span>
        <span>{may('case.read')
          ? <Link href={`/cases/${record.id}`} className="case-link"><strong data-testid="case-number">{record.number}</strong></Link>
          : <strong data-testid="case-number">{record.number}</strong>} <small>{maybe(`caseState.${record.state}`) ?? record.state}</small></span>
      </p>
      <p className="case-line">
        <span className="quiet">{t('case.clock')}</span>
        <LegalClock dueAt={record.clockDueAt} />
      </p>
    </section>
  )
}
