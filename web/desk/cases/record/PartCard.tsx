import { useState } from 'react'
import type { ReactNode } from 'react'
import { fieldNames, fieldSpec } from '../../../../src/cases/fields.ts'
import { useWords } from '../../language/LanguageProvider.tsx'
import { Dialog } from '../../parts/Dialog.tsx'
import { useCaseWords } from '../caseWords.ts'
import type { Part } from '../contract.ts'
import { useCaseActs } from '../useCase.ts'
import { AnswerRow } from './AnswerRow.tsx'

/** One part of the record with all its fields, answered or not. */
export function PartCard({ caseId, part, number, mayWrite, children }: { caseId: string; part: Part; number: number | null; mayWrite: boolean; children?: ReactNode }) {
  const { t } = useWords()
  const { word } = useCaseWords()
  const { run, busy } = useCaseActs(caseId)
  const [removing, setRemoving] = useState(false)
  const title = `${word(`part.${part.kind}`)}${number === null ? '' : ` ${number}`}`
  return (
    <div className="part" data-testid="part">
      {number !== null && <h3>{title}</h3>}
      <dl className="answers">
        {fieldNames(part.kind).map((field) => {
          const spec = fieldSpec(part.kind, field)
          return spec && <AnswerRow key={field} caseId={caseId} part={part} field={field} spec={spec} mayWrite={mayWrite} />
        })}
      </dl>
      {children}
      {mayWrite && <button type="button" className="button-plain part-remove" onClick={() => setRemoving(true)}>{t('casePart.remove')}<span className="only-heard">: {title}</span></button>}
      {removing && (
        <Dialog title={t('casePart.removeAsk', { part: title })} onClose={() => setRemoving(false)}>
          <p>{t('casePart.removeMeans')}</p>
          <div className="dialog-buttons">
            <button type="button" className="button-quiet button-danger" disabled={busy} onClick={() => { void run(`/cases/${caseId}/parts/remove`, { partId: part.id }).then(() => setRemoving(false)) }}>{t('casePart.remove')}</button>
            <button type="button" className="button-quiet" onClick={() => setRemoving(false)}>{t('common.cancel')}</button>
          </div>
        </Dialog>
      )}
    </div>
  )
}
