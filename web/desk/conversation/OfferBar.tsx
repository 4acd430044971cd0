import type { Conversation } from '../../../src/desk/api.ts'
import { useWords } from '../language/LanguageProvider.tsx'
import { Icon } from '../parts/Icon.tsx'
import { useActs } from './useActs.ts'

/** A warm transfer on its way: the colleague takes or declines, the owner waits and may take the offer back. */
export function OfferBar({ conversation, mine, meId }: { conversation: Conversation; mine: boolean; meId: string | undefined }) {
  const { t } = useWords()
  const { run, busy } = useActs(conversation.id)
  const { offer, owner } = conversation
  const forMe = offer?.to.id === meId
  if (!offer || !(mine || forMe)) return null
  return (
    <p className="offer" role="status" data-testid="offer">
      <Icon name="person" />
      <span>{forMe ? t('offer.forMe', { name: owner.name ?? t('owner.staff') }) : t('offer.asked', { name: offer.to.name })}</span>
      {forMe && <button type="button" className="button-main" disabled={busy} onClick={() => { void run('accept') }} data-testid="offer-accept">{t('offer.accept')}</button>}
      <button type="button" className="button-quiet" disabled={busy} onClick={() => { void run('decline') }} data-testid="offer-decline">{t(forMe ? 'offer.decline' : 'offer.withdraw')}</button>
    </p>
  )
}
