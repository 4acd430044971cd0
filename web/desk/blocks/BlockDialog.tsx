import { useState } from 'react'
import type { FormEvent } from 'react'
import type { BLOCK_DAYS, BLOCK_REASONS } from '../../../src/desk/api.ts'
import { useActs } from '../conversation/useActs.ts'
import { useWords } from '../language/LanguageProvider.tsx'
import { Dialog } from '../parts/Dialog.tsx'
import { toast } from '../parts/toasts.ts'
import { useMay } from '../session/useMe.ts'

const REASONS = ['abuse', 'hunting', 'spam'] as const satisfies typeof BLOCK_REASONS
const DAYS = [1, 3, 7, 30, 90] as const satisfies typeof BLOCK_DAYS
/** What the server lets a counsellor do (COUNSELLOR_BLOCK_DAYS). */
const COUNSELLOR_DAYS = 7

/** Keeps an abusive or hunting writer away: with a reason, an end, and the promise that danger still rings. */
export function BlockDialog({ conversationId, onClose }: { conversationId: string; onClose: () => void }) {
  const { t } = useWords()
  const may = useMay()
  const { run, busy } = useActs(conversationId)
  const [reason, setReason] = useState('')
  const [days, setDays] = useState<number>(1)
  const [note, setNote] = useState('')

  async function submit(event: FormEvent) {
    event.preventDefault()
    if (!await run('block', { reason, days, note })) return
    toast(t('block.done'))
    onClose()
  }

  return (
    <Dialog title={t('block.title')} onClose={onClose} testId="block-dialog">
      <form onSubmit={(event) => { void submit(event) }}>
        <p className="quiet">{t('block.about')}</p>
        <fieldset className="choices">
          <legend>{t('block.why')}</legend>
          {REASONS.map((one) => (
            <label key={one} className="choice">
              <input type="radio" name="reason" value={one} required checked={reason === one} onChange={() => setReason(one)} />
              <span>{t(`blockReason.${one}`)}</span>
            </label>
          ))}
        </fieldset>
        <label className="field">
          {t('block.days')}
          <select value={days} onChange={(event) => setDays(Number(event.target.value))}>
            {DAYS.filter((one) => one <= COUNSELLOR_DAYS || may('person.block-any')).map((one) => <option key={one} value={one}>{t('block.day', { n: one })}</option>)}
          </select>
        </label>
        <label className="field">
          {t('block.note')}
          <textarea rows={2} required maxLength={1000} placeholder={t('block.noteHint')} value={note} onChange={(event) => setNote(event.target.value)} data-testid="block-note" />
        </label>
        <div className="dialog-buttons">
          <button type="button" className="button-quiet" onClick={onClose}>{t('common.cancel')}</button>
          <button type="submit" className="button-main" disabled={busy || reason === '' || note.trim() === ''} data-testid="block-confirm">{t('block.confirm')}</button>
        </div>
      </form>
    </Dialog>
  )
}
