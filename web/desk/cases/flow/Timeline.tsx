import { useState } from 'react'
import type { FormEvent } from 'react'
import { RECORDABLE } from '../../../../src/cases/events.ts'
import { useWords } from '../../language/LanguageProvider.tsx'
import { useStaff } from '../../session/useStaff.ts'
import { serverNow } from '../../time/clock.ts'
import { dayAndTime } from '../../time/dates.ts'
import { fromLocalInput, localInput } from '../../time/localInput.ts'
import { useCaseWords } from '../caseWords.ts'
import type { CaseView } from '../contract.ts'
import { useCaseActs } from '../useCase.ts'

/** What happened, and the way to record what was done outside: clocks start and stop by it. */
export function Timeline({ caseId, events, mayWrite }: { caseId: string; events: CaseView['events']; mayWrite: boolean }) {
  const { t, language } = useWords()
  const { word } = useCaseWords()
  const { data: staff = [] } = useStaff()
  return (
    <section className="panel case-section" id="case-steps" aria-labelledby="title-steps" data-testid="section-steps">
      <h2 id="title-steps">{t('caseStep.title')}</h2>
      {mayWrite && <StepForm caseId={caseId} />}
      {events.length === 0 && <p className="quiet">{t('caseStep.none')}</p>}
      <ol className="versions">
        {events.toReversed().map(({ kind, at, by, detail }) => (
          <li key={`${kind}${at}`}>
            <strong>{word(`event.${kind}`)}{detail['body'] !== undefined && `: ${word(`list.body.${detail['body']}`)}`}{detail['outcome'] !== undefined && `: ${word(`list.outcome.${detail['outcome']}`)}`}</strong>
            <span className="quiet">{dayAndTime(at, language)}{by !== null && ` · ${staff.find(({ id }) => id === by)?.name ?? t('caseField.colleague')}`}</span>
          </li>
        ))}
      </ol>
    </section>
  )
}

function StepForm({ caseId }: { caseId: string }) {
  const { t } = useWords()
  const { word } = useCaseWords()
  const { run, busy } = useCaseActs(caseId)
  const [kind, setKind] = useState('')
  const [at, setAt] = useState('')

  async function submit(event: FormEvent) {
    event.preventDefault()
    if (!await run(`/cases/${caseId}/steps`, { kind, ...(at === '' ? {} : { at: fromLocalInput(at) }) })) return
    setKind('')
    setAt('')
  }

  return (
    <form className="inline-form" onSubmit={(event) => { void submit(event) }}>
      <label className="field">{t('caseStep.record')}
        <select required value={kind} onChange={({ target }) => setKind(target.value)} data-testid="step-kind">
          <option value="" disabled>{t('caseField.choose')}</option>
          {RECORDABLE.map((one) => <option key={one} value={one}>{word(`event.${one}`)}</option>)}
        </select>
      </label>
      <label className="field">{t('caseStep.at')}
        <input type="datetime-local" value={at} max={localInput(serverNow())} onChange={({ target }) => setAt(target.value)} />
      </label>
      <button type="submit" className="button-quiet" disabled={busy || kind === ''} data-testid="step-save">{t('caseStep.save')}</button>
    </form>
  )
}
