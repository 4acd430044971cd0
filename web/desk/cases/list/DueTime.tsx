import { useWords } from '../../language/LanguageProvider.tsx'
import { durationWords } from '../../time/duration.ts'
import { useNow } from '../../time/useNow.ts'
import { useCaseWords } from '../caseWords.ts'
import type { Due } from '../contract.ts'

const SOON_MS = 3 * 3600_000

/** What is due and how much time is left for it. */
export function DueTime({ due }: { due: Due }) {
  const { t } = useWords()
  const left = Date.parse(due.dueAt) - useNow(10_000)
  const look = left < 0 ? 'over' : left < SOON_MS ? 'soon' : 'open'
  return (
    <span className={`due-time legal-clock-${look}`}>
      <DueName due={due} />: <strong>{t(left < 0 ? 'case.over' : 'case.left', { time: durationWords(Math.abs(left), t) })}</strong>
    </span>
  )
}

function DueName({ due }: { due: Due }) {
  const { word } = useCaseWords()
  if (due.what === 'clock') return word(`clock.${due.name}`)
  if (due.what === 'task') return word(`task.${due.name}`)
  return `${word(`due.${due.what}`)}, ${word(`dataRequest.${due.name}`)}`
}
