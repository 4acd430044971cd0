import { fieldNames, fieldSpec } from '../../../../src/cases/fields.ts'
import { useWords } from '../../language/LanguageProvider.tsx'
import { useCaseWords } from '../caseWords.ts'
import type { Part } from '../contract.ts'
import { standingOf } from '../contract.ts'

/** What leaves, answer by answer. Nothing is chosen beforehand, and what is for inside only is not offered. */
export function FieldChoice({ parts, chosen, onChange }: { parts: readonly Part[]; chosen: ReadonlySet<string>; onChange: (chosen: ReadonlySet<string>) => void }) {
  const { t } = useWords()
  const { word, fieldLabel, answer } = useCaseWords()
  const offered = parts.map((part) => ({
    part,
    fields: fieldNames(part.kind).flatMap((field) => {
      const spec = fieldSpec(part.kind, field)
      const standing = standingOf(part, field)
      return spec && spec.inside !== true && standing.answer.status !== 'not-asked' ? [{ key: `${part.id}.${field}`, field, says: answer(spec, standing.answer) }] : []
    }),
  })).filter(({ fields }) => fields.length > 0)

  function choose(keys: readonly string[], on: boolean) {
    const next = new Set(chosen)
    for (const key of keys) if (on) next.add(key)
    else next.delete(key)
    onChange(next)
  }

  return (
    <fieldset className="field-choice">
      <legend>{t('caseReferral.choose')}</legend>
      {offered.map(({ part, fields }) => {
        const keys = fields.map(({ key }) => key)
        const all = keys.every((key) => chosen.has(key))
        return (
          <fieldset key={part.id}>
            <legend>
              <label className="check"><input type="checkbox" checked={all} onChange={() => choose(keys, !all)} data-testid={`choose-${part.kind}`} /><strong>{word(`part.${part.kind}`)}</strong></label>
            </legend>
            {fields.map(({ key, field, says }) => (
              <label key={key} className="check field-choice-line">
                <input type="checkbox" checked={chosen.has(key)} onChange={({ target }) => choose([key], target.checked)} />
                <span><span className="quiet">{fieldLabel(part.kind, field)}:</span> {says}</span>
              </label>
            ))}
          </fieldset>
        )
      })}
    </fieldset>
  )
}
