import { useWords } from '../../language/LanguageProvider.tsx'
import { dayAndTime } from '../../time/dates.ts'
import { useCaseWords } from '../caseWords.ts'
import type { CaseView, ClockView } from '../contract.ts'
import { useCaseActs } from '../useCase.ts'

/** What the machine will do, did or could not do about one follow-up. */
export function FollowUpLine({ view, clock }: { view: CaseView; clock: ClockView }) {
  const { t, language } = useWords()
  const { word } = useCaseWords()
  const own = view.events.filter(({ detail }) => detail['clock'] === clock.id)
  const held = own.find(({ kind }) => kind === 'follow-up.held')
  const sent = own.find(({ kind }) => kind.startsWith('followed-up.'))
  if (held) return <p className="quiet" data-testid={`held-${clock.id}`}>{t('followUp.held', { why: word(`held.${held.detail['why']}`) })}</p>
  if (sent) return <p className="quiet" data-testid={`sent-${clock.id}`}>{t('followUp.sent', { time: dayAndTime(sent.at, language) })}</p>
  if (!isToCome(view, clock)) return null
  return <p className="quiet" data-testid={`planned-${clock.id}`}>{isOff(view) ? t('followUp.off') : t('followUp.planned', { time: dayAndTime(clock.dueAt, language) })}</p>
}

/** The switch of the case for all that is still to come. */
export function FollowUpSwitch({ view }: { view: CaseView }) {
  const { t } = useWords()
  const { run, busy } = useCaseActs(view.record.id)
  if (!view.clocks.some((clock) => isToCome(view, clock))) return null
  const off = isOff(view)
  return (
    <button type="button" className="button-quiet" disabled={busy} data-testid="switch-follow-up"
      onClick={() => { void run(`/cases/${view.record.id}/steps`, { kind: off ? 'follow-up.on' : 'follow-up.off' }) }}>
      {t(off ? 'followUp.turnOn' : 'followUp.turnOff')}
    </button>
  )
}

function isToCome({ events }: CaseView, { id, stoppedAt }: ClockView): boolean {
  return id.startsWith('follow-up') && stoppedAt === null && !events.some(({ kind, detail }) => kind === 'follow-up.held' && detail['clock'] === id)
}

function isOff({ events }: CaseView): boolean {
  return events.findLast(({ kind }) => kind === 'follow-up.off' || kind === 'follow-up.on')?.kind === 'follow-up.off'
}
