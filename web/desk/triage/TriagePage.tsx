import { useState } from 'react'
import type { FormEvent } from 'react'
import { useWords } from '../language/LanguageProvider.tsx'
import { usePresence } from '../live/usePresence.ts'
import { errorWords } from '../parts/errorWords.ts'
import { AgreementTable } from './AgreementTable.tsx'
import { TriageResult } from './TriageResult.tsx'
import { turnsOf } from './turnsOf.ts'
import { useTry } from './useTriage.ts'

/** Where supervisors look over the machine's shoulder: what it hears in a text, and how often people disagreed with it. */
export function TriagePage() {
  const words = useWords()
  const { t } = words
  usePresence(null, false)
  const [pasted, setPasted] = useState('')
  const { mutate, data, error, isPending } = useTry()
  const turns = turnsOf(pasted)

  function submit(event: FormEvent) {
    event.preventDefault()
    mutate(turns)
  }

  return (
    <main className="wall" data-testid="triage">
      <h1>{t('triage.title')}</h1>
      <form className="panel" onSubmit={submit}>
        <label htmlFor="triage-text">{t('triage.paste')}</label>
        <textarea id="triage-text" rows={5} maxLength={20_000} autoComplete="off" spellCheck={false} value={pasted} onChange={(event) => setPasted(event.target.value)} aria-describedby="triage-kept" data-testid="triage-text" />
        <p id="triage-kept" className="quiet">{t('triage.notKept')}</p>
        <p><button type="submit" className="button-main" disabled={turns.length === 0 || isPending} data-testid="triage-try">{t('triage.try')}</button></p>
        {error && <p className="problem" role="alert">{errorWords(error, words)}</p>}
      </form>
      <div role="status" aria-busy={isPending}>{data && <TriageResult turns={data.turns} tried={data.tried} />}</div>
      <AgreementTable />
    </main>
  )
}
