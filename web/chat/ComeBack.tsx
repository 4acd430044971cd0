/** @jsxImportSource preact */
import { useState } from 'preact/hooks'
import { useTexts } from './language.ts'
import type { Talk } from './talk.ts'

/** The door for who has a code from another device. */
export function ComeBack({ talk }: { talk: Talk }) {
  const { back } = useTexts()
  const [typed, setTyped] = useState('')
  const [said, setSaid] = useState('')

  async function open(): Promise<void> {
    setSaid('…')
    const answer = await talk.comeBack(typed)
    if (answer !== 'ok') setSaid({ busy: back.busy, away: back.failed, stranger: back.wrong, refused: back.wrong }[answer])
  }

  return (
    <details class="safety" data-testid="come-back">
      <summary>{back.have}</summary>
      <form
        class="way"
        autocomplete="off"
        onSubmit={(event) => {
          event.preventDefault()
          if (typed.trim() !== '') void open()
        }}
      >
        <label for="code">{back.enter}</label>
        <input id="code" value={typed} autocomplete="off" autocapitalize="none" spellcheck={false} onInput={(event) => setTyped(event.currentTarget.value)} data-testid="code-input" />
        <button type="submit" class="answer" data-testid="code-open">
          {back.open}
        </button>
        <p role="status" data-testid="code-said">{said}</p>
      </form>
    </details>
  )
}
