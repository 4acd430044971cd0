import { useState } from 'react'
import type { FormEvent, RefObject } from 'react'
import type { CLOSE_REASONS, Conversation } from '../../../src/desk/api.ts'
import { isAtLeast } from '../../../src/triage/levels.ts'
import { useWords } from '../language/LanguageProvider.tsx'
import { Dialog } from '../parts/Dialog.tsx'
import { Level } from '../parts/Level.tsx'
import { toast } from '../parts/toasts.ts'
import { useActs } from './useActs.ts'

const REASONS = ['helped', 'referred', 'no-answer', 'wrong-number', 'prank', 'other'] as const satisfies typeof CLOSE_REASONS

/** Ends the conversation with a reason. The server refuses when the person has written something unread. */
export function CloseDialog({ conversation, seenSeq, onClose, onClosed }: {
  conversation: Conversation
  seenSeq: RefObject<number>
  onClose: () => void
  onClosed: () => void
}) {
  const { t } = useWords()
  const { run, busy } = useActs(conversation.id)
  const [reason, setReason] = useState<(typeof REASONS)[number] | ''>('')
  const severe = isAtLeast(conversation.urgency, 'high')

  async function submit(event: FormEvent) {
    event.preventDefault()
    const closed = await run('close', { reason, lastSeenSeq: seenSeq.current })
    onClose()
    if (!closed) return
    // After an emergency a counsellor needs a breath before the next child (safeguarding §2.6, worker care).
    toast(severe ? t('close.debrief') : t('close.done'))
    onClosed()
  }

  return (
    <Dialog title={t('close.title')} onClose={onClose} testId="close-dialog">
      <form onSubmit={(event) => { void submit(event) }}>
        {severe && <p className="notice notice-stale"><Level level={conversation.urgency} /> {t('close.severe')}</p>}
        <label className="field">
          {t('close.reason')}
          <select value={reason} autoFocus required onChange={(event) => setReason(REASONS.find((one) => one === event.target.value) ?? '')} data-testid="close-reason">
            <option value="" disabled>{t('close.choose')}</option>
            {REASONS.map((one) => <option key={one} value={one}>{t(`closeReason.${one}`)}</option>)}
          </select>
        </label>
        <p className="quiet">{t('close.after')}</p>
        <div className="dialog-buttons">
          <button type="button" className="button-quiet" onClick={onClose}>{t('common.cancel')}</button>
          <button type="submit" className="button-main" disabled={busy || reason === ''} data-testid="close-confirm">{t('act.close')}</button>
        </div>
      </form>
    </Dialog>
  )
}
