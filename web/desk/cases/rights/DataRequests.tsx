import { useState } from 'react'
import type { FormEvent } from 'react'
import { ASKERS, REQUEST_KINDS } from '../../../../src/cases/dataRights.ts'
import { useWords } from '../../language/LanguageProvider.tsx'
import { useCaseWords } from '../caseWords.ts'
import type { CaseView } from '../contract.ts'
import { useCaseActs } from '../useCase.ts'
import { DataRequest } from './DataRequest.tsx'

/** Who asked what about the data in this case, and by when they must be answered. */
export function DataRequests({ view, mayWrite }: { view: CaseView; mayWrite: boolean }) {
  const { t } = useWords()
  const { word } = useCaseWords()
  const { id } = view.record
  const { run, busy } = useCaseActs(id)
  const [kind, setKind] = useState<string>('view')
  const [asker, setAsker] = useState<string>('child')

  function submit(event: FormEvent) {
    event.preventDefault()
    void run(`/cases/${id}/data-requests`, { kind, asker })
  }

  return (
    <section className="panel case-section" id="case-rights" aria-labelledby="title-rights" data-testid="section-rights">
      <h2 id="title-rights">{t('caseRights.title')}</h2>
      {view.dataRequests.length === 0 && <p className="quiet">{t('caseRights.none')}</p>}
      {view.dataRequests.map((request) => <DataRequest key={request.id} caseId={id} request={request} mayWrite={mayWrite} />)}
      {mayWrite && (
        <details className="add-form">
          <summary data-testid="rights-add">{t('caseRights.add')}</summary>
          <form className="stack-form" onSubmit={submit}>
            <label className="field">{t('caseRights.kind')}
              <select value={kind} onChange={({ target }) => setKind(target.value)} data-testid="rights-kind">{REQUEST_KINDS.map((one) => <option key={one} value={one}>{word(`dataRequest.${one}`)}</option>)}</select>
            </label>
            <label className="field">{t('caseRights.asker')}
              <select value={asker} onChange={({ target }) => setAsker(target.value)} data-testid="rights-asker">{ASKERS.map((one) => <option key={one} value={one}>{word(`asker.${one}`)}</option>)}</select>
            </label>
            <div className="form-buttons"><button type="submit" className="button-main" disabled={busy} data-testid="rights-save">{t('caseRights.save')}</button></div>
          </form>
        </details>
      )}
    </section>
  )
}
