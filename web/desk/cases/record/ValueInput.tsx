import type { FieldSpec } from '../../../../src/cases/fields.ts'
import { LISTS } from '../../../../src/cases/lists.ts'
import { useWords } from '../../language/LanguageProvider.tsx'
import { COMMUNES, optionWords } from '../caseWords.ts'
import type { Draft } from './draft.ts'

/** The control that fits a field's kind. */
export function ValueInput({ spec, label, value, onChange }: {
  spec: FieldSpec
  label: string
  value: Draft['value']
  onChange: (value: Draft['value']) => void
}) {
  const { t, language } = useWords()
  const text = typeof value === 'string' ? value : ''
  if (spec.kind === 'choices') {
    const chosen = typeof value === 'string' ? [] : value
    return (
      <div className="value-choices">
        {LISTS[spec.list ?? 'special'].map((code) => (
          <label key={code} className="check">
            <input
              type="checkbox"
              checked={chosen.includes(code)}
              onChange={({ target }) => onChange(target.checked ? [...chosen, code] : chosen.filter((one) => one !== code))}
            />
            {optionWords(language, spec.list ?? 'special', code)}
          </label>
        ))}
      </div>
    )
  }
  const options = optionsOf(spec).map((code) => ({ code, text: spec.kind === 'yesno' ? optionWords(language, 'yesno', code) : optionWords(language, spec.list ?? '', code) }))
  const choices = spec.kind === 'commune' ? COMMUNES.map(({ code, title }) => ({ code, text: title })) : options
  if (choices.length > 0) {
    return (
      <select aria-label={label} autoFocus value={text} onChange={({ target }) => onChange(target.value)} data-testid="answer-value">
        <option value="">{t('caseField.choose')}</option>
        {choices.map((one) => <option key={one.code} value={one.code}>{one.text}</option>)}
      </select>
    )
  }
  if (spec.kind === 'text') {
    return <textarea aria-label={label} autoFocus rows={2} maxLength={20_000} value={text} onChange={({ target }) => onChange(target.value)} data-testid="answer-value" />
  }
  return <input aria-label={label} autoFocus type={INPUT_TYPES[spec.kind] ?? 'text'} min={spec.kind === 'number' ? 0 : undefined} value={text} onChange={({ target }) => onChange(target.value)} data-testid="answer-value" />
}

const INPUT_TYPES: Partial<Record<FieldSpec['kind'], string>> = { phone: 'tel', date: 'date', time: 'datetime-local', number: 'number' }

function optionsOf({ kind, list }: FieldSpec): readonly string[] {
  if (kind === 'yesno') return LISTS.yesno
  return kind === 'choice' && list ? LISTS[list] : []
}
