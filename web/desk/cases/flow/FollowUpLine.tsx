import { useWords } from '../../language/LanguageProvider.tsx'
import { dayAndTime } from '../../time/dates.ts'
import { useCaseWords } from '../caseWords.ts'
import type { CaseView, ClockView } from '../contract.ts'
import { useCaseActs } from '../useCase.ts'

/** What the machine will do, did or could not do about one follow-up; and the switch, while it is still to come. */
export function FollowUpLine({ view, clock, mayWrite }: { view: CaseView; clock: ClockView; mayWrite: boolean }) {
  const { t, language } = useWords()
  const { word } = useCaseWords()
  const { run, busy } = useCaseActs(view.record.id)
  const own = view.events.filter(({ detail }) => detail['clock'] === clock.id)
  const held = own.find(({ kind }) => kind === 'follow-up.held')
  const sent = own.find(({ kind }) => kind.startsWith('followed-up.'))
  if (held) return <p className="quiet" data-testid={`held-${clock.id}`}>{t('followUp.held', { why: word(`held.${held.detail['why']}`) })}</p>
  if (sent) return <p className="quiet" data-testid={`sent-${clock.id}`}>{t('followUp.sent', { time: dayAndTime(sent.at, language) })}</p>
  if (clock.stoppedAt !== null) return null
  const off = view.events.findLast(({ kind }) => kind === 'follow-up.off' || kind === 'follow-up.on')?.kind === 'follow-up.off'
  return (
    <>
      <p className="quiet" data-testid={`planned-${clock.id}`}>{off ? t('followUp.off') : t('followUp.planned', { time: dayAndTime(clock.dueAt, language) })}</p>
      {mayWrite && (
        <button type="button" className="button-quiet" disabled={busy} data-testid={`switch-${clock.id}`}
          onClick={() => { void run(`/cases/${view.record.id}/steps`, { kind: off ? 'follow-up.on' : 'follow-up.off' }) }}>
          {t(off ? 'followUp.turnOn' : 'followUp.turnOff')}
        </button>
      )}
    </>
  )
}
