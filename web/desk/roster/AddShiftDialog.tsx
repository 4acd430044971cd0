import { useState } from 'react'
import type { FormEvent } from 'react'
import { useWords } from '../language/LanguageProvider.tsx'
import { Dialog } from '../parts/Dialog.tsx'
import { errorWords } from '../parts/errorWords.ts'
import { useStaff } from '../session/useStaff.ts'
import { fromLocalInput } from '../time/localInput.ts'
import { SHIFT_KINDS } from './kinds.ts'
import { useRosterActs } from './useRosterActs.ts'

/** Puts somebody on the roster. The server refuses two shifts of one person at one time. */
export function AddShiftDialog({ from, onClose }: { from: string; onClose: () => void }) {
  const words = useWords()
  const { t } = words
  const { run, busy, error } = useRosterActs()
  const { data: staff = [] } = useStaff()
  const day = from.slice(0, 10)
  const [form, setForm] = useState<{ staffId: string; kind: string; from: string; to: string }>({ staffId: '', kind: 'duty', from: `${day}T07:00`, to: `${day}T15:00` })
  const set = (name: keyof typeof form) => (event: { target: { value: string } }) => setForm({ ...form, [name]: event.target.value })

  async function submit(event: FormEvent) {
    event.preventDefault()
    if (await run('/roster/shifts', { ...form, from: fromLocalInput(form.from), to: fromLocalInput(form.to) })) onClose()
  }

  return (
    <Dialog title={t('roster.add')} onClose={onClose} testId="shift-dialog">
      <form onSubmit={(event) => { void submit(event) }}>
        <label className="field">{t('roster.who')}
          <select required autoFocus value={form.staffId} onChange={set('staffId')} data-testid="shift-staff">
            <option value="" disabled>{t('close.choose')}</option>
            {staff.map(({ id, name }) => <option key={id} value={id}>{name}</option>)}
          </select>
        </label>
        <label className="field">{t('roster.kind')}
          <select value={form.kind} onChange={set('kind')}>
            {SHIFT_KINDS.map((kind) => <option key={kind} value={kind}>{t(`shift.${kind}`)}</option>)}
          </select>
        </label>
        <label className="field">{t('roster.from')}<input type="datetime-local" required value={form.from} onChange={set('from')} /></label>
        <label className="field">{t('roster.to')}<input type="datetime-local" required min={form.from} value={form.to} onChange={set('to')} /></label>
        <p className="problem" role="alert">{error ? errorWords(error, words) : ''}</p>
        <div className="dialog-buttons">
          <button type="button" className="button-quiet" onClick={onClose}>{t('common.cancel')}</button>
          <button type="submit" className="button-main" disabled={busy || form.staffId === ''} data-testid="shift-save">{t('roster.save')}</button>
        </div>
      </form>
    </Dialog>
  )
}
