/** @jsxImportSource preact */
import type { ChatMessage } from '../../src/channels/web/wire.ts'
import { useTexts } from './language.ts'
import { findNumbers } from './numbers.ts'
import { filled } from './texts.ts'

type Props = {
  message: Pick<ChatMessage, 'author' | 'text' | 'staffName'>
  numbers: readonly string[]
  /** Says who speaks. */
  named: boolean
  sending?: 'waiting' | 'sent' | 'refused'
  onAgain?: () => void
}

/** One thing said. */
export function Bubble({ message, numbers, named, sending, onAgain }: Props) {
  const texts = useTexts()
  const { author, text } = message
  return (
    <div class={`said ${author}${sending === 'waiting' ? ' unsent' : ''}`} data-testid="chat-bubble" data-author={author} data-sending={sending}>
      {named ? <p class="voice">{voiceOf(message, texts.talk)}</p> : author === 'person' && <span class="unseen">{texts.talk.person}: </span>}
      <p class="bubble">
        {findNumbers(text, author === 'person' ? [] : numbers).map((piece) => (piece.call === undefined ? piece.text : <a key={piece.text} href={`tel:${piece.call}`}>{piece.text}</a>))}
      </p>
      {sending === 'waiting' && <p class="fate">{texts.message.waiting}</p>}
      {sending === 'refused' && (
        <p class="fate">
          {texts.message.refused}{' '}
          <button type="button" class="again" onClick={onAgain}>
            {texts.message.again}
          </button>
        </p>
      )}
    </div>
  )
}

function voiceOf({ author, staffName }: Props['message'], talk: { bot: string; staff: string; staffNameless: string }): string {
  if (author !== 'staff') return talk.bot
  return staffName === undefined ? talk.staffNameless : filled(talk.staff, { name: staffName })
}
