import { useState } from 'react'
import type { FormEvent } from 'react'
import { useWords } from '../language/LanguageProvider.tsx'
import { Dialog } from '../parts/Dialog.tsx'

/** An act that needs a reason out of a list. */
export function ReasonDialog({ title, lead, label, choose, yes, reasons, busy, onYes, onClose }: {
  title: string; lead: string; label: string; choose: string; yes: string; busy: boolean
  reasons: readonly { value: string; words: string }[]
  onYes: (reason: string) => void
  onClose: () => void
}) {
  const { t } = useWords()
  const [reason, setReason] = useState('')

  function submit(event: FormEvent) {
    event.preventDefault()
    onYes(reason)
  }

  return (
    <Dialog title={title} onClose={onClose} testId="reason-dialog">
      <form onSubmit={submit}>
        <p>{lead}</p>
        <label className="field">{label}
          <select value={reason} required autoFocus onChange={({ target }) => setReason(target.value)} data-testid="reason">
            <option value="" disabled>{choose}</option>
            {reasons.map(({ value, words }) => <option key={value} value={value}>{words}</option>)}
          </select>
        </label>
        <div className="dialog-buttons">
          <button type="button" className="button-quiet" onClick={onClose}>{t('common.cancel')}</button>
          <button type="submit" className="button-main" disabled={busy || reason === ''} data-testid="reason-yes">{yes}</button>
        </div>
      </form>
    </Dialog>
  )
}
