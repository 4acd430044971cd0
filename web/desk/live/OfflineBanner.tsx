import { useReachable } from '../http/connection.ts'
import { useWords } from '../language/LanguageProvider.tsx'
import { useOutgoingCount } from '../conversation/outgoing.ts'
import { Icon } from '../parts/Icon.tsx'

/** Says at once when the desk no longer reaches the service: what is on the screen may be old. */
export function OfflineBanner() {
  const { t } = useWords()
  const reachable = useReachable()
  const unsent = useOutgoingCount()
  return (
    <div role="status" aria-live="assertive" data-testid="offline">
      {!reachable && (
        <p className="offline"><Icon name="warn" />{t('live.offline')} {unsent > 0 && t('live.unsent', { n: unsent })}</p>
      )}
    </div>
  )
}
