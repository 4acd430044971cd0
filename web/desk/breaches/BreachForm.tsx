import { useState } from 'react'
import type { FormEvent } from 'react'
import { useWords } from '../language/LanguageProvider.tsx'
import { serverNow } from '../time/clock.ts'
import { fromLocalInput, localInput } from '../time/localInput.ts'
import type { Breach } from './useBreaches.ts'
import { useBreachActs } from './useBreaches.ts'

const TEXTS = ['what', 'whose', 'consequences', 'measures', 'contact'] as const
const EMPTY = { what: '', whose: '', howMany: 0, consequences: '', measures: '', contact: '' }

/** A breach as Điều 23 asks for it; with `breach`, what became known since. */
export function BreachForm({ breach, onDone }: { breach?: Breach; onDone: () => void }) {
  const { t } = useWords()
  const { run, busy } = useBreachActs()
  const [said, setSaid] = useState(() => (breach ? { what: breach.what, whose: breach.whose, howMany: breach.howMany, consequences: breach.consequences, measures: breach.measures, contact: breach.contact } : EMPTY))
  const [at, setAt] = useState(() => localInput(serverNow()))

  async function submit(event: FormEvent) {
    event.preventDefault()
    if (await (breach ? run(`/breaches/${breach.id}/amend`, said) : run('/breaches', { ...said, discoveredAt: fromLocalInput(at) }))) onDone()
  }

  return (
    <form className="stack-form" onSubmit={(event) => { void submit(event) }}>
      <p className="quiet">{t('breach.noNames')}</p>
      {!breach && <label className="field">{t('breach.discoveredAt')}<input type="datetime-local" required value={at} max={localInput(serverNow())} onChange={({ target }) => setAt(target.value)} data-testid="breach-at" /></label>}
      {TEXTS.map((one) => (
        <label key={one} className="field">{t(`breach.${one}`)}<textarea required rows={2} maxLength={5000} value={said[one]} onChange={({ target }) => setSaid({ ...said, [one]: target.value })} data-testid={`breach-${one}`} /></label>
      ))}
      <label className="field">{t('breach.howMany')}<input type="number" required min={0} value={said.howMany} onChange={({ target }) => setSaid({ ...said, howMany: Number(target.value) })} data-testid="breach-howMany" /></label>
      <div className="form-buttons"><button type="submit" className="button-main" disabled={busy} data-testid="breach-save">{t('breach.save')}</button></div>
    </form>
  )
}
