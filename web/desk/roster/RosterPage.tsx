import { useState } from 'react'
import { useWords } from '../language/LanguageProvider.tsx'
import { usePresence } from '../live/usePresence.ts'
import { errorWords } from '../parts/errorWords.ts'
import { Icon } from '../parts/Icon.tsx'
import { useMay } from '../session/useMe.ts'
import { serverNow } from '../time/clock.ts'
import { dayAndTime, dayKey, dayWords, timeOfDay } from '../time/dates.ts'
import { AddShiftDialog } from './AddShiftDialog.tsx'
import { midnight, rosterDays } from './days.ts'
import { ShiftDialog } from './ShiftDialog.tsx'
import type { Shift } from './ShiftDialog.tsx'
import { useRoster } from './useRoster.ts'

const DAYS = 14
const SPAN_MS = DAYS * 24 * 3600_000

/** Two weeks of who is on, with every hole in red before it happens. */
export function RosterPage() {
  const words = useWords()
  const { t, language } = words
  const may = useMay()
  usePresence(null, false)
  const [from, setFrom] = useState(() => midnight(serverNow()))
  const [adding, setAdding] = useState(false)
  const [shift, setShift] = useState<Shift | null>(null)
  const to = new Date(Date.parse(from) + SPAN_MS).toISOString()
  const { data, error } = useRoster(from, to)
  const move = (by: number) => setFrom(midnight(Date.parse(from) + by * SPAN_MS))

  return (
    <main className="wall" data-testid="roster">
      <header className="roster-head">
        <h1>{t('roster.title')}</h1>
        <button type="button" className="button-quiet" onClick={() => move(-1)}>{t('roster.earlier')}</button>
        <button type="button" className="button-quiet" onClick={() => move(1)}>{t('roster.later')}</button>
        {may('roster.write') && <button type="button" className="button-main" onClick={() => setAdding(true)} data-testid="shift-add">{t('roster.add')}</button>}
      </header>
      {!data && <p className="empty" role={error ? 'alert' : undefined}>{error ? errorWords(error, words) : t('common.loading')}</p>}
      {data && data.gaps.length > 0 && <p className="notice notice-refused" role="status" data-testid="roster-gaps"><Icon name="warn" /> {t('roster.gaps', { n: data.gaps.length })}</p>}
      {data && (
        <ol className="roster">
          {rosterDays(data, from, DAYS).map((day) => (
            <li key={day.key} className={day.gaps.length > 0 ? 'panel roster-day roster-gap' : 'panel roster-day'}>
              <h2>{dayWords(day.at, language)}{day.holiday && <span className="quiet"> · {t('roster.holiday')}</span>}</h2>
              {day.gaps.map((gap) => (
                <p key={`${gap.kind}${gap.from}`} className="problem"><Icon name="warn" /> {t('roster.gap', { kind: t(`shift.${gap.kind}`), from: timeOfDay(gap.from, language), to: dayKey(gap.to) === day.key ? timeOfDay(gap.to, language) : dayAndTime(gap.to, language) })}</p>
              ))}
              {day.shifts.length === 0 && day.gaps.length === 0 && <p className="quiet">{t('roster.none')}</p>}
              {day.shifts.map((one) => (
                <button key={one.id} type="button" className={`shift shift-${one.kind}`} disabled={!may('roster.write')} onClick={() => setShift(one)}>
                  <span>{timeOfDay(one.from, language)}–{timeOfDay(one.to, language)}</span>
                  <strong>{one.name}</strong>
                  <span className="quiet">{t(`shift.${one.kind}`)}</span>
                </button>
              ))}
            </li>
          ))}
        </ol>
      )}
      {adding && <AddShiftDialog from={from} onClose={() => setAdding(false)} />}
      {shift && <ShiftDialog shift={shift} onClose={() => setShift(null)} />}
    </main>
  )
}
