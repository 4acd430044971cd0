import { useWords } from '../../language/LanguageProvider.tsx'
import { dayAndTime } from '../../time/dates.ts'
import { durationWords } from '../../time/duration.ts'
import { useNow } from '../../time/useNow.ts'
import { useCaseWords } from '../caseWords.ts'
import type { CaseView, ClockView } from '../contract.ts'
import { FollowUpLine, FollowUpSwitch } from './FollowUpLine.tsx'

/** The legal and house clocks of a case: time left, and the rule each stands on. */
export function Clocks({ view, mayWrite }: { view: CaseView; mayWrite: boolean }) {
  const { clocks } = view
  const { t } = useWords()
  return (
    <section className="panel case-section" id="case-clocks" aria-labelledby="title-clocks">
      <h2 id="title-clocks">{t('caseClock.title')}</h2>
      {clocks.length === 0 && <p className="quiet">{t('caseClock.none')}</p>}
      <ul className="clocks">{clocks.map((clock) => <ClockLine key={clock.id} clock={clock} view={view} />)}</ul>
      {mayWrite && <FollowUpSwitch view={view} />}
    </section>
  )
}

const LOOKS: Partial<Record<ClockView['state'], string>> = { warning: 'soon', overdue: 'over', late: 'over' }

function ClockLine({ clock, view }: { clock: ClockView; view: CaseView }) {
  const { t, language } = useWords()
  const { word } = useCaseWords()
  const left = Date.parse(clock.dueAt) - useNow(10_000)
  const runs = clock.stoppedAt === null
  return (
    <li className="clock-line" data-testid={`clock-${clock.id}`} data-state={clock.state}>
      <p className="clock-head">
        <span>{word(`clock.${clock.id}`)}</span>
        <strong className={`legal-clock-${LOOKS[clock.state] ?? 'open'}`}>
          {runs ? t(left < 0 ? 'case.over' : 'case.left', { time: durationWords(Math.abs(left), t) }) : word(`clockState.${clock.state}`)}
        </strong>
      </p>
      <p className="quiet">{t('case.until', { time: dayAndTime(clock.dueAt, language) })} · {t(clock.binding === 'law' ? 'caseClock.law' : 'caseClock.target')}</p>
      {clock.id.startsWith('follow-up') && <FollowUpLine view={view} clock={clock} />}
      <details>
        <summary>{t('caseClock.source')}<span className="only-heard">: {word(`clock.${clock.id}`)}</span></summary>
        <p className="quiet">{clock.text}</p>
        <p className="quiet">{clock.rule}{clock.verifiedOn === null && <> · {t('caseClock.unverified')}</>}</p>
      </details>
    </li>
  )
}
