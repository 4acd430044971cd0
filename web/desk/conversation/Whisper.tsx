import { useState } from 'react'
import type { Note } from '../../../src/desk/api.ts'
import { useWords } from '../language/LanguageProvider.tsx'
import { Icon } from '../parts/Icon.tsx'

/** A supervisor's newest word to me, beside my reply, until I have put it away. The person never sees it. */
export function Whisper({ notes, meId }: { notes: readonly Note[]; meId: string | undefined }) {
  const { t } = useWords()
  const [done, setDone] = useState('')
  const whisper = notes.findLast((note) => note.whisper && note.by.id !== meId)
  if (!whisper || whisper.id === done) return null
  return (
    <p className="whisper" role="status" data-testid="whisper">
      <Icon name="lock" />
      <span><strong>{t('note.whisperBy', { name: whisper.by.name })}</strong> {whisper.text}</span>
      <button type="button" className="button-icon" aria-label={t('common.dismiss')} onClick={() => setDone(whisper.id)}><Icon name="close" /></button>
    </p>
  )
}
