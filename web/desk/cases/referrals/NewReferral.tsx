import { useState } from 'react'
import type { FormEvent } from 'react'
import { useWords } from '../../language/LanguageProvider.tsx'
import { Dialog } from '../../parts/Dialog.tsx'
import { BODY_KINDS, useCaseWords } from '../caseWords.ts'
import type { CaseView } from '../contract.ts'
import { standingOf } from '../contract.ts'
import { useCaseActs } from '../useCase.ts'
import { FieldChoice } from './FieldChoice.tsx'
import { draftOfGround, groundOf } from './ground.ts'
import { GroundFields } from './GroundFields.tsx'
import { useServices } from './useServices.ts'

/** Prepares a referral: to whom, on what ground, with what. Nothing leaves yet. */
export function NewReferral({ view, onClose }: { view: CaseView; onClose: () => void }) {
  const { t } = useWords()
  const { word } = useCaseWords()
  const { id } = view.record
  const { run, busy } = useCaseActs(id)
  const [bodyKind, setBodyKind] = useState(BODY_KINDS[0] ?? 'commune')
  const [serviceId, setServiceId] = useState('')
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const [ground, setGround] = useState(() => draftOfGround(null))
  const commune = communeOf(view)
  const { data: services = [] } = useServices(bodyKind, bodyKind === 'commune' ? commune : undefined)
  const written = groundOf(ground)

  async function submit(event: FormEvent) {
    event.preventDefault()
    const fields = [...chosen].map((key) => ({ partId: key.slice(0, key.indexOf('.')), field: key.slice(key.indexOf('.') + 1) }))
    if (await run(`/cases/${id}/referrals`, { bodyKind, ground: written, chosen: fields, ...(serviceId === '' ? {} : { serviceId }) })) onClose()
  }

  return (
    <Dialog title={t('caseReferral.add')} onClose={onClose} testId="referral-dialog">
      <form onSubmit={(event) => { void submit(event) }}>
        <label className="field">{t('caseReferral.to')}
          <select autoFocus value={bodyKind} onChange={({ target }) => { setBodyKind(target.value); setServiceId('') }} data-testid="referral-body">
            {BODY_KINDS.map((kind) => <option key={kind} value={kind}>{word(`list.body.${kind}`)}</option>)}
          </select>
        </label>
        {services.length > 0 && (
          <label className="field">{t('caseReferral.service')}
            <select value={serviceId} onChange={({ target }) => setServiceId(target.value)} data-testid="referral-service">
              <option value="">{t('caseReferral.noService')}</option>
              {services.map(({ id: one, name, contact }) => <option key={one} value={one}>{contact === '' ? name : `${name} (${contact})`}</option>)}
            </select>
          </label>
        )}
        <GroundFields draft={ground} onChange={setGround} />
        <FieldChoice parts={view.parts} chosen={chosen} onChange={setChosen} />
        <p className="quiet">{t('caseReferral.notYet')}</p>
        <div className="dialog-buttons">
          <button type="button" className="button-quiet" onClick={onClose}>{t('common.cancel')}</button>
          <button type="submit" className="button-main" disabled={busy || !written || chosen.size === 0} data-testid="referral-save">{t('caseReferral.save')}</button>
        </div>
      </form>
    </Dialog>
  )
}

/** Where it happened, or where the child lives. */
function communeOf({ parts }: CaseView): string | undefined {
  for (const kind of ['concern', 'child'] as const) {
    for (const part of parts.filter((one) => one.kind === kind)) {
      const { answer } = standingOf(part, 'commune')
      if (answer.status === 'value') return String(answer.value)
    }
  }
  return undefined
}
