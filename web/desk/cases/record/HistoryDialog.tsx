import { useQuery } from '@tanstack/react-query'
import type { FieldSpec } from '../../../../src/cases/fields.ts'
import type { Guard } from '../../http/request.ts'
import { read } from '../../http/request.ts'
import { useWords } from '../../language/LanguageProvider.tsx'
import { Dialog } from '../../parts/Dialog.tsx'
import { errorWords } from '../../parts/errorWords.ts'
import { dayAndTime } from '../../time/dates.ts'
import { useCaseWords } from '../caseWords.ts'
import type { FieldVersion, Part } from '../contract.ts'

const isHistory: Guard<FieldVersion[]> = (value): value is FieldVersion[] => Array.isArray(value)

/** Everything one field has said, newest first, with who wrote it. */
export function HistoryDialog({ caseId, part, field, spec, onClose }: { caseId: string; part: Part; field: string; spec: FieldSpec; onClose: () => void }) {
  const words = useWords()
  const { t, language } = words
  const { answer, fieldLabel, word } = useCaseWords()
  const { data, error } = useQuery({
    queryKey: ['case-history', caseId, part.id, field],
    queryFn: ({ signal }) => read(`/cases/${caseId}/history?${new URLSearchParams({ partId: part.id, name: field }).toString()}`, isHistory, signal),
    staleTime: 0,
  })
  return (
    <Dialog title={t('caseField.historyOf', { field: fieldLabel(part.kind, field) })} onClose={onClose} testId="history-dialog">
      {!data && <p className="quiet" role={error ? 'alert' : undefined}>{error ? errorWords(error, words) : t('common.loading')}</p>}
      <ol className="versions">
        {data?.map((one) => (
          <li key={one.version} data-testid="version">
            <strong>{answer(spec, one.answer)}</strong>
            <span className="quiet">{one.source === 'machine' ? word('answer.machine') : one.byName ?? t('caseField.colleague')} · {dayAndTime(one.at, language)}</span>
          </li>
        ))}
      </ol>
      <div className="dialog-buttons"><button type="button" className="button-quiet" onClick={onClose}>{t('common.done')}</button></div>
    </Dialog>
  )
}
