import { useState } from 'react'
import type { FormEvent } from 'react'
import type { PAPER_REASONS, PaperReason } from '../../../../src/cases/receivePaper.ts'
import { useWords } from '../../language/LanguageProvider.tsx'
import { Dialog } from '../../parts/Dialog.tsx'
import { errorWords } from '../../parts/errorWords.ts'
import { savePosted } from '../../parts/saveFile.ts'
import { toast } from '../../parts/toasts.ts'
import type { Paper } from '../contract.ts'

const REASONS = ['handle', 'check', 'pass-on', 'asked'] as const satisfies typeof PAPER_REASONS

/** The deliberate act: why a received paper must be opened. The reason is logged before the bytes leave. */
export function OpenReceived({ caseId, paper, onClose }: { caseId: string; paper: Paper; onClose: () => void }) {
  const words = useWords()
  const { t } = words
  const [reason, setReason] = useState<PaperReason>()

  async function submit(event: FormEvent) {
    event.preventDefault()
    if (reason === undefined) return
    try {
      await savePosted(`/cases/${caseId}/papers/open`, { paperId: paper.id, reason })
    } catch (error) {
      toast(errorWords(error, words), { tone: 'warning' })
    }
    onClose()
  }

  return (
    <Dialog title={t('casePaper.openTitle')} onClose={onClose} testId="received-dialog">
      <form onSubmit={(event) => { void submit(event) }}>
        <p><strong>{paper.title}</strong></p>
        <p>{t('casePaper.openWarning')}</p>
        <fieldset className="choices">
          <legend>{t('casePaper.openWhy')}</legend>
          {REASONS.map((one) => (
            <label key={one} className="choice">
              <input type="radio" name="reason" value={one} required checked={reason === one} onChange={() => setReason(one)} data-testid={`received-${one}`} />
              <span>{t(`paperReason.${one}`)}</span>
            </label>
          ))}
        </fieldset>
        <p className="quiet">{t('casePaper.openLogged')}</p>
        <div className="dialog-buttons">
          <button type="button" className="button-quiet" onClick={onClose}>{t('common.cancel')}</button>
          <button type="submit" className="button-main" disabled={reason === undefined} data-testid="received-confirm">{t('casePaper.openDo')}</button>
        </div>
      </form>
    </Dialog>
  )
}
