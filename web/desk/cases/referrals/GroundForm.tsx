import { useState } from 'react'
import type { FormEvent } from 'react'
import { useWords } from '../../language/LanguageProvider.tsx'
import type { Referral } from '../contract.ts'
import { useCaseActs } from '../useCase.ts'
import { draftOfGround, groundOf } from './ground.ts'
import { GroundFields } from './GroundFields.tsx'

/** Corrects the ground of a referral that has not left: the way on when sending was refused for it. */
export function GroundForm({ caseId, referral }: { caseId: string; referral: Referral }) {
  const { t } = useWords()
  const { run, busy } = useCaseActs(caseId)
  const [draft, setDraft] = useState(() => draftOfGround(referral.ground))
  const [open, setOpen] = useState(false)
  const written = groundOf(draft)

  async function submit(event: FormEvent) {
    event.preventDefault()
    if (written && await run(`/referrals/${referral.id}/ground`, written)) setOpen(false)
  }

  return (
    <details className="add-form" open={open} onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary data-testid="ground-edit">{t('caseGround.edit')}</summary>
      <form className="stack-form" onSubmit={(event) => { void submit(event) }}>
        <GroundFields draft={draft} onChange={setDraft} />
        <div className="form-buttons"><button type="submit" className="button-quiet" disabled={busy || !written} data-testid="ground-save">{t('caseGround.save')}</button></div>
      </form>
    </details>
  )
}
