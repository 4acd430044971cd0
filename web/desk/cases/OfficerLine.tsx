import { useState } from 'react'
import type { FormEvent } from 'react'
import type { AssignResult } from '../../../src/cases/assignCase.ts'
import { withFields } from '../http/request.ts'
import { useWords } from '../language/LanguageProvider.tsx'
import { Dialog } from '../parts/Dialog.tsx'
import { useMay, useMe } from '../session/useMe.ts'
import { useStaff } from '../session/useStaff.ts'
import { dayAndTime } from '../time/dates.ts'
import { useCaseWords } from './caseWords.ts'
import type { CaseView } from './contract.ts'
import { useCaseActs } from './useCase.ts'

const isResult = withFields<AssignResult>('ok')

/** Who answers for the case; the way to take it, to hand it on, and who had it before. */
export function OfficerLine({ view }: { view: CaseView }) {
  const { t } = useWords()
  const { word } = useCaseWords()
  const may = useMay()
  const { data: me } = useMe()
  const { data: staff = [] } = useStaff()
  const { id, responsibleId, state } = view.record
  const { decide, busy } = useCaseActs(id)
  const [giving, setGiving] = useState(false)
  const [refusal, setRefusal] = useState('')
  const nameOf = (one: string) => staff.find((each) => each.id === one)?.name ?? t('caseField.colleague')
  const mayGive = me !== null && me !== undefined && may('case.write') && state !== 'closed' && (responsibleId === me.id || may('case.assign'))

  async function assign(staffId: string | null): Promise<boolean> {
    const result = await decide(`/cases/${id}/assign`, { staffId }, isResult)
    setRefusal(result && !result.ok ? word(`refusal.${result.why}`) : '')
    return result?.ok ?? false
  }

  return (
    <>
      <p className="case-head-line" data-testid="case-officer">
        <span><span className="quiet">{t('caseOfficer.title')}:</span> <strong>{responsibleId === null ? t('caseOfficer.nobody') : nameOf(responsibleId)}</strong></span>
        {me && responsibleId === null && may('case.write') && state !== 'closed' && <button type="button" className="button-quiet" disabled={busy} onClick={() => { void assign(me.id) }} data-testid="officer-take">{t('caseOfficer.take')}</button>}
        {mayGive && <button type="button" className="button-quiet" onClick={() => setGiving(true)} data-testid="officer-give">{t('caseOfficer.give')}</button>}
      </p>
      {refusal !== '' && <p className="problem" role="alert">{refusal}</p>}
      {giving && <GiveDialog view={view} nameOf={nameOf} onClose={() => setGiving(false)} onGive={async (staffId) => { if (await assign(staffId)) setGiving(false) }} />}
    </>
  )
}

type GiveProps = { view: CaseView; nameOf: (id: string) => string; onClose: () => void; onGive: (staffId: string | null) => Promise<void> }

function GiveDialog({ view, nameOf, onClose, onGive }: GiveProps) {
  const { t, language } = useWords()
  const { data: staff = [] } = useStaff()
  const [to, setTo] = useState('')
  const changes = view.events.filter(({ kind }) => kind === 'assigned')

  function submit(event: FormEvent) {
    event.preventDefault()
    void onGive(to === '' ? null : to)
  }

  return (
    <Dialog title={t('caseOfficer.giveTo')} onClose={onClose} testId="officer-dialog">
      <form onSubmit={submit}>
        <label className="field">{t('caseOfficer.giveTo')}
          <select autoFocus value={to} onChange={({ target }) => setTo(target.value)} data-testid="officer-to">
            <option value="">{t('caseOfficer.none')}</option>
            {staff.filter(({ id }) => id !== view.record.responsibleId).map(({ id, name }) => <option key={id} value={id}>{name}</option>)}
          </select>
        </label>
        {changes.length > 0 && (
          <details open>
            <summary>{t('caseOfficer.history')}</summary>
            <ol className="versions">
              {changes.toReversed().map(({ at, by, detail: { to: taken } }) => (
                <li key={at}>
                  <strong>{taken === undefined ? t('caseOfficer.ended', { time: dayAndTime(at, language) }) : t('caseOfficer.began', { name: nameOf(taken), time: dayAndTime(at, language) })}</strong>
                  {by !== null && by !== taken && <span className="quiet">{t('caseOfficer.by', { name: nameOf(by) })}</span>}
                </li>
              ))}
            </ol>
          </details>
        )}
        <div className="dialog-buttons">
          <button type="button" className="button-quiet" onClick={onClose}>{t('common.cancel')}</button>
          <button type="submit" className="button-main" data-testid="officer-save">{t('caseOfficer.save')}</button>
        </div>
      </form>
    </Dialog>
  )
}
