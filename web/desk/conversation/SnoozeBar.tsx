import type { Conversation } from '../../../src/desk/api.ts'
import { useWords } from '../language/LanguageProvider.tsx'
import { Icon } from '../parts/Icon.tsx'
import { dayAndTime } from '../time/dates.ts'
import { useActs } from './useActs.ts'

/** Says that the talk is put aside and until when; whoever holds it may take it up again at once. */
export function SnoozeBar({ conversation, mine }: { conversation: Conversation; mine: boolean }) {
  const { t, language } = useWords()
  const { run, busy } = useActs(conversation.id)
  if (conversation.snoozedUntil === null) return null
  return (
    <p className="snooze-bar" role="status" data-testid="snooze-bar">
      <Icon name="clock" />
      <span>{t('snooze.bar', { at: dayAndTime(conversation.snoozedUntil, language) })}</span>
      {mine && <button type="button" className="button-plain" disabled={busy} onClick={() => { void run('snooze', { until: null }) }} data-testid="snooze-end">{t('snooze.end')}</button>}
    </p>
  )
}
