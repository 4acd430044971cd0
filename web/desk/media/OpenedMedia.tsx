import { useState } from 'react'
import type { Media } from '../../../src/desk/api.ts'
import { useWords } from '../language/LanguageProvider.tsx'
import { fileName, shownAs } from './openMedia.ts'

/** What was opened, for this one look: pictures and videos blurred until a second press, nothing that plays by itself, gone when closed. */
export function OpenedMedia({ media, type, address, onClose }: { media: Media; type: string; address: string; onClose: () => void }) {
  const { t } = useWords()
  const [clear, setClear] = useState(false)
  const as = shownAs({ type })
  const blurred = clear ? 'media-shown' : 'media-shown media-blurred'

  return (
    <div className="media-opened" data-testid="media-opened">
      {as === 'image' && <img className={blurred} src={address} alt={t('media.imageAlt')} data-testid="media-image" />}
      {/* No captions: nobody has written down what a child recorded. */}
      {as === 'video' && <video className={blurred} src={address} controls={clear} preload="metadata" />}
      {as === 'audio' && <audio src={address} controls preload="metadata" data-testid="media-audio" />}
      {as === 'file' && <p>{t('media.noPlay', { mime: media.mime ?? '?' })}</p>}
      <div className="media-buttons">
        {(as === 'image' || as === 'video') && (
          <button type="button" className="button-quiet" aria-pressed={clear} onClick={() => setClear(!clear)} data-testid="media-clear">{t(clear ? 'media.blurAgain' : 'media.showClearly')}</button>
        )}
        {as === 'file' && <a className="button-quiet" href={address} download={fileName(media, type)} data-testid="media-download">{t('media.download')}</a>}
        <button type="button" className="button-quiet" onClick={onClose}>{t('media.hide')}</button>
      </div>
    </div>
  )
}
