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
      <div class="bubble">
        {text.split(/\n{2,}/).map((paragraph) => (
          <p key={paragraph}>{author === 'person' ? paragraph : <Callable text={paragraph} numbers={numbers} />}</p>
        ))}
      </div>
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

/** A sentence whose numbers can be tapped. */
function Callable({ text, numbers }: { text: string; numbers: readonly string[] }) {
  return (
    <>
      {findNumbers(text, numbers).map((piece) => (piece.call === undefined ? piece.text : <a key={piece.text} href={`tel:${piece.call}`}>{piece.text}</a>))}
    </>
  )
}

function voiceOf({ author, staffName }: Props['message'], talk: { bot: string; staff: string; staffNameless: string }): string {
  if (author !== 'staff') return talk.bot
  return staffName === undefined ? talk.staffNameless : filled(talk.staff, { name: staffName })
}
