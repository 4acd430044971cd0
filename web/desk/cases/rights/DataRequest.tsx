import { useState } from 'react'
import type { FormEvent } from 'react'
import type { DecisionResult } from '../../../../src/cases/dataRequests.ts'
import { withFields } from '../../http/request.ts'
import { useWords } from '../../language/LanguageProvider.tsx'
import { serverNow } from '../../time/clock.ts'
import { dayAndTime } from '../../time/dates.ts'
import { useCaseWords } from '../caseWords.ts'
import type { CaseView } from '../contract.ts'
import { useCaseActs } from '../useCase.ts'

const DECISIONS = ['granted', 'partly', 'refused'] as const
const isDecision = withFields<DecisionResult>('ok')

/** One request: its terms, and the answer. What the law refuses cannot be granted, and the rule is said. */
export function DataRequest({ caseId, request, mayWrite }: { caseId: string; request: CaseView['dataRequests'][number]; mayWrite: boolean }) {
  const { t, language } = useWords()
  const { word } = useCaseWords()
  const { run, decide, busy } = useCaseActs(caseId)
  const [decision, setDecision] = useState<string>('')
  const [answer, setAnswer] = useState('')
  const [refusal, setRefusal] = useState('')

  async function submit(event: FormEvent) {
    event.preventDefault()
    const result = await decide(`/data-requests/${request.id}/decide`, { decision, words: answer }, isDecision)
    if (result) setRefusal(result.ok ? '' : word(`rightsRule.${result.why}`))
  }

  return (
    <article className="part" data-testid="data-request" data-decision={request.decision ?? ''}>
      <header className="section-head">
        <h3>{word(`dataRequest.${request.kind}`)} · {word(`asker.${request.asker}`)}</h3>
        {request.decision !== null && <strong>{word(`decision.${request.decision}`)}</strong>}
      </header>
      <p className={request.decision === null && Date.parse(request.replyDueAt) < serverNow() ? 'problem' : 'quiet'}>
        {t('caseRights.terms', { received: dayAndTime(request.receivedAt, language), reply: dayAndTime(request.replyDueAt, language), due: dayAndTime(request.dueAt, language) })}
      </p>
      {request.rule !== null && <p>{word(`rightsRule.${request.rule}`)}</p>}
      {request.words !== null && <p className="note-text">{request.words}</p>}
      {mayWrite && request.decision === null && (
        <form className="stack-form" onSubmit={(event) => { void submit(event) }}>
          <label className="field">{t('caseRights.decision')}
            <select required value={decision} onChange={({ target }) => setDecision(target.value)} data-testid="rights-decision">
              <option value="" disabled>{t('caseField.choose')}</option>
              {DECISIONS.map((one) => <option key={one} value={one}>{word(`decision.${one}`)}</option>)}
            </select>
          </label>
          <label className="field">{t('caseRights.answer')}<textarea required rows={2} maxLength={5000} value={answer} onChange={({ target }) => setAnswer(target.value)} data-testid="rights-answer" /></label>
          <p className="problem" role="alert" data-testid="rights-refusal">{refusal}</p>
          <div className="form-buttons">
            {request.extendedAt === null && <button type="button" className="button-quiet" disabled={busy} onClick={() => { void run(`/data-requests/${request.id}/extend`) }}>{t('caseRights.extend')}</button>}
            <button type="submit" className="button-main" disabled={busy || decision === '' || answer.trim() === ''} data-testid="rights-decide">{t('caseRights.decide')}</button>
          </div>
        </form>
      )}
    </article>
  )
}
