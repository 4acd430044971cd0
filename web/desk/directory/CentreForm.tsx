import { useState } from 'react'
import { useWords } from '../language/LanguageProvider.tsx'
import { Checked } from './Checked.tsx'
import { useSaving } from './useSaving.ts'
import type { DirectoryPage } from './useDirectory.ts'

const NUMBERS = ['hotline', 'child111', 'police', 'ambulance', 'fire', 'disaster'] as const
const DAYS = ['1', '2', '3', '4', '5', '6', '7'] as const
const TARGETS = ['emergency', 'high', 'highClosed', 'medium', 'low'] as const
const USUAL = { from: '07:30', to: '17:00' }

/** Names, numbers, hours, and how soon somebody is promised: everything the machine says of the Centre. */
export function CentreForm({ page }: { page: DirectoryPage }) {
  const { t } = useWords()
  const [centre, setCentre] = useState(page.centre)
  const { save, problem, busy } = useSaving(page)

  const setHours = (day: string, hours: { from: string; to: string } | undefined) => {
    const { [day]: _gone, ...others } = centre.hours
    setCentre({ ...centre, hours: hours ? { ...others, [day]: hours } : others })
  }

  return (
    <form className="panel directory-form" onSubmit={(event) => { event.preventDefault(); void save(centre) }} data-testid="centre-form">
      {(['vi', 'en'] as const).map((language) => (
        <label key={language} className="field">{t('directory.centreName')} ({t(`cannedLocale.${language}`)})
          <input required lang={language} maxLength={200} value={centre.name[language]} onChange={(event) => setCentre({ ...centre, name: { ...centre.name, [language]: event.target.value } })} data-testid={`centre-name-${language}`} />
        </label>
      ))}
      <h2>{t('directory.numbers')}</h2>
      {NUMBERS.map((name) => {
        const number = centre.numbers[name]
        const change = (next: Partial<typeof number>) => setCentre({ ...centre, numbers: { ...centre.numbers, [name]: { ...number, ...next } } })
        return (
          <div key={name} className="directory-row">
            <label className="field">{number.label.vi}
              <input required inputMode="numeric" pattern="\d{3,12}" value={number.number} onChange={(event) => change({ number: event.target.value, verifiedOn: null })} data-testid={`number-${name}`} />
            </label>
            <Checked day={number.verifiedOn} onChange={(verifiedOn) => change({ verifiedOn })} what={number.label.vi} />
          </div>
        )
      })}
      <h2>{t('directory.hours')}</h2>
      {DAYS.map((day) => {
        const hours = centre.hours[day]
        return (
          <div key={day} className="directory-row">
            <label className="check directory-weekday">
              <input type="checkbox" checked={hours !== undefined} onChange={(event) => setHours(day, event.target.checked ? USUAL : undefined)} />
              {t(`weekday.${day}`)}
            </label>
            {hours && (['from', 'to'] as const).map((end) => (
              <label key={end} className="field"><span className="only-heard">{t(`weekday.${day}`)} </span>{t(`directory.${end}`)}
                <input required type="time" value={hours[end]} onChange={(event) => setHours(day, { ...hours, [end]: event.target.value })} data-testid={`hours-${day}-${end}`} />
              </label>
            ))}
          </div>
        )
      })}
      <label className="check">
        <input type="checkbox" checked={centre.onCall} onChange={(event) => setCentre({ ...centre, onCall: event.target.checked })} data-testid="centre-on-call" />
        {t('directory.onCall')}
      </label>
      <h2>{t('directory.targets')}</h2>
      <div className="directory-row">
        {TARGETS.map((name) => (
          <label key={name} className="field">{t(`directoryTarget.${name}`)}
            <input required type="number" min={1} max={2880} value={centre.targetMinutes[name]} onChange={(event) => setCentre({ ...centre, targetMinutes: { ...centre.targetMinutes, [name]: Number(event.target.value) } })} />
          </label>
        ))}
      </div>
      <p className="problem" role="alert">{problem}</p>
      <button type="submit" className="button-main" disabled={busy} data-testid="centre-save">{t('directory.save')}</button>
    </form>
  )
}
