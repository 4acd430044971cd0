import { useRef, useState } from 'react'
import type { FormEvent } from 'react'
import { useLocation } from 'wouter'
import type { TakeContact } from '../../../src/desk/api.ts'
import { withFields, write } from '../http/request.ts'
import { useShortcuts } from '../keyboard/useShortcuts.ts'
import { useWords } from '../language/LanguageProvider.tsx'
import { Dialog } from '../parts/Dialog.tsx'
import { errorWords } from '../parts/errorWords.ts'
import { Icon } from '../parts/Icon.tsx'
import { useMay } from '../session/useMe.ts'
import { fromLocalInput, localInput } from '../time/localInput.ts'
import { serverNow } from '../time/clock.ts'

const HAND_CHANNELS = ['phone', 'walk-in'] as const satisfies readonly TakeContact['channel'][]
const isTaken = withFields<{ id: string }>('id')

/** The way to write down a call to the hotline or a visit: it becomes a conversation like any other. */
export function RecordContact() {
  const { t } = useWords()
  const may = useMay()
  const [open, setOpen] = useState(false)
  const mayTake = may('contact.take')
  useShortcuts({ contact: mayTake ? () => setOpen(true) : undefined })
  if (!mayTake) return null
  return (
    <>
      <button type="button" className="button-quiet record" aria-label={t('contact.record')} title={t('contact.record')} onClick={() => setOpen(true)} data-testid="contact-record"><Icon name="phone" /></button>
      {open && <RecordDialog onClose={() => setOpen(false)} />}
    </>
  )
}

function RecordDialog({ onClose }: { onClose: () => void }) {
  const words = useWords()
  const { t } = words
  const [, go] = useLocation()
  const clientId = useRef(crypto.randomUUID())
  const [channel, setChannel] = useState<TakeContact['channel']>('phone')
  const [at, setAt] = useState(() => localInput(serverNow()))
  const [text, setText] = useState('')
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState('')

  async function submit(event: FormEvent) {
    event.preventDefault()
    setBusy(true)
    try {
      const { id } = await write('POST', '/contacts', { clientId: clientId.current, channel, at: fromLocalInput(at), text }, isTaken)
      onClose()
      go(`/c/${id}`)
    } catch (error) {
      setProblem(errorWords(error, words))
      setBusy(false)
    }
  }

  return (
    <Dialog title={t('contact.title')} onClose={onClose} testId="contact-dialog">
      <form onSubmit={(event) => { void submit(event) }}>
        <fieldset className="choices choices-row">
          <legend>{t('contact.how')}</legend>
          {HAND_CHANNELS.map((one) => (
            <label key={one} className="choice">
              <input type="radio" name="channel" value={one} checked={channel === one} onChange={() => setChannel(one)} />
              <span>{t(`channel.${one}`)}</span>
            </label>
          ))}
        </fieldset>
        <label className="field">
          {t('contact.at')}
          <input type="datetime-local" required value={at} max={localInput(serverNow() + 60_000)} onChange={(event) => setAt(event.target.value)} />
        </label>
        <label className="field">
          {t('contact.text')}
          <textarea rows={5} required maxLength={5000} autoFocus value={text} onChange={(event) => setText(event.target.value)} data-testid="contact-text" />
        </label>
        <p className="quiet">{t('contact.means')}</p>
        <p className="problem" role="alert">{problem}</p>
        <div className="dialog-buttons">
          <button type="button" className="button-quiet" onClick={onClose}>{t('common.cancel')}</button>
          <button type="submit" className="button-main" disabled={busy || text.trim() === ''} data-testid="contact-save">{t('contact.save')}</button>
        </div>
      </form>
    </Dialog>
  )
}
