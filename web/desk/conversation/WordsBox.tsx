import { useRef, useState } from 'react'
import type { FormEvent } from 'react'
import { useShortcuts } from '../keyboard/useShortcuts.ts'
import { useWords } from '../language/LanguageProvider.tsx'
import { useActs } from './useActs.ts'

/** For a call or a visit: what the person says next, in their words. Nothing is sent anywhere. */
export function WordsBox({ conversationId }: { conversationId: string }) {
  const { t } = useWords()
  const { run, busy } = useActs(conversationId)
  const box = useRef<HTMLTextAreaElement>(null)
  const clientId = useRef(crypto.randomUUID())
  const [text, setText] = useState('')
  useShortcuts({ reply: () => box.current?.focus() })

  async function submit(event: FormEvent) {
    event.preventDefault()
    if (!await run('words', { clientId: clientId.current, text })) return
    clientId.current = crypto.randomUUID()
    setText('')
  }

  return (
    <form className="reply" onSubmit={(event) => { void submit(event) }}>
      <div className="reply-box">
        <textarea
          ref={box}
          rows={2}
          maxLength={5000}
          aria-label={t('contact.next')}
          placeholder={t('contact.next')}
          value={text}
          onChange={(event) => setText(event.target.value)}
          onKeyDown={(event) => {
            if (event.nativeEvent.isComposing) return
            if (event.code === 'Escape') event.currentTarget.blur()
            if (event.code === 'Enter' && (event.ctrlKey || event.metaKey)) event.currentTarget.form?.requestSubmit()
          }}
          data-testid="words-text"
        />
        <div className="reply-foot">
          <span className="reply-state">{t('contact.nextMeans')}</span>
          <button type="submit" className="button-main" disabled={busy || text.trim() === ''} data-testid="words-save">{t('contact.add')}</button>
        </div>
      </div>
    </form>
  )
}
