import type { Correctable, CorrectionValue } from '../../../src/desk/api.ts'
import { WHO, WITH_NOW } from '../../../src/desk/api.ts'
import { REPORTERS } from '../../../src/triage/types.ts'
import { useWords } from '../language/LanguageProvider.tsx'
import type { Kind } from './kinds.ts'

const OLDEST = 120

/** A choice, a yes or no, an age, or words; empty means not known. */
export function OtherField({ name, kind, value, onChange }: { name: Correctable; kind: Exclude<Kind, 'commune' | 'categories'>; value: CorrectionValue; onChange: (value: CorrectionValue) => void }) {
  const { t, maybe } = useWords()
  const label = maybe(`fact.${name}`) ?? name
  if (kind === 'words') {
    return <label className="field">{label}<textarea rows={2} autoFocus maxLength={500} value={typeof value === 'string' ? value : ''} onChange={(event) => onChange(event.target.value === '' ? null : event.target.value)} data-testid="correct-value" /></label>
  }
  if (kind === 'age') {
    return (
      <label className="field">
        {label}
        <input type="number" autoFocus min={0} max={OLDEST} inputMode="numeric" value={typeof value === 'number' ? value : ''} onChange={(event) => onChange(event.target.value === '' ? null : event.target.valueAsNumber)} data-testid="correct-value" />
      </label>
    )
  }
  const choices = CHOICES[kind]
  return (
    <label className="field">
      {label}
      <select autoFocus value={String(value ?? '')} onChange={(event) => onChange(choices.find(({ id }) => id === event.target.value)?.value ?? (kind === 'reporter' ? 'unknown' : null))} data-testid="correct-value">
        {kind !== 'reporter' && <option value="">{t('card.unknown')}</option>}
        {choices.map(({ id, key }) => <option key={id} value={id}>{maybe(key) ?? id}</option>)}
      </select>
    </label>
  )
}

const named = (codes: readonly string[]) => codes.map((code) => ({ id: code, key: `factValue.${code}`, value: code }))
const CHOICES: Readonly<Record<'reporter' | 'who' | 'withNow' | 'yesno', readonly { id: string; key: string; value: string | boolean }[]>> = {
  reporter: named(REPORTERS),
  who: named(WHO),
  withNow: named(WITH_NOW),
  yesno: [{ id: 'true', key: 'card.yes', value: true }, { id: 'false', key: 'card.no', value: false }],
}
