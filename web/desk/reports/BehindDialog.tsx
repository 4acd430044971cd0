import { Link } from 'wouter'
import { useWords } from '../language/LanguageProvider.tsx'
import { Dialog } from '../parts/Dialog.tsx'
import { errorWords } from '../parts/errorWords.ts'
import { dayAndTime } from '../time/dates.ts'
import type { Asked } from './usePivot.ts'
import { useCasesBehind } from './usePivot.ts'

/** The cases a figure was counted from. */
export function BehindDialog({ asked, cell, title, onClose }: { asked: Asked; cell: { row: string; column?: string }; title: string; onClose: () => void }) {
  const words = useWords()
  const { t, language } = words
  const { data, error } = useCasesBehind(asked, cell)
  return (
    <Dialog title={title} onClose={onClose} testId="behind-dialog">
      {!data && <p className="quiet" role={error ? 'alert' : undefined}>{error ? errorWords(error, words) : t('common.loading')}</p>}
      <ul className="versions">
        {data?.map(({ id, number, openedAt }) => <li key={id}><Link href={`/cases/${id}`} className="case-link">{number}</Link><span className="quiet">{dayAndTime(openedAt, language)}</span></li>)}
      </ul>
      <div className="dialog-buttons"><button type="button" className="button-quiet" onClick={onClose}>{t('common.done')}</button></div>
    </Dialog>
  )
}
