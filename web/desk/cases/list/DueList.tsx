import { Link } from 'wouter'
import { useWords } from '../../language/LanguageProvider.tsx'
import { errorWords } from '../../parts/errorWords.ts'
import { Level } from '../../parts/Level.tsx'
import { dayAndTime } from '../../time/dates.ts'
import { useCaseWords } from '../caseWords.ts'
import { DueTime } from './DueTime.tsx'
import { useDue } from './useCases.ts'

/** Clocks, tasks and requests of open cases in the next two weeks, soonest first. */
export function DueList({ mine }: { mine: boolean }) {
  const words = useWords()
  const { t, language } = words
  const { word } = useCaseWords()
  const { data, error } = useDue(mine)
  if (!data) return <p className="empty" role={error ? 'alert' : undefined}>{error ? errorWords(error, words) : t('common.loading')}</p>
  if (data.length === 0) return <p className="empty">{t('cases.nothingDue')}</p>
  return (
    <ul className="case-list" aria-label={t('cases.due')}>
      {data.map((due) => (
        <li key={`${due.what}${due.id}${due.caseId}`}>
          <Link href={`/cases/${due.caseId}`} className="case-row" data-testid="due-row" data-overdue={due.overdue}>
            <strong className="case-row-number">{due.number}</strong>
            <Level level={due.urgency} />
            <span className="case-state" data-state={due.state}>{word(`state.${due.state}`)}</span>
            <span className="case-row-about"><DueTime due={due} /></span>
            <span className="quiet">{t('case.until', { time: dayAndTime(due.dueAt, language) })}</span>
          </Link>
        </li>
      ))}
    </ul>
  )
}
