import { useState } from 'react'
import { useWords } from '../../language/LanguageProvider.tsx'
import { Icon } from '../../parts/Icon.tsx'
import { useStaff } from '../../session/useStaff.ts'
import { dayAndTime } from '../../time/dates.ts'
import { useCaseWords } from '../caseWords.ts'
import type { CaseView } from '../contract.ts'
import { standingOf } from '../contract.ts'
import { ReceivedPapers } from './ReceivedPapers.tsx'
import { usePapers } from './usePapers.ts'

/** Papers made from the record at any time; the referral letter stands with its referral. */
const KINDS = ['mau-01', 'mau-02', 'follow-up-report', 'closing-report', 'incident-report'] as const

/** Makes the Word papers of the case, as a draft or signed, and keeps what was made. */
export function Papers({ view, mayWrite }: { view: CaseView; mayWrite: boolean }) {
  const { t, language } = useWords()
  const { word } = useCaseWords()
  const { id } = view.record
  const { make, download, busy, refusal } = usePapers(id)
  const { data: staff = [] } = useStaff()
  const made = view.papers.filter(({ kind }) => kind !== 'received')
  const children = view.parts.filter(({ kind }) => kind === 'child')
  const [childId, setChildId] = useState('')
  const child = childId === '' ? {} : { childId }
  return (
    <section className="panel case-section" id="case-papers" aria-labelledby="title-papers" data-testid="section-papers">
      <h2 id="title-papers">{t('casePaper.title')}</h2>
      <p className="quiet">{t('casePaper.means')}</p>
      {mayWrite && (
        <>
          {children.length > 1 && (
            <label className="field">{t('casePaper.child')}
              <select value={childId} onChange={({ target }) => setChildId(target.value)}>
                <option value="">{t('casePaper.firstChild')}</option>
                {children.map((part, at) => {
                  const { answer } = standingOf(part, 'name')
                  return <option key={part.id} value={part.id}>{at + 1}. {answer.status === 'value' ? String(answer.value) : word(`answer.${answer.status}`)}</option>
                })}
              </select>
            </label>
          )}
          <ul className="papers">
            {KINDS.map((kind) => (
              <li key={kind}>
                <strong>{word(`paper.${kind}`)}</strong>
                <span className="actions">
                  <button type="button" className="button-quiet" disabled={busy} onClick={() => { void make({ kind, ...(kind === 'mau-01' ? child : {}) }) }} data-testid={`paper-${kind}`}>{t('casePaper.draft')}<span className="only-heard">: {word(`paper.${kind}`)}</span></button>
                  <button type="button" className="button-quiet" disabled={busy} onClick={() => { void make({ kind, sign: true, ...(kind === 'mau-01' ? child : {}) }) }} data-testid={`sign-${kind}`}>{t('casePaper.sign')}<span className="only-heard">: {word(`paper.${kind}`)}</span></button>
                </span>
              </li>
            ))}
          </ul>
          <p className="problem" role="alert" data-testid="paper-refusal">{refusal}</p>
        </>
      )}
      {made.length > 0 && <h3>{t('casePaper.made')}</h3>}
      <ul className="tasks">
        {made.toReversed().map((paper) => (
          <li key={paper.id} data-testid="paper">
            <div>
              <strong>{paper.title}</strong>
              <p className="quiet">
                {paper.kind === 'sealed-file' ? word('paper.sealed-file') : paper.number === null ? t('casePaper.isDraft') : t('casePaper.number', { n: paper.number, year: paper.year ?? '' })}
                {' · '}{dayAndTime(paper.madeAt, language)} · {staff.find((one) => one.id === paper.madeBy)?.name ?? t('caseField.colleague')}
              </p>
            </div>
            <button type="button" className="button-quiet" onClick={() => { void download(paper.id) }}><Icon name="download" />{t('casePaper.download')}<span className="only-heard">: {paper.title}</span></button>
          </li>
        ))}
      </ul>
      <ReceivedPapers view={view} mayWrite={mayWrite} />
    </section>
  )
}
