import type { Message } from '../../../src/desk/api.ts'
import { useWords } from '../language/LanguageProvider.tsx'
import { MediaCard } from '../media/MediaCard.tsx'
import { useMediaOf } from '../media/MediaProvider.tsx'
import { Icon } from '../parts/Icon.tsx'
import { timeOfDay } from '../time/dates.ts'
import { deliveryWords } from './deliveryWords.ts'
import { MarkedText } from './MarkedText.tsx'
import { SendAgain } from './SendAgain.tsx'

/** One thing said by the person or by a human of the Centre. Pictures and voice are never shown by themselves. */
export function MessageBubble({ message, personName, meId, showDelivery }: {
  message: Message
  personName: string | null
  meId: string | undefined
  showDelivery: boolean
}) {
  const words = useWords()
  const { t, language } = words
  const media = useMediaOf(message.id)
  const delivery = message.direction === 'out' && (showDelivery || message.status === 'failed' || message.status === 'unknown') ? deliveryWords(message, words) : undefined
  const mayGoAgain = message.author === 'staff' && message.by?.id === meId && (message.status === 'failed' || message.status === 'unknown')
  return (
    <article className={`message message-${message.direction}`} data-testid="message" data-author={message.author} data-direction={message.direction} data-seq={message.seq}>
      <header>
        <span className="message-author">{authorWords()}</span>
        <time dateTime={message.at}>{timeOfDay(message.at, language)}</time>
      </header>
      {message.text !== '' && (
        <p className={message.unsent ? 'message-text message-unsent' : 'message-text'}><MarkedText text={message.text} marks={message.evidence} /></p>
      )}
      {message.unsent && <p className="message-side">{t('message.unsent')}</p>}
      {message.kind !== 'text' && media.length === 0 && (
        <p className="message-side message-media"><Icon name={message.kind === 'image' ? 'eyeOff' : 'clip'} />{t(`kind.${message.kind}`, { n: message.attachments })}</p>
      )}
      {media.map((one) => <MediaCard key={one.id} media={one} />)}
      {delivery && <p className={message.status === 'failed' ? 'message-side problem' : 'message-side'} data-testid="delivery">{delivery}</p>}
      {mayGoAgain && <SendAgain message={message} />}
    </article>
  )

  function authorWords(): string {
    if (message.author === 'person') return personName ?? t('message.person')
    if (message.author === 'outside') return t('message.outside')
    return message.by?.id === meId ? t('owner.me') : message.by?.name ?? t('owner.staff')
  }
}
