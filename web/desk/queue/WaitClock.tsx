import { useWords } from '../language/LanguageProvider.tsx'
import { durationWords } from '../time/duration.ts'
import { waitOf } from './wait.ts'

/** How long somebody waits for a human, against the promise of the level; in words, and as a thin bar. */
export function WaitClock({ waitingSince, answerDueAt, now }: { waitingSince: string | null; answerDueAt: string | null; now: number }) {
  const { t } = useWords()
  const wait = waitOf({ waitingSince, answerDueAt }, now)
  if (!wait) return null
  const over = wait.late && wait.leftMs !== null
  return (
    <span className={over ? 'wait wait-late' : 'wait'}>
      <span>{over ? t('queue.late', { time: durationWords(-(wait.leftMs ?? 0), t) }) : t('queue.waited', { time: durationWords(wait.waitedMs, t) })}</span>
      <span className="wait-bar" aria-hidden="true"><span style={{ inlineSize: `${Math.round(wait.used * 100)}%` }} /></span>
    </span>
  )
}
