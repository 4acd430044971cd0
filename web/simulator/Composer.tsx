/** @jsxImportSource preact */
import { useState } from 'preact/hooks'
import { useTexts } from './texts.ts'

export function Composer({ onSend }: { onSend(text: string): void }) {
  const texts = useTexts()
  const [text, setText] = useState('')
  return (
    <form
      class="composer"
      onSubmit={(event) => {
        event.preventDefault()
        if (text.trim() === '') return
        onSend(text)
        setText('')
      }}
    >
      <input
        data-testid="sim-input"
        aria-label={texts.chat.input}
        placeholder={texts.chat.input}
        autocomplete="off"
        maxLength={4000}
        value={text}
        onInput={({ currentTarget }) => setText(currentTarget.value)}
      />
      <button type="submit" data-testid="sim-send">{texts.chat.send}</button>
    </form>
  )
}
