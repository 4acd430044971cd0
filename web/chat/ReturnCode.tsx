/** @jsxImportSource preact */
import { useState } from 'preact/hooks'
import { useTexts } from './language.ts'
import type { Talk } from './talk.ts'

/** Shows, when asked, the code by which the talk can be opened on another device; and closes that way again. */
export function ReturnCode({ talk }: { talk: Talk }) {
  const { back } = useTexts()
  const [code, setCode] = useState(talk.code())
  const [said, setSaid] = useState('')

  async function make(): Promise<void> {
    const made = await talk.makeCode()
    setCode(made)
    setSaid(made === undefined ? back.failed : '')
  }

  async function drop(): Promise<void> {
    const gone = await talk.dropCode()
    if (gone) setCode(undefined)
    setSaid(gone ? back.dropped : back.failed)
  }

  return (
    <div class="way" data-testid="return-code">
      {code === undefined ? (
        <button type="button" class="answer" onClick={() => void make()} data-testid="make-code">
          {back.make}
        </button>
      ) : (
        <>
          <p>{back.yours}</p>
          <p class="code" lang="vi" data-testid="the-code">{code}</p>
          <p>{back.how}</p>
          <p>{back.secret}</p>
          <button type="button" class="again" onClick={() => void drop()} data-testid="drop-code">
            {back.drop}
          </button>
        </>
      )}
      <p role="status">{said}</p>
    </div>
  )
}
