import { useState } from 'react'
import type { FormEvent } from 'react'
import type { MEDIA_REASONS, Media } from '../../../src/desk/api.ts'
import { useWords } from '../language/LanguageProvider.tsx'
import { Dialog } from '../parts/Dialog.tsx'
import { errorWords } from '../parts/errorWords.ts'
import { toast } from '../parts/toasts.ts'
import { openMedia, type MediaReason } from './openMedia.ts'

const REASONS = ['danger', 'told', 'record', 'second-look'] as const satisfies typeof MEDIA_REASONS

/** The second deliberate act: why it must be opened. The reason is logged before anything is shown. */
export function OpenMediaDialog({ media, onClose, onOpened }: { media: Media; onClose: () => void; onOpened: (blob: Blob) => void }) {
  const words = useWords()
  const { t } = words
  const [reason, setReason] = useState<MediaReason>()
  const [busy, setBusy] = useState(false)

  async function submit(event: FormEvent) {
    event.preventDefault()
    if (reason === undefined) return
    setBusy(true)
    try {
      onOpened(await openMedia(media, reason))
    } catch (error) {
      toast(errorWords(error, words), { tone: 'warning' })
      onClose()
    }
  }

  return (
    <Dialog title={t('media.openTitle')} onClose={onClose} testId="media-dialog">
      <form onSubmit={(event) => { void submit(event) }}>
        <p>{t('media.openWarning')}</p>
        <fieldset className="choices">
          <legend>{t('media.openWhy')}</legend>
          {REASONS.map((one) => (
            <label key={one} className="choice">
              <input type="radio" name="reason" value={one} required checked={reason === one} onChange={() => setReason(one)} />
              <span>{t(`mediaReason.${one}`)}</span>
            </label>
          ))}
        </fieldset>
        <p className="quiet">{t('media.openLogged')}</p>
        <div className="dialog-buttons">
          <button type="button" className="button-quiet" onClick={onClose}>{t('common.cancel')}</button>
          <button type="submit" className="button-main" disabled={busy || reason === undefined} data-testid="media-confirm">{t('media.openDo')}</button>
        </div>
      </form>
    </Dialog>
  )
}
