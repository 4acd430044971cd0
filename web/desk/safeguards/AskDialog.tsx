import { useWords } from '../language/LanguageProvider.tsx'
import { Dialog } from '../parts/Dialog.tsx'

/** Says what will happen before it does; the way back comes first. */
export function AskDialog({ title, lead, yes, busy, onYes, onClose }: { title: string; lead: string; yes: string; busy: boolean; onYes: () => void; onClose: () => void }) {
  const { t } = useWords()
  return (
    <Dialog title={title} onClose={onClose} testId="ask-dialog">
      <p>{lead}</p>
      <div className="dialog-buttons">
        <button type="button" className="button-quiet" autoFocus onClick={onClose}>{t('common.cancel')}</button>
        <button type="button" className="button-main" disabled={busy} onClick={onYes} data-testid="ask-yes">{yes}</button>
      </div>
    </Dialog>
  )
}
