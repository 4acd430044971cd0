import type { Conversation } from '../../../src/desk/api.ts'
import { useActs } from '../conversation/useActs.ts'
import { useWords } from '../language/LanguageProvider.tsx'
import { Icon } from '../parts/Icon.tsx'

/** The machine was not sure: a human must read the conversation, whatever its level. */
export function ReviewFlag({ conversation }: { conversation: Conversation }) {
  const { t } = useWords()
  const { run, busy } = useActs(conversation.id)
  if (!conversation.review) return null
  return (
    <p className="review" data-testid="review">
      <Icon name="flag" />
      <span>{t('card.review')}</span>
      <button type="button" className="button-quiet" disabled={busy} onClick={() => { void run('review') }} data-testid="review-done">{t('card.reviewDone')}</button>
    </p>
  )
}
