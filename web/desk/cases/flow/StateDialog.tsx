import { useState } from 'react'
import type { FormEvent } from 'react'
import type { StateChange } from '../../../../src/cases/changeState.ts'
import type { CaseAct } from '../../../../src/cases/flow.ts'
import { FLOW } from '../../../../src/cases/flow.ts'
import { LISTS } from '../../../../src/cases/lists.ts'
import { withFields } from '../../http/request.ts'
import { useWords } from '../../language/LanguageProvider.tsx'
import { Dialog } from '../../parts/Dialog.tsx'
import { toast } from '../../parts/toasts.ts'
import { useCaseWords } from '../caseWords.ts'
import { useCaseActs } from '../useCase.ts'

const isChange = withFields<StateChange>('ok')

/** Asks what the step needs, and says which rule stands against it. */
export function StateDialog({ caseId, act, onClose }: { caseId: string; act: CaseAct; onClose: () => void }) {
  const { t } = useWords()
  const { word } = useCaseWords()
  const { decide, busy } = useCaseActs(caseId)
  const [reason, setReason] = useState('')
  const [outcome, setOutcome] = useState('')
  const [refusal, setRefusal] = useState('')
  const needs = FLOW[act].guards

  async function submit(event: FormEvent) {
    event.preventDefault()
    const body = { act, ...(reason.trim() === '' ? {} : { reason }), ...(outcome === '' ? {} : { outcome }) }
    const result = await decide(`/cases/${caseId}/state`, body, isChange)
    if (!result) return
    if (!result.ok) return setRefusal(word(`refusal.${result.why}`))
    toast(t('caseMove.done', { state: word(`state.${result.state}`) }))
    onClose()
  }

  return (
    <Dialog title={word(`act.${act}`)} onClose={onClose} testId="state-dialog">
      <form onSubmit={(event) => { void submit(event) }}>
        {needs.includes('outcome') && (
          <label className="field">{t('caseMove.outcome')}
            <select required autoFocus value={outcome} onChange={({ target }) => setOutcome(target.value)} data-testid="state-outcome">
              <option value="" disabled>{t('caseField.choose')}</option>
              {LISTS.outcome.map((code) => <option key={code} value={code}>{word(`list.outcome.${code}`)}</option>)}
            </select>
          </label>
        )}
        <label className="field">{t(needs.includes('reason') ? 'caseMove.reason' : 'caseMove.reasonMay')}
          <textarea rows={3} maxLength={5000} required={needs.includes('reason')} value={reason} onChange={({ target }) => setReason(target.value)} data-testid="state-reason" />
        </label>
        {needs.includes('another-person') && <p className="quiet">{t('caseMove.another')}</p>}
        <p className="problem" role="alert" data-testid="state-refusal">{refusal}</p>
        <div className="dialog-buttons">
          <button type="button" className="button-quiet" onClick={onClose}>{t('common.cancel')}</button>
          <button type="submit" className="button-main" disabled={busy} data-testid="state-confirm">{word(`act.${act}`)}</button>
        </div>
      </form>
    </Dialog>
  )
}
