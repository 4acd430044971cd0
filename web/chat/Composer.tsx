/** @jsxImportSource preact */
import { useLayoutEffect, useRef, useState } from 'preact/hooks'
import type { Store } from './storage.ts'
import { useTexts } from './language.ts'

/** The place to write. What is typed survives a reload of this tab. */
export function Composer({ store, onSay }: { store: Store; onSay: (text: string) => void }) {
  const texts = useTexts()
  const [text, setText] = useState(store.read('draft') ?? '')
  const field = useRef<HTMLTextAreaElement>(null)

  useLayoutEffect(() => {
    if (field.current) grow(field.current)
  }, [text])

  function change(value: string): void {
    setText(value)
    store.write('draft', value)
  }

  function send(): void {
    if (text.trim() === '') return
    onSay(text)
    change('')
    field.current?.focus()
  }

  function press(event: KeyboardEvent): void {
    // Enter sends where there is a real keyboard; while Telex or VNI still composes a letter it does not.
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing || !matchMedia('(pointer: fine)').matches) return
    event.preventDefault()
    send()
  }

  return (
    <form
      class="composer"
      aria-label={texts.message.label}
      autocomplete="off"
      onSubmit={(event) => {
        event.preventDefault()
        send()
      }}
    >
      <textarea
        ref={field}
        rows={1}
        value={text}
        aria-label={texts.message.label}
        placeholder={texts.message.placeholder}
        autocomplete="off"
        enterkeyhint="send"
        data-testid="chat-input"
        onInput={(event) => change(event.currentTarget.value)}
        onKeyDown={press}
      />
      <button type="submit" class="send" aria-label={texts.message.send} disabled={text.trim() === ''} data-testid="chat-send">
        <svg viewBox="0 0 24 24" width="24" height="24" aria-hidden="true">
          <path d="M4 12 20 4l-5 16-3.5-6.5z" fill="none" stroke="currentColor" stroke-width="2" stroke-linejoin="round" />
          <path d="m11.5 13.5 4-4.5" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" />
        </svg>
      </button>
    </form>
  )
}

const TALLEST = 140

function grow(field: HTMLTextAreaElement): void {
  field.style.height = 'auto'
  field.style.height = `${Math.min(field.scrollHeight, TALLEST)}px`
}
