import { useState } from 'react'
import { useQueryClient } from '@tanstack/react-query'
import type { Message } from '../../../src/desk/api.ts'
import { act } from '../http/request.ts'
import { useWords } from '../language/LanguageProvider.tsx'
import { errorWords } from '../parts/errorWords.ts'

/** A message of mine that did not go, or of which nobody knows: one press sends it again. */
export function SendAgain({ message }: { message: Message }) {
  const words = useWords()
  const { t } = words
  const client = useQueryClient()
  const [busy, setBusy] = useState(false)
  const [trouble, setTrouble] = useState('')

  async function again() {
    setBusy(true)
    try {
      await act('POST', `/messages/${message.id}/send-again`)
      setTrouble('')
    } catch (error) {
      setTrouble(errorWords(error, words))
    }
    await client.invalidateQueries({ queryKey: ['messages'] })
    setBusy(false)
  }

  return (
    <p className="message-side">
      {message.status === 'unknown' && <>{t('message.maybeTwice')} </>}
      <button type="button" className="button-quiet" disabled={busy} onClick={() => { void again() }} data-testid="send-again">{t('message.sendAgain')}</button>
      {trouble !== '' && <span role="alert"> {trouble}</span>}
    </p>
  )
}
