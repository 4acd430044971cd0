/** @jsxImportSource preact */
import { useState } from 'preact/hooks'
import type { ChatButton, ChatMessage } from '../../src/channels/web/wire.ts'
import { RETURN_CODE_PAYLOAD } from '../../src/conversation/returnCodePayload.ts'

type Props = { message: ChatMessage; onButton: (button: ChatButton) => void }

/** The quick answers of the latest message. A number calls; anything else is said, once. */
export function QuickAnswers({ message, onButton }: Props) {
  const [chosen, setChosen] = useState(false)
  const buttons = message.buttons.filter(({ payload }) => payload !== RETURN_CODE_PAYLOAD)
  if (chosen || buttons.length === 0) return null
  return (
    <div class="answers">
      {buttons.map((button) =>
        button.phone === undefined ? (
          <button
            key={button.payload}
            type="button"
            class="answer"
            data-testid="chat-button"
            onClick={() => {
              setChosen(true)
              onButton(button)
            }}
          >
            {button.title}
          </button>
        ) : (
          <a key={button.payload} class="answer number" href={`tel:${button.phone}`} data-testid="chat-button">
            {button.title}
          </a>
        ),
      )}
    </div>
  )
}
