import { useEffect, useRef, useState } from 'react'
import type { Answer } from '../../../../src/cases/answers.ts'
import type { FieldSpec } from '../../../../src/cases/fields.ts'
import { withFields } from '../../http/request.ts'
import { useWords } from '../../language/LanguageProvider.tsx'
import { useCaseWords } from '../caseWords.ts'
import type { Conflict, EditResult, Part } from '../contract.ts'
import { standingOf } from '../contract.ts'
import { useCaseActs } from '../useCase.ts'
import { AnswerForm } from './AnswerForm.tsx'
import { ConflictDialog } from './ConflictDialog.tsx'
import { HistoryDialog } from './HistoryDialog.tsx'

const isEditResult = withFields<EditResult>('ok')

/** One field of the record: what it says, or why it says nothing; pressed, it is written in place. */
export function AnswerRow({ caseId, part, field, spec, mayWrite }: { caseId: string; part: Part; field: string; spec: FieldSpec; mayWrite: boolean }) {
  const { t } = useWords()
  const words = useCaseWords()
  const { decide, busy } = useCaseActs(caseId)
  const standing = standingOf(part, field)
  // The version seen when writing began: what a colleague writes meanwhile must not slip under it.
  const [seen, setSeen] = useState<number | null>(null)
  const [conflict, setConflict] = useState<Conflict | null>(null)
  const [history, setHistory] = useState(false)
  const opener = useRef<HTMLButtonElement>(null)
  const wasOpen = useRef(false)
  const label = words.fieldLabel(part.kind, field)
  const unconfirmed = standing.source === 'machine' && standing.version > 0

  useEffect(() => {
    if (seen === null && wasOpen.current) opener.current?.focus()
    wasOpen.current = seen !== null
  }, [seen])

  async function save(answer: Answer, baseVersion: number) {
    const result = await decide(`/cases/${caseId}/edits`, { edits: [{ partId: part.id, field, baseVersion, answer }] }, isEditResult)
    if (!result) return
    const [clash] = result.ok ? [] : result.conflicts
    setConflict(clash ?? null)
    if (!clash) setSeen(null)
  }

  return (
    <div className={seen === null ? 'answer' : 'answer answer-open'} data-field={`${part.kind}.${field}`} data-status={standing.answer.status}>
      {seen !== null
        ? (
          <>
            <dt className="only-heard">{label}</dt>
            <dd>
              <AnswerForm spec={spec} label={label} answer={standing.answer} busy={busy} onSave={(answer) => { void save(answer, seen) }} onCancel={() => setSeen(null)} onHistory={standing.version > 0 ? () => setHistory(true) : undefined} />
            </dd>
          </>
        )
        : (
          <>
            <dt>{label}</dt>
            <dd>
              {mayWrite
                ? <button ref={opener} type="button" className="answer-value" onClick={() => setSeen(standing.version)}>{words.answer(spec, standing.answer)}<span className="only-heard">, {t('caseField.edit', { field: label })}</span></button>
                : <span className="answer-value">{words.answer(spec, standing.answer)}</span>}
              {unconfirmed && (
                <span className="unconfirmed">
                  {words.word('answer.machine')}
                  {mayWrite && <button type="button" className="button-plain" disabled={busy} onClick={() => { void save(standing.answer, standing.version) }}>{t('caseField.confirm')}<span className="only-heard">: {label}</span></button>}
                </span>
              )}
            </dd>
          </>
        )}
      {conflict && (
        <ConflictDialog
          label={label}
          spec={spec}
          conflict={conflict}
          onMine={() => { void save(conflict.mine, conflict.theirVersion) }}
          onTheirs={() => { setConflict(null); setSeen(null) }}
        />
      )}
      {history && <HistoryDialog caseId={caseId} part={part} field={field} spec={spec} onClose={() => setHistory(false)} />}
    </div>
  )
}
