import { useEffect, useState } from 'react'
import { useQueryClient } from '@tanstack/react-query'
import type { Media } from '../../../src/desk/api.ts'
import { useWords } from '../language/LanguageProvider.tsx'
import { Icon } from '../parts/Icon.tsx'
import { FetchAgain } from './FetchAgain.tsx'
import { OpenMediaDialog } from './OpenMediaDialog.tsx'
import { OpenedMedia } from './OpenedMedia.tsx'

/** A picture or recording as the transcript shows it: closed. Nothing of it is here before somebody opens it, with a reason. */
export function MediaCard({ media }: { media: Media }) {
  const { t, maybe } = useWords()
  const client = useQueryClient()
  const [asking, setAsking] = useState(false)
  const [opened, setOpened] = useState<{ type: string; address: string }>()
  const why = media.errorCode === null ? undefined : maybe(`mediaCode.${media.errorCode}`)

  // Closed, or the conversation left: the browser lets go of the bytes.
  useEffect(() => () => { if (opened) URL.revokeObjectURL(opened.address) }, [opened])

  return (
    <div className="media-card" data-testid="media" data-state={media.state}>
      <p className="media-line"><Icon name={media.kind === 'image' || media.kind === 'video' ? 'eyeOff' : 'clip'} /><span>{t(`media.${media.kind}`)} {!opened && t('media.closed')}</span>{media.bytes !== null && <span className="quiet">{t('media.size', { kb: Math.ceil(media.bytes / 1024) })}</span>}</p>
      {media.state !== 'stored' && <p className={media.state === 'waiting' ? 'quiet' : 'problem'}>{t(`media.${media.state}`)} {why}</p>}
      {media.state === 'failed' && media.mayOpen && <FetchAgain id={media.id} />}
      {media.opened > 0 && <p className="quiet">{t('media.opened', { n: media.opened })}</p>}
      {media.state === 'stored' && !media.mayOpen && <p className="quiet">{t('media.notMine')}</p>}
      {media.state === 'stored' && media.mayOpen && !opened && (
        <button type="button" className="button-quiet" onClick={() => setAsking(true)} data-testid="media-open">{t('media.open')}</button>
      )}
      {opened && <OpenedMedia media={media} {...opened} onClose={() => setOpened(undefined)} />}
      {asking && (
        <OpenMediaDialog
          media={media}
          onClose={() => setAsking(false)}
          onOpened={(blob) => {
            setAsking(false)
            setOpened({ type: blob.type, address: URL.createObjectURL(blob) })
            void client.invalidateQueries({ queryKey: ['messages'], predicate: ({ queryKey }) => queryKey[2] === 'media' })
          }}
        />
      )}
    </div>
  )
}
