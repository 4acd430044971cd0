import type { Conversation } from '../../../src/desk/api.ts'
import { useActs } from '../conversation/useActs.ts'
import { useWords } from '../language/LanguageProvider.tsx'
import { Icon } from '../parts/Icon.tsx'
import { toast } from '../parts/toasts.ts'
import { dayAndTime } from '../time/dates.ts'

/** Above a talk: who writes here is kept away for now, why, by whom, until when; and the way back. */
export function BlockBar({ conversation: { id, block } }: { conversation: Conversation }) {
  const { t, language } = useWords()
  const { run, busy } = useActs(id)
  if (!block) return null

  async function lift() {
    if (await run('unblock')) toast(t('block.lifted'))
  }

  return (
    <p className="offer block-bar" role="status" data-testid="block-bar">
      <Icon name="blocked" />
      <span>
        <strong>{t('block.bar', { until: dayAndTime(block.until, language), reason: t(`blockReason.${block.reason}`), name: block.by.name })}</strong>
        <small>{block.note}</small>
      </span>
      {block.mayLift && <button type="button" className="button-quiet" disabled={busy} onClick={() => { void lift() }} data-testid="unblock">{t('block.lift')}</button>}
    </p>
  )
}
