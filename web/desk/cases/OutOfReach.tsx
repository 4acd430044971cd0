import { useState } from 'react'
import type { FormEvent } from 'react'
import type { REACH_REASONS } from '../../../src/cases/api.ts'
import { useWords } from '../language/LanguageProvider.tsx'
import { useCaseActs } from './useCase.ts'

/** As the server's (src/cases/api.ts), without its schemas. */
const REASONS = ['same-child', 'danger', 'asked', 'authority'] as const satisfies typeof REACH_REASONS

/** An old case that is not mine: it opens for a reason, which stays in the access log. */
export function OutOfReach({ caseId }: { caseId: string }) {
  const { t } = useWords()
  const { run, busy } = useCaseActs(caseId)
  const [reason, setReason] = useState('')

  function submit(event: FormEvent) {
    event.preventDefault()
    void run(`/cases/${caseId}/reach`, { reason })
  }

  return (
    <main className="wall page" data-testid="out-of-reach">
      <h1>{t('reach.title')}</h1>
      <form className="panel" onSubmit={submit}>
        <p>{t('reach.about')}</p>
        <fieldset className="choices">
          <legend>{t('reach.why')}</legend>
          {REASONS.map((one) => (
            <label key={one} className="choice"><input type="radio" name="reason" value={one} checked={reason === one} onChange={() => setReason(one)} required />{t(`reachReason.${one}`)}</label>
          ))}
        </fieldset>
        <p className="quiet">{t('reach.logged')}</p>
        <div className="dialog-buttons"><button type="submit" className="button-main" disabled={busy || reason === ''} data-testid="reach-open">{t('reach.open')}</button></div>
      </form>
    </main>
  )
}
