import { useWords } from '../language/LanguageProvider.tsx'
import { timeOfDay } from '../time/dates.ts'
import { countdown } from '../time/duration.ts'
import { useNow } from '../time/useNow.ts'

const SOON_MS = 2 * 3600_000

/** The 12 hours of NĐ 56/2017 Điều 26, counted from the first message: what is left, or how long they are over. */
export function LegalClock({ dueAt }: { dueAt: string }) {
  const { t, language } = useWords()
  const left = Date.parse(dueAt) - useNow()
  const state = left < 0 ? 'over' : left < SOON_MS ? 'soon' : 'open'
  return (
    <strong className={`legal-clock legal-clock-${state}`} data-testid="clock" data-state={state}>
      <span role="timer">{t(left < 0 ? 'case.over' : 'case.left', { time: countdown(left) })}</span>
      <small>{t('case.until', { time: timeOfDay(dueAt, language) })}</small>
    </strong>
  )
}
