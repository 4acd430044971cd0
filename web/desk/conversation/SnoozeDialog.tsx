import { useState } from 'react'
import type { FormEvent } from 'react'
import { SNOOZE_DAYS } from '../../../src/desk/api.ts'
import { useWords } from '../language/LanguageProvider.tsx'
import { Dialog } from '../parts/Dialog.tsx'
import { toast } from '../parts/toasts.ts'
import { serverNow } from '../time/clock.ts'
import { dayAndTime } from '../time/dates.ts'
import { fromLocalInput, localInput } from '../time/localInput.ts'
import { useActs } from './useActs.ts'

const HOUR = 3600_000
const DAY = 24 * HOUR

/** Some hours on, and the next morning at half past seven by the Centre's clock. */
function choices(now: number): { name: 'hour' | 'threeHours' | 'morning' | 'week'; at: string }[] {
  const morning = (days: number) => `${localInput(now + days * DAY).slice(0, 10)}T07:30`
  const next = Date.parse(fromLocalInput(morning(0))) > now ? morning(0) : morning(1)
  return [{ name: 'hour', at: localInput(now + HOUR) }, { name: 'threeHours', at: localInput(now + 3 * HOUR) }, { name: 'morning', at: next }, { name: 'week', at: morning(7) }]
}

/** Puts a talk aside until a time: one press for the usual ones, a field for any other. */
export function SnoozeDialog({ conversationId, onClose }: { conversationId: string; onClose: () => void }) {
  const { t, language } = useWords()
  const { run, busy } = useActs(conversationId)
  const [now] = useState(serverNow)
  const [at, setAt] = useState(() => localInput(now + HOUR))

  async function putAside(until: string) {
    if (!await run('snooze', { until: fromLocalInput(until) })) return
    toast(t('snooze.done', { at: dayAndTime(fromLocalInput(until), language) }))
    onClose()
  }
  function submit(event: FormEvent) {
    event.preventDefault()
    void putAside(at)
  }

  return (
    <Dialog title={t('snooze.title')} onClose={onClose} testId="snooze-dialog">
      <p className="quiet">{t('snooze.wakes')}</p>
      <div className="snooze-choices">
        {choices(now).map((one) => (
          <button key={one.name} type="button" className="button-quiet" disabled={busy} onClick={() => { void putAside(one.at) }} data-testid={`snooze-${one.name}`}>
            <strong>{t(`snooze.${one.name}`)}</strong> <span className="quiet">{dayAndTime(fromLocalInput(one.at), language)}</span>
          </button>
        ))}
      </div>
      <form onSubmit={submit}>
        <label className="field">
          {t('snooze.until')}
          <input type="datetime-local" required min={localInput(now)} max={localInput(now + SNOOZE_DAYS * DAY)} value={at} onChange={(event) => setAt(event.target.value)} data-testid="snooze-at" />
        </label>
        <div className="dialog-buttons">
          <button type="button" className="button-quiet" onClick={onClose}>{t('common.cancel')}</button>
          <button type="submit" className="button-main" disabled={busy} data-testid="snooze-save">{t('act.snooze')}</button>
        </div>
      </form>
    </Dialog>
  )
}
