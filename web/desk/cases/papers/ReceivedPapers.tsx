import { useState } from 'react'
import { useWords } from '../../language/LanguageProvider.tsx'
import { useStaff } from '../../session/useStaff.ts'
import { dayAndTime } from '../../time/dates.ts'
import type { CaseView, Paper } from '../contract.ts'
import { AddReceived } from './AddReceived.tsx'
import { OpenReceived } from './OpenReceived.tsx'

const HASH_SHOWN = 16

/** Papers that others brought: closed until somebody says why one must be opened. */
export function ReceivedPapers({ view, mayWrite }: { view: CaseView; mayWrite: boolean }) {
  const { t, language } = useWords()
  const { data: staff = [] } = useStaff()
  const [opening, setOpening] = useState<Paper | null>(null)
  const received = view.papers.filter(({ kind }) => kind === 'received')
  return (
    <>
      <h3>{t('casePaper.received')}</h3>
      <ul className="tasks">
        {received.map((paper) => (
          <li key={paper.id} data-testid="received-paper">
            <div>
              <strong>{paper.title}</strong>
              <p className="quiet">{t('casePaper.size', { kb: Math.ceil((paper.bytes ?? 0) / 1024) })} · {dayAndTime(paper.madeAt, language)} · {staff.find(({ id }) => id === paper.madeBy)?.name ?? t('caseField.colleague')}</p>
              <p className="quiet paper-hash" title={paper.fingerprint ?? ''}>{t('casePaper.hash', { hash: `${(paper.fingerprint ?? '').slice(0, HASH_SHOWN)}…` })}</p>
            </div>
            <button type="button" className="button-quiet" onClick={() => setOpening(paper)} data-testid="received-open">{t('casePaper.open')}<span className="only-heard">: {paper.title}</span></button>
          </li>
        ))}
      </ul>
      {mayWrite && <AddReceived view={view} />}
      {opening && <OpenReceived caseId={view.record.id} paper={opening} onClose={() => setOpening(null)} />}
    </>
  )
}
