import { useState } from 'react'
import type { RefObject } from 'react'
import type { Conversation } from '../../../src/desk/api.ts'
import { useShortcuts } from '../keyboard/useShortcuts.ts'
import { useWords } from '../language/LanguageProvider.tsx'
import { Icon } from '../parts/Icon.tsx'
import { toast } from '../parts/toasts.ts'
import { useMay } from '../session/useMe.ts'
import { isByHand } from './byHand.ts'
import { CloseDialog } from './CloseDialog.tsx'
import { SnoozeDialog } from './SnoozeDialog.tsx'
import { TakeOverDialog } from './TakeOverDialog.tsx'
import { TransferDialog } from './TransferDialog.tsx'
import { useActs } from './useActs.ts'

/** What may be done with the conversation now: by whoever holds it, or to get it. */
export function Actions({ conversation, mine, seenSeq, onClosed }: {
  conversation: Conversation
  mine: boolean
  seenSeq: RefObject<number>
  onClosed: () => void
}) {
  const { t } = useWords()
  const may = useMay()
  const { run, busy } = useActs(conversation.id)
  const [open, setOpen] = useState<'close' | 'transfer' | 'take-over' | 'snooze' | null>(null)
  const isOpen = conversation.state === 'open'
  const claimable = isOpen && conversation.owner.kind !== 'staff' && may('conversation.claim')
  const held = isOpen && conversation.owner.kind === 'staff' && !mine
  const shut = () => setOpen(null)
  const claim = () => { void run('claim') }

  // Nobody in mortal danger is put aside.
  const mayWait = isOpen && mine && conversation.urgency !== 'emergency' && may('conversation.snooze')

  useShortcuts({
    claim: claimable ? claim : undefined,
    close: isOpen && mine ? () => setOpen('close') : undefined,
    transfer: isOpen && mine ? () => setOpen('transfer') : undefined,
    snooze: mayWait ? () => setOpen('snooze') : undefined,
  })

  async function release() {
    if (await run('release', { to: 'bot' })) toast(t('release.done'), { action: { label: t('release.undo'), run: claim } })
  }

  return (
    <div className="actions">
      {claimable && <button type="button" className="button-main" disabled={busy} onClick={claim} data-testid="claim">{t('act.claim')}</button>}
      {held && may('conversation.take-over') && (
        <button type="button" className="button-quiet" onClick={() => setOpen('take-over')} data-testid="take-over">{t('act.takeOver')}</button>
      )}
      {isOpen && mine && (
        <>
          {!isByHand(conversation.channel) && (
            <button type="button" className="button-quiet" disabled={busy} onClick={() => { void release() }} data-testid="release-bot">{t('act.release')}</button>
          )}
          {mayWait && <button type="button" className="button-icon action-icon" aria-label={t('act.snooze')} title={t('act.snooze')} onClick={() => setOpen('snooze')} data-testid="snooze"><Icon name="clock" /></button>}
          <button type="button" className="button-quiet" onClick={() => setOpen('transfer')} data-testid="transfer">{t('act.transfer')}</button>
          <button type="button" className="button-quiet" onClick={() => setOpen('close')} data-testid="close">{t('act.close')}</button>
        </>
      )}
      {open === 'close' && <CloseDialog conversation={conversation} seenSeq={seenSeq} onClose={shut} onClosed={onClosed} />}
      {open === 'transfer' && <TransferDialog conversationId={conversation.id} onClose={shut} />}
      {open === 'snooze' && <SnoozeDialog conversationId={conversation.id} onClose={shut} />}
      {open === 'take-over' && <TakeOverDialog conversation={conversation} onClose={shut} />}
    </div>
  )
}
