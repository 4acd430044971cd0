import { useState } from 'react'
import type { FormEvent } from 'react'
import { useWords } from '../language/LanguageProvider.tsx'
import { errorWords } from '../parts/errorWords.ts'
import { Dialog } from '../parts/Dialog.tsx'
import { toast } from '../parts/toasts.ts'
import { useMe } from '../session/useMe.ts'
import { useStaff } from '../session/useStaff.ts'
import { useActs } from './useActs.ts'

/** Gives the conversation to a colleague, or to the shift by way of the queue, with a note; the person is not greeted again. */
export function TransferDialog({ conversationId, onClose }: { conversationId: string; onClose: () => void }) {
  const words = useWords()
  const { t } = words
  const { data: me } = useMe()
  const { run, busy } = useActs(conversationId)
  const staff = useStaff()
  const [receiver, setReceiver] = useState('')
  const [note, setNote] = useState('')
  const [warm, setWarm] = useState(false)
  const colleagues = (staff.data ?? [])
    .filter(({ id }) => id !== me?.id)
    .toSorted((a, b) => Number(b.present) - Number(a.present) || Number(b.onShift) - Number(a.onShift) || a.holding - b.holding)
  const shift = colleagues.filter(({ onShift }) => onShift).map(({ name }) => name)

  async function submit(event: FormEvent) {
    event.preventDefault()
    const done = receiver === 'queue'
      ? await run('release', { to: 'queue', note })
      : await run('transfer', { staffId: receiver, note, warm })
    if (!done) return
    toast(t(warm && receiver !== 'queue' ? 'transfer.asked' : 'transfer.done'))
    onClose()
  }

  return (
    <Dialog title={t('transfer.title')} onClose={onClose} testId="transfer-dialog">
      <form onSubmit={(event) => { void submit(event) }}>
        {staff.isError && <p className="problem" role="alert">{errorWords(staff.error, words)}</p>}
        <fieldset className="choices">
          <legend>{t('transfer.to')}</legend>
          {colleagues.map(({ id, name, role, present, onShift, holding }) => (
            <label key={id} className="choice">
              <input type="radio" name="receiver" value={id} required checked={receiver === id} onChange={() => setReceiver(id)} />
              <span>{name}</span>
              <small>{t(`role.${role}`)} · {onShift && `${t('transfer.onShift')} · `}{present ? t('transfer.present', { n: holding }) : t('transfer.absent')}</small>
            </label>
          ))}
          <label className="choice">
            <input type="radio" name="receiver" value="queue" required checked={receiver === 'queue'} onChange={() => setReceiver('queue')} />
            <span>{t('transfer.queue')}</span>
            <small>{shift.length > 0 ? t('transfer.shiftMeans', { names: shift.join(', ') }) : t('transfer.queueMeans')}</small>
          </label>
        </fieldset>
        <label className="field">
          {t('transfer.note')}
          <textarea rows={3} required maxLength={5000} value={note} onChange={(event) => setNote(event.target.value)} data-testid="transfer-note" />
        </label>
        {receiver !== 'queue' && (
          <label className="check">
            <input type="checkbox" checked={warm} onChange={(event) => setWarm(event.target.checked)} data-testid="transfer-warm" />
            {t('transfer.warm')}
          </label>
        )}
        <div className="dialog-buttons">
          <button type="button" className="button-quiet" onClick={onClose}>{t('common.cancel')}</button>
          <button type="submit" className="button-main" disabled={busy || receiver === '' || note.trim() === ''} data-testid="transfer-confirm">{t('act.transfer')}</button>
        </div>
      </form>
    </Dialog>
  )
}
