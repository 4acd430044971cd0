import type { DialogList } from '../../../src/dialogReview/api.ts'
import { useWords } from '../language/LanguageProvider.tsx'
import { dayAndTime } from '../time/dates.ts'

/** Who read a dialog last, and whether what they read still runs. */
export function ReviewLine({ review }: { review: DialogList['dialogs'][number]['review'] }) {
  const { t, language } = useWords()
  if (!review) return <small className="review-state review-open">{t('dialogs.unread')}</small>
  return (
    <small className={review.current ? 'review-state review-done' : 'review-state review-old'}>
      {t(review.current ? 'dialogs.readBy' : 'dialogs.readOld', { name: review.by, time: dayAndTime(review.at, language) })}
    </small>
  )
}
