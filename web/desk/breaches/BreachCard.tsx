import { useState } from 'react'
import { useWords } from '../language/LanguageProvider.tsx'
import { Icon } from '../parts/Icon.tsx'
import { useSaveFile } from '../reports/useSaveFile.ts'
import { dayAndTime } from '../time/dates.ts'
import { durationWords } from '../time/duration.ts'
import { useNow } from '../time/useNow.ts'
import { BreachForm } from './BreachForm.tsx'
import type { Breach } from './useBreaches.ts'
import { useBreachActs } from './useBreaches.ts'

const SOON_MS = 24 * 3600_000

/** One breach: what is left of its 72 hours, what is known, the paper, and that the body was told. */
export function BreachCard({ breach }: { breach: Breach }) {
  const { t, language } = useWords()
  const { run, busy } = useBreachActs()
  const { save, busy: saving } = useSaveFile()
  const [amending, setAmending] = useState(false)
  return (
    <article className="panel" data-testid="breach" data-notified={breach.notifiedAt !== null}>
      <header className="section-head">
        <h2 className="quiet breach-when">{t('breach.found', { time: dayAndTime(breach.discoveredAt, language), due: dayAndTime(breach.dueAt, language) })}</h2>
        <strong><Told breach={breach} /></strong>
      </header>
      <dl className="breach-facts">
        {(['what', 'whose', 'consequences', 'measures', 'contact'] as const).map((one) => <div key={one}><dt>{t(`breach.${one}`)}</dt><dd>{breach[one]}</dd></div>)}
        <div><dt>{t('breach.howMany')}</dt><dd>{breach.howMany}</dd></div>
      </dl>
      <div className="actions">
        {breach.notifiedAt === null && <button type="button" className="button-main" disabled={busy} onClick={() => { void run(`/breaches/${breach.id}/notified`) }} data-testid="breach-notified">{t('breach.notified')}</button>}
        <button type="button" className="button-quiet" disabled={saving} onClick={() => { void save(`/breaches/${breach.id}/paper`) }} data-testid="breach-paper"><Icon name="download" />{t('breach.paper')}</button>
        <button type="button" className="button-quiet" aria-expanded={amending} onClick={() => setAmending(!amending)} data-testid="breach-amend">{t('breach.amend')}</button>
      </div>
      {amending && <BreachForm breach={breach} onDone={() => setAmending(false)} />}
    </article>
  )
}

function Told({ breach }: { breach: Breach }) {
  const { t, language } = useWords()
  const left = Date.parse(breach.dueAt) - useNow(30_000)
  if (breach.notifiedAt !== null) return <>{t(breach.notifiedAt > breach.dueAt ? 'breach.late' : 'breach.notifiedAt', { time: dayAndTime(breach.notifiedAt, language) })}</>
  return <span className={left < 0 ? 'legal-clock-over' : left < SOON_MS ? 'legal-clock-soon' : ''} data-testid="breach-left">{t(left < 0 ? 'case.over' : 'case.left', { time: durationWords(Math.abs(left), t) })}</span>
}
