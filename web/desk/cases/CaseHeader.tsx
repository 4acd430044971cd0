import { Link } from 'wouter'
import { Categories } from '../card/Categories.tsx'
import { useWords } from '../language/LanguageProvider.tsx'
import { Icon } from '../parts/Icon.tsx'
import { Level } from '../parts/Level.tsx'
import { useMay, useMe } from '../session/useMe.ts'
import { dayAndTime } from '../time/dates.ts'
import { useCaseWords } from './caseWords.ts'
import type { CaseView } from './contract.ts'
import { OfficerLine } from './OfficerLine.tsx'
import { StateMoves } from './flow/StateMoves.tsx'

/** Which case this is, where it stands, and what may be done with it. */
export function CaseHeader({ view }: { view: CaseView }) {
  const { t, language, maybe } = useWords()
  const { word } = useCaseWords()
  const may = useMay()
  const { data: me } = useMe()
  const { record } = view
  return (
    <header className="case-head">
      <Link href="/cases" className="button-icon" aria-label={t('cases.back')}><Icon name="back" /></Link>
      <div className="case-head-who">
        <h1>{t('casePage.title', { number: record.number })}</h1>
        <p className="case-head-line">
          <span className="case-state" data-testid="case-state" data-state={record.state}>{word(`state.${record.state}`)}</span>
          <Level level={record.urgency} />
          {record.outcome !== null && <span>{word(`list.outcome.${record.outcome}`)}</span>}
          <span className="quiet">{t('casePage.since', { time: dayAndTime(record.firstInboundAt, language) })}</span>
        </p>
        <OfficerLine view={view} />
        <Categories codes={record.categories} />
        {view.conversations.length > 0 && (
          <p className="case-talks">
            {view.conversations.map((one) => <Link key={one.id} href={`/c/${one.id}`} className="case-link">{maybe(`channel.${one.channel}`) ?? one.channel}, {dayAndTime(one.openedAt, language)}</Link>)}
          </p>
        )}
      </div>
      {me && may('case.write') && <StateMoves record={record} role={me.role} />}
    </header>
  )
}
