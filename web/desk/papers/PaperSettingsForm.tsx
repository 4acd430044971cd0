import { useState } from 'react'
import type { FormEvent } from 'react'
import { useQueryClient } from '@tanstack/react-query'
import type { PaperSettings } from '../../../src/directory/paperSettings.ts'
import { act } from '../http/request.ts'
import { useWords } from '../language/LanguageProvider.tsx'
import { errorWords } from '../parts/errorWords.ts'
import { toast } from '../parts/toasts.ts'

const TITLES = ['head', 'receiver', 'assessor', 'preparer', 'approver'] as const
const REPORTS = [['half-year', 'halfYear'], ['annual', 'annual']] as const

/** "05-15" as people write it, "15/05", and back; what is no day stays as typed for the server to refuse. */
const shown = (day: string) => day.split('-').toReversed().join('/')
const stored = (typed: string) => typed.split('/').map((part) => part.trim().padStart(2, '0')).toReversed().join('-')
const DAY_MONTH = '\\d{1,2}/\\d{1,2}'

/** All of it on one page, saved at once. */
export function PaperSettingsForm({ settings }: { settings: PaperSettings }) {
  const words = useWords()
  const { t } = words
  const client = useQueryClient()
  const [said, setSaid] = useState(settings)
  const [busy, setBusy] = useState(false)
  const set = (change: Partial<PaperSettings>) => setSaid({ ...said, ...change })
  const setReport = (kind: keyof PaperSettings['reports'], change: Partial<PaperSettings['reports']['annual']>) => set({ reports: { ...said.reports, [kind]: { ...said.reports[kind], ...change } } })

  async function submit(event: FormEvent) {
    event.preventDefault()
    setBusy(true)
    try {
      await act('PUT', '/centre/papers', said)
      toast(t('paperSettings.saved'))
      for (const key of ['paper-settings', 'report-terms']) void client.invalidateQueries({ queryKey: [key] })
    } catch (error) {
      toast(errorWords(error, words), { tone: 'warning' })
    } finally {
      setBusy(false)
    }
  }

  return (
    <form className="panel stack-form" onSubmit={(event) => { void submit(event) }}>
      <label className="field">{t('paperSettings.abbreviation')}<input required minLength={2} maxLength={20} value={said.abbreviation} placeholder={t('paperSettings.abbreviationHint')} onChange={({ target }) => set({ abbreviation: target.value.toLocaleUpperCase('vi') })} data-testid="papers-abbreviation" /></label>
      <label className="field">{t('paperSettings.parent')}<input maxLength={120} value={said.parent} onChange={({ target }) => set({ parent: target.value })} data-testid="papers-parent" /></label>
      <label className="field">{t('paperSettings.place')}<input required maxLength={120} value={said.place} onChange={({ target }) => set({ place: target.value })} /></label>
      <fieldset className="field-choice">
        <legend>{t('paperSettings.titles')}</legend>
        {TITLES.map((one) => <label key={one} className="field">{t(`paperSettings.${one}`)}<input required maxLength={120} value={said.titles[one]} onChange={({ target }) => set({ titles: { ...said.titles, [one]: target.value } })} data-testid={`papers-${one}`} /></label>)}
      </fieldset>
      <fieldset className="field-choice">
        <legend>{t('paperSettings.reports')}</legend>
        {REPORTS.map(([kind, name]) => (
          <div key={kind} className="inline-form">
            {(['cutOff', 'due'] as const).map((end) => (
              <label key={end} className="field">{t(`paperSettings.${name}`)}: {t(`paperSettings.${end}`)}
                <input required pattern={DAY_MONTH} inputMode="numeric" defaultValue={shown(said.reports[kind][end])} onChange={({ target }) => setReport(kind, { [end]: stored(target.value) })} data-testid={`papers-${kind}-${end}`} />
              </label>
            ))}
          </div>
        ))}
      </fieldset>
      <label className="field">{t('paperSettings.dataOfficer')}<input maxLength={200} value={said.dataOfficer} onChange={({ target }) => set({ dataOfficer: target.value })} /></label>
      <div className="form-buttons"><button type="submit" className="button-main" disabled={busy} data-testid="papers-save">{t('paperSettings.save')}</button></div>
    </form>
  )
}
