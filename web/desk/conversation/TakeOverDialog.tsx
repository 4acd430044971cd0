import { useState } from 'react'
import type { FormEvent } from 'react'
import type { Conversation, TAKE_OVER_REASONS } from '../../../src/desk/api.ts'
import { useWords } from '../language/LanguageProvider.tsx'
import { Dialog } from '../parts/Dialog.tsx'
import { useActs } from './useActs.ts'

const REASONS = ['absent', 'danger', 'asked', 'quality'] as const satisfies typeof TAKE_OVER_REASONS

/** A supervisor takes a conversation from a colleague: never silently, always with a reason that is logged. */
export function TakeOverDialog({ conversation, onClose }: { conversation: Conversation; onClose: () => void }) {
  const { t } = useWords()
  const { run, busy } = useActs(conversation.id)
  const [reason, setReason] = useState('')

  async function submit(event: FormEvent) {
    event.preventDefault()
    if (await run('take-over', { reason })) onClose()
  }

  return (
    <Dialog title={t('takeOver.title', { name: conversation.owner.name ?? t('owner.staff') })} onClose={onClose} testId="take-over-dialog">
      <form onSubmit={(event) => { void submit(event) }}>
        <fieldset className="choices">
          <legend>{t('takeOver.why')}</legend>
          {REASONS.map((one) => (
            <label key={one} className="choice">
              <input type="radio" name="reason" value={one} required checked={reason === one} onChange={() => setReason(one)} />
              <span>{t(`takeOverReason.${one}`)}</span>
            </label>
          ))}
        </fieldset>
        <p className="quiet">{t('takeOver.logged')}</p>
        <div className="dialog-buttons">
          <button type="button" className="button-quiet" onClick={onClose}>{t('common.cancel')}</button>
          <button type="submit" className="button-main" disabled={busy || reason === ''} data-testid="take-over-confirm">{t('act.takeOver')}</button>
        </div>
      </form>
    </Dialog>
  )
}
