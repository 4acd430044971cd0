import { useState } from 'react'
import type { Conversation } from '../../../src/desk/api.ts'
import { isByHand } from '../conversation/byHand.ts'
import { useWords } from '../language/LanguageProvider.tsx'
import { Icon } from '../parts/Icon.tsx'
import { useMay, useMe } from '../session/useMe.ts'
import { BlockDialog } from './BlockDialog.tsx'

/** The way to a block: of a talk I hold, or of any for a supervisor. Far from the reply, for it is rare. */
export function BlockAct({ conversation }: { conversation: Conversation }) {
  const { t } = useWords()
  const may = useMay()
  const { data: me } = useMe()
  const [open, setOpen] = useState(false)
  const { id, state, channel, block, owner } = conversation
  const mine = owner.kind === 'staff' && owner.id === me?.id
  const offered = state === 'open' && !block && !isByHand(channel) && may('person.block') && (mine || may('person.block-any'))
  if (!offered && !open) return null
  return (
    <section>
      {offered && <button type="button" className="button-quiet block-act" onClick={() => setOpen(true)} data-testid="block"><Icon name="blocked" />{t('block.act')}</button>}
      {open && <BlockDialog conversationId={id} onClose={() => setOpen(false)} />}
    </section>
  )
}
