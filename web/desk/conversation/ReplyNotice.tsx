import { useWords } from '../language/LanguageProvider.tsx'
import { errorWords } from '../parts/errorWords.ts'
import type { Outgoing } from './outgoing.ts'

/** Why a reply has not gone, and what happens next. */
export function ReplyNotice({ outgoing }: { outgoing: Outgoing | undefined }) {
  const words = useWords()
  if (!outgoing || outgoing.state === 'sending') return null
  return (
    <p className={`notice notice-${outgoing.state}`} role="alert" data-testid="reply-notice">
      {outgoing.state === 'refused' ? errorWords(outgoing.error, words) : words.t(`reply.${outgoing.state}`)}
    </p>
  )
}
