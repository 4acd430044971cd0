import { useWords } from '../language/LanguageProvider.tsx'
import { today } from './useDirectory.ts'

/** The day somebody checked an entry with whoever owns it: by hand, or "today" at a touch. */
export function Checked({ day, onChange, what }: { day: string | null; onChange: (day: string | null) => void; what: string }) {
  const { t } = useWords()
  return (
    <span className="checked-day">
      <label className="field">{t('directory.checked')}<span className="only-heard"> {what}</span>
        <input type="date" max={today()} value={day ?? ''} onChange={(event) => onChange(event.target.value === '' ? null : event.target.value)} data-testid="checked-day" />
      </label>
      <button type="button" className="button-quiet" onClick={() => onChange(today())} data-testid="checked-today">{t('directory.today')}<span className="only-heard"> {what}</span></button>
    </span>
  )
}
