import { useRef, useState } from 'react'
import type { FormEvent } from 'react'
import { useActs } from '../conversation/useActs.ts'
import { useShortcuts } from '../keyboard/useShortcuts.ts'
import { useWords } from '../language/LanguageProvider.tsx'
import { Icon } from '../parts/Icon.tsx'
import { keepNote, unsavedNote } from './unsavedNotes.ts'

/**
 * A private note. It stands beside the talk and not under it, in its own colour, so that a note is never
 * written where a reply to a child would go.
 */
export function NoteForm({ conversationId, mayWhisper, mayCall }: {
  conversationId: string
  /** A supervisor, while a colleague holds the conversation. */
  mayWhisper: boolean
  /** Who holds the talk may write down that they called the person: it counts as an answer. */
  mayCall: boolean
}) {
  const { t } = useWords()
  const { run, busy } = useActs(conversationId)
  const box = useRef<HTMLTextAreaElement>(null)
  const [text, setText] = useState(() => unsavedNote(conversationId))
  const [whisper, setWhisper] = useState(false)
  const [contact, setContact] = useState('')
  // One id a note, kept through failed tries: saving again after a cut writes nothing twice.
  const clientId = useRef(crypto.randomUUID())
  useShortcuts({ note: () => box.current?.focus() })

  function write(next: string) {
    keepNote(conversationId, next)
    setText(next)
  }

  async function submit(event: FormEvent) {
    event.preventDefault()
    if (!await run('notes', { clientId: clientId.current, text, whisper: mayWhisper && whisper, ...(mayCall && contact !== '' ? { contact } : {}) })) return
    clientId.current = crypto.randomUUID()
    write('')
    setContact('')
  }

  return (
    <form className="note-form" onSubmit={(event) => { void submit(event) }}>
      <label>
        <span className="note-title"><Icon name="lock" />{t('note.title')}</span>
        <textarea
          ref={box}
          rows={2}
          maxLength={5000}
          placeholder={t('note.placeholder')}
          value={text}
          onChange={(event) => write(event.target.value)}
          onKeyDown={(event) => {
            if (event.nativeEvent.isComposing) return
            if (event.code === 'Escape') event.currentTarget.blur()
            if (event.code === 'Enter' && (event.ctrlKey || event.metaKey)) event.currentTarget.form?.requestSubmit()
          }}
          data-testid="note-text"
        />
      </label>
      {mayCall && (
        <select aria-label={t('note.contact')} value={contact} onChange={(event) => setContact(event.target.value)} data-testid="note-contact">
          <option value="">{t('note.plain')}</option>
          <option value="spoke">{t('note.spoke')}</option>
          <option value="no-answer">{t('note.noAnswer')}</option>
        </select>
      )}
      {mayWhisper && (
        <label className="check">
          <input type="checkbox" checked={whisper} onChange={(event) => setWhisper(event.target.checked)} data-testid="note-whisper" />
          {t('note.whisper')}
        </label>
      )}
      <div className="form-buttons">
        <span className="quiet">{t('note.onlyStaff')}</span>
        <button type="submit" className="button-quiet" disabled={busy || text.trim() === ''} data-testid="note-save">{t('note.save')}</button>
      </div>
    </form>
  )
}
