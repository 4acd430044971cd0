import { useState } from 'react'
import type { FormEvent } from 'react'
import type { Roster } from '../../../src/desk/api.ts'
import { isRefusal } from '../http/refusal.ts'
import { useWords } from '../language/LanguageProvider.tsx'
import { Dialog } from '../parts/Dialog.tsx'
import { errorWords } from '../parts/errorWords.ts'
import { useStaff } from '../session/useStaff.ts'
import { dayAndTime } from '../time/dates.ts'
import { useRosterActs } from './useRosterActs.ts'

export type Shift = Roster['shifts'][number]

/** Gives a shift to a colleague, or takes it away. A hole is refused first, and made only when one insists. */
export function ShiftDialog({ shift, onClose }: { shift: Shift; onClose: () => void }) {
  const words = useWords()
  const { t, language } = words
  const { run, busy, error } = useRosterActs()
  const { data: staff = [] } = useStaff()
  const [staffId, setStaffId] = useState('')
  const hole = isRefusal(error, 'error.roster-gap')

  async function give(event: FormEvent) {
    event.preventDefault()
    if (await run(`/roster/shifts/${shift.id}/give`, { staffId })) onClose()
  }

  async function remove() {
    if (await run(`/roster/shifts/${shift.id}/remove`, { acceptGap: hole })) onClose()
  }

  return (
    <Dialog title={t('roster.shiftOf', { name: shift.name })} onClose={onClose} testId="shift-dialog">
      <form onSubmit={(event) => { void give(event) }}>
        <p>{t(`shift.${shift.kind}`)}: {dayAndTime(shift.from, language)} – {dayAndTime(shift.to, language)}</p>
        <label className="field">{t('roster.give')}
          <select value={staffId} onChange={(event) => setStaffId(event.target.value)}>
            <option value="" disabled>{t('close.choose')}</option>
            {staff.filter(({ id }) => id !== shift.staffId).map(({ id, name }) => <option key={id} value={id}>{name}</option>)}
          </select>
        </label>
        <p className="problem" role="alert">{error ? errorWords(error, words) : ''}</p>
        <div className="dialog-buttons">
          <button type="button" className="button-quiet button-danger" disabled={busy} onClick={() => { void remove() }} data-testid="shift-remove">{hole ? t('roster.removeAnyway') : t('roster.remove')}</button>
          <button type="button" className="button-quiet" onClick={onClose}>{t('common.cancel')}</button>
          <button type="submit" className="button-main" disabled={busy || staffId === ''}>{t('roster.giveDo')}</button>
        </div>
      </form>
    </Dialog>
  )
}
