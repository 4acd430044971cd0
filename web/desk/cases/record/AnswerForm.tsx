import { useId, useState } from 'react'
import type { FormEvent } from 'react'
import type { Answer } from '../../../../src/cases/answers.ts'
import type { FieldSpec } from '../../../../src/cases/fields.ts'
import { useWords } from '../../language/LanguageProvider.tsx'
import { useCaseWords } from '../caseWords.ts'
import { answerOf, draftOf, STATUSES, withValue } from './draft.ts'
import { ValueInput } from './ValueInput.tsx'

/** Writes one answer: a value, or why there is none. Enter saves, Esc leaves it as it was. */
export function AnswerForm({ spec, label, answer, busy, onSave, onCancel, onHistory }: {
  spec: FieldSpec
  label: string
  answer: Answer
  busy: boolean
  onSave: (answer: Answer) => void
  onCancel: () => void
  /** Undefined: nobody has written here yet. */
  onHistory: (() => void) | undefined
}) {
  const { t } = useWords()
  const { word } = useCaseWords()
  const [draft, setDraft] = useState(() => draftOf(spec, answer))
  const group = useId()
  const written = answerOf(spec, draft)

  function submit(event: FormEvent) {
    event.preventDefault()
    if (written) onSave(written)
  }

  return (
    <form className="answer-form" onSubmit={submit} onKeyDown={(event) => {
      if (event.nativeEvent.isComposing) return
      if (event.code === 'Escape') onCancel()
      if (event.code === 'Enter' && (event.ctrlKey || event.metaKey)) event.currentTarget.requestSubmit()
    }} data-testid="answer-form">
      <fieldset>
        <legend>{label}</legend>
        <ValueInput spec={spec} label={label} value={draft.value} onChange={(value) => setDraft(withValue(draft, value))} />
        <div className="answer-statuses">
          {STATUSES.map((status) => (
            <label key={status} className="check">
              <input type="radio" name={group} checked={draft.status === status} onChange={() => setDraft({ ...draft, status })} data-testid={`answer-is-${status}`} />
              {status === 'value' ? t('caseField.value') : word(`answer.${status}`)}
            </label>
          ))}
        </div>
      </fieldset>
      <div className="form-buttons">
        {onHistory && <button type="button" className="button-plain answer-history" onClick={onHistory} data-testid="answer-history">{t('caseField.history')}</button>}
        <button type="button" className="button-quiet" onClick={onCancel}>{t('common.cancel')}</button>
        <button type="submit" className="button-main" disabled={busy || !written} data-testid="answer-save">{t('caseField.save')}</button>
      </div>
    </form>
  )
}
