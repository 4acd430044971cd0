import { useState } from 'react'
import { useWords } from '../language/LanguageProvider.tsx'
import { Icon } from '../parts/Icon.tsx'
import { Checked } from './Checked.tsx'
import { useSaving } from './useSaving.ts'
import { today, type DirectoryPage } from './useDirectory.ts'

/** Days on which nobody is promised: public holidays with their dates of the year (Tết moves), each with where it was read. */
export function HolidaysForm({ page }: { page: DirectoryPage }) {
  const { t } = useWords()
  const [all, setAll] = useState([...page.holidays])
  const { save, problem, busy } = useSaving(page)
  const change = (at: number, next: Partial<(typeof all)[number]>) => setAll(all.map((one, index) => (index === at ? { ...one, ...next } : one)))
  // What was just added stands first, where it is seen.
  const isNew = (at: number) => at >= page.holidays.length
  const sorted = all.map((one, at) => ({ one, at })).toSorted((a, b) => Number(isNew(b.at)) - Number(isNew(a.at)) || b.one.from.localeCompare(a.one.from))
  return (
    <form className="panel directory-form" onSubmit={(event) => { event.preventDefault(); void save({ ...page.centre, publicHolidays: all.toSorted((a, b) => a.from.localeCompare(b.from)) }) }} data-testid="holidays-form">
      <p className="quiet">{t('directory.holidaysMean')}</p>
      <button type="button" className="button-quiet" onClick={() => setAll([...all, { from: today(), to: today(), name: '', source: '', verifiedOn: null }])} data-testid="holiday-add"><Icon name="plus" />{t('directory.addHoliday')}</button>
      {sorted.map(({ one, at }) => (
        <div key={at} className="directory-row" data-testid="holiday-row">
          <label className="field">{t('directoryField.name')}
            <input required maxLength={120} value={one.name} onChange={(event) => change(at, { name: event.target.value })} data-testid="holiday-name" />
          </label>
          <label className="field">{t('directory.from')}
            <input required type="date" value={one.from} onChange={(event) => change(at, { from: event.target.value, verifiedOn: null })} />
          </label>
          <label className="field">{t('directory.to')}
            <input required type="date" min={one.from} value={one.to} onChange={(event) => change(at, { to: event.target.value, verifiedOn: null })} />
          </label>
          <label className="field">{t('directory.source')}
            <input maxLength={300} value={one.source} onChange={(event) => change(at, { source: event.target.value })} />
          </label>
          <Checked day={one.verifiedOn} onChange={(verifiedOn) => change(at, { verifiedOn })} what={one.name} />
          <button type="button" className="button-quiet" onClick={() => setAll(all.filter((_, index) => index !== at))} aria-label={t('directory.remove', { name: one.name })}><Icon name="close" /></button>
        </div>
      ))}
      <p className="problem" role="alert">{problem}</p>
      <button type="submit" className="button-main" disabled={busy} data-testid="holidays-save">{t('directory.save')}</button>
    </form>
  )
}
