import type { FieldSpec } from '../../../../src/cases/fields.ts'
import { useWords } from '../../language/LanguageProvider.tsx'
import { Dialog } from '../../parts/Dialog.tsx'
import { useStaff } from '../../session/useStaff.ts'
import { dayAndTime } from '../../time/dates.ts'
import { useCaseWords } from '../caseWords.ts'
import type { Conflict } from '../contract.ts'

/** Two people wrote the same field: both values, and one of them chooses. Nothing has been lost. */
export function ConflictDialog({ label, spec, conflict, onMine, onTheirs }: {
  label: string
  spec: FieldSpec
  conflict: Conflict
  onMine: () => void
  onTheirs: () => void
}) {
  const { t, language } = useWords()
  const words = useCaseWords()
  const { data: staff = [] } = useStaff()
  const name = staff.find(({ id }) => id === conflict.by)?.name ?? t('caseField.colleague')
  return (
    <Dialog title={t('caseField.conflict', { field: label })} onClose={onTheirs} testId="conflict-dialog">
      <dl className="both-values">
        <div>
          <dt>{t('caseField.theirs', { name, time: conflict.at ? dayAndTime(conflict.at, language) : '' })}</dt>
          <dd data-testid="conflict-theirs">{words.answer(spec, conflict.theirs)}</dd>
        </div>
        <div>
          <dt>{t('caseField.mine')}</dt>
          <dd data-testid="conflict-mine">{words.answer(spec, conflict.mine)}</dd>
        </div>
      </dl>
      <div className="dialog-buttons">
        <button type="button" className="button-quiet" onClick={onTheirs} data-testid="conflict-keep">{t('caseField.keepTheirs')}</button>
        <button type="button" className="button-main" onClick={onMine} data-testid="conflict-write">{t('caseField.writeMine')}</button>
      </div>
    </Dialog>
  )
}
