import { useState } from 'react'
import { Link } from 'wouter'
import type { StandingHolds } from '../../../src/safeguards/api.ts'
import { withFields } from '../http/request.ts'
import { useWords } from '../language/LanguageProvider.tsx'
import { dayAndTime } from '../time/dates.ts'
import { Answered } from './Answered.tsx'
import { AskDialog } from './AskDialog.tsx'
import { useSafeguard, useSafeguardActs } from './useSafeguards.ts'

const isHolds = withFields<StandingHolds>('holds')
type Hold = StandingHolds['holds'][number]

/** Everything that is held, with its reason; each can be lifted here. */
export function Holds() {
  const { t } = useWords()
  const query = useSafeguard('/holds', isHolds)
  const { run, busy } = useSafeguardActs()
  const [lifting, setLifting] = useState<string>()
  const close = () => setLifting(undefined)
  return (
    <section className="panel" aria-label={t('safeguards.holds')}>
      <p className="quiet">{t('hold.lead')}</p>
      <Answered query={query}>
        {({ holds }) => (holds.length === 0 ? <p>{t('hold.none')}</p> : (
          <ul className="tasks">{holds.map((hold) => <HoldLine key={hold.id} hold={hold} onLift={() => setLifting(hold.id)} />)}</ul>
        ))}
      </Answered>
      {lifting !== undefined && <AskDialog title={t('keeping.release')} lead={t('keeping.releaseAsk')} yes={t('keeping.release')} busy={busy} onClose={close} onYes={() => { void run(`/holds/${lifting}/release`).then(close) }} />}
    </section>
  )
}

const PLACES: Partial<Record<Hold['subject'], string>> = { conversation: '/c', case_record: '/cases' }

function HoldLine({ hold, onLift }: { hold: Hold; onLift: () => void }) {
  const { t, language } = useWords()
  const what = t(`hold.${hold.subject}`, { number: hold.caseNumber ?? '' })
  const place = PLACES[hold.subject]
  return (
    <li data-testid="hold">
      <div>
        <p><strong>{t(`holdReason.${hold.reason}`)}</strong>: {place === undefined ? what : <Link href={`${place}/${hold.subjectId}`} className="case-link">{what}</Link>}</p>
        <p className="quiet">{t('hold.by', { by: hold.by, time: dayAndTime(hold.at, language) })}</p>
      </div>
      <button type="button" className="button-quiet" onClick={onLift} data-testid="hold-lift">{t('keeping.release')}</button>
    </li>
  )
}
