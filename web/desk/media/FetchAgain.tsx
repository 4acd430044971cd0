import { useState } from 'react'
import { useQueryClient } from '@tanstack/react-query'
import { act } from '../http/request.ts'
import { useWords } from '../language/LanguageProvider.tsx'
import { errorWords } from '../parts/errorWords.ts'

/** What could not be fetched from the platform is tried once more. */
export function FetchAgain({ id }: { id: string }) {
  const words = useWords()
  const client = useQueryClient()
  const [trouble, setTrouble] = useState('')

  async function again() {
    try {
      await act('POST', `/media/${id}/fetch-again`)
      setTrouble('')
    } catch (error) {
      setTrouble(errorWords(error, words))
    }
    await client.invalidateQueries({ queryKey: ['messages'], predicate: ({ queryKey }) => queryKey[2] === 'media' })
  }

  return (
    <p>
      <button type="button" className="button-quiet" onClick={() => { void again() }} data-testid="media-again">{words.t('media.again')}</button>
      {trouble !== '' && <span role="alert"> {trouble}</span>}
    </p>
  )
}
