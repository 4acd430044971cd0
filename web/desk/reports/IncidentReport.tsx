import { useState } from 'react'
import type { FormEvent } from 'react'
import { NO_FILTERS } from '../cases/list/filters.ts'
import { useCases } from '../cases/list/useCases.ts'
import { useSettled } from '../cases/list/useSettled.ts'
import { usePapers } from '../cases/papers/usePapers.ts'
import { useWords } from '../language/LanguageProvider.tsx'

/** The report at once on one incident (plan VI.2): names no child. */
export function IncidentReport() {
  const { t } = useWords()
  const [number, setNumber] = useState('')
  const { data } = useCases(useSettled(number), { ...NO_FILTERS, state: '' })
  const hit = number.trim() === '' ? undefined : data?.pages[0]?.[0]
  return (
    <section className="panel report-wide" aria-labelledby="title-incident" data-testid="incident-report">
      <h2 id="title-incident">{t('reports.incident')}</h2>
      <p className="quiet">{t('reports.incidentMeans')}</p>
      <label className="field">{t('reports.incidentCase')}<input type="search" value={number} onChange={({ target }) => setNumber(target.value)} placeholder="2026-000123" autoComplete="off" data-testid="incident-number" /></label>
      {hit && <IncidentForm key={hit.id} caseId={hit.id} number={hit.number} />}
    </section>
  )
}

function IncidentForm({ caseId, number }: { caseId: string; number: string }) {
  const { t } = useWords()
  const { make, busy } = usePapers(caseId)
  const [type, setType] = useState('')
  const [ask, setAsk] = useState('')

  function submit(event: FormEvent) {
    event.preventDefault()
    void make({ kind: 'incident-report', ...(type.trim() === '' ? {} : { type }), ...(ask.trim() === '' ? {} : { ask }) })
  }

  return (
    <form className="stack-form" onSubmit={submit}>
      <label className="field">{t('reports.incidentType')}<input maxLength={200} value={type} onChange={({ target }) => setType(target.value)} /></label>
      <label className="field">{t('reports.incidentAsk')}<textarea rows={2} maxLength={5000} value={ask} onChange={({ target }) => setAsk(target.value)} /></label>
      <div className="form-buttons"><button type="submit" className="button-main" disabled={busy} data-testid="incident-make">{t('reports.incidentMake', { number })}</button></div>
    </form>
  )
}
