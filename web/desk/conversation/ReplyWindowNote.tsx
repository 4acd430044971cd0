import type { ReplyWindow } from '../../../src/desk/api.ts'
import { useWords } from '../language/LanguageProvider.tsx'
import { serverNow } from '../time/clock.ts'
import { dayAndTime } from '../time/dates.ts'

/** Until when the platform lets us write; nothing where it sets no limit. */
export function ReplyWindowNote({ window: { open, freeUntil, closesAt } }: { window: ReplyWindow }) {
  const { t, language } = useWords()
  if (!open) return <p className="notice notice-refused" role="status">{t('reply.windowClosed')}</p>
  const parts = [
    ...(freeUntil === null ? [] : [t(Date.parse(freeUntil) > serverNow() ? 'reply.windowFree' : 'reply.windowLate', { time: dayAndTime(freeUntil, language) })]),
    ...(closesAt === null ? [] : [t('reply.windowUntil', { time: dayAndTime(closesAt, language) })]),
  ]
  return parts.length > 0 && <p className="reply-window">{parts.join(' · ')}</p>
}
