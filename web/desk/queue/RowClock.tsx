import type { QueueRow } from '../../../src/desk/api.ts'
import { isByHand } from '../conversation/byHand.ts'
import { useWords } from '../language/LanguageProvider.tsx'
import { dayAndTime } from '../time/dates.ts'
import { durationWords } from '../time/duration.ts'
import { turnSince } from './wait.ts'
import { WaitClock } from './WaitClock.tsx'

/** The clock of a row: closed when, waiting how long for a human, or, in my own, how long for my next word. */
export function RowClock({ row, now, mine }: { row: QueueRow; now: number; mine: boolean }) {
  const { t, language } = useWords()
  if (row.closedAt !== null) return <span className="wait">{dayAndTime(row.closedAt, language)}</span>
  if (row.waitingSince !== null) return <WaitClock waitingSince={row.waitingSince} answerDueAt={row.answerDueAt} now={now} />
  const since = mine && !isByHand(row.channel) ? turnSince(row) : null
  return since !== null && <span className="row-turn">{t('queue.myTurn', { time: durationWords(now - Date.parse(since), t) })}</span>
}
