import { Link } from 'wouter'
import { useWords } from '../../language/LanguageProvider.tsx'
import { Level } from '../../parts/Level.tsx'
import { useStaff } from '../../session/useStaff.ts'
import { dayAndTime } from '../../time/dates.ts'
import { useCaseWords } from '../caseWords.ts'
import type { CaseHit, Due } from '../contract.ts'
import { DueTime } from './DueTime.tsx'

/** One case in a list: number, state, level, what it is about, what is due next. */
export function CaseRow({ hit, due }: { hit: CaseHit; due: Due | undefined }) {
  const { t, language, maybe } = useWords()
  const { word } = useCaseWords()
  const { data: staff = [] } = useStaff()
  const officer = hit.responsibleId === null ? '' : `${staff.find(({ id }) => id === hit.responsibleId)?.name ?? t('caseField.colleague')} · `
  return (
    <li>
      <Link href={`/cases/${hit.id}`} className="case-row" data-testid="case-row" data-number={hit.number}>
        <strong className="case-row-number">{hit.number}</strong>
        <Level level={hit.urgency} />
        <span className="case-state" data-state={hit.state}>{word(`state.${hit.state}`)}</span>
        <span className="case-row-about">{hit.categories.map((code) => maybe(`category.${code}`) ?? code).join(', ')}</span>
        <span className="quiet">{officer}{t('cases.opened', { time: dayAndTime(hit.openedAt, language) })}</span>
        {due && <DueTime due={due} />}
      </Link>
    </li>
  )
}
