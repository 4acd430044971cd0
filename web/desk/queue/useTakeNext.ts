import { useState } from 'react'
import { useQueryClient } from '@tanstack/react-query'
import { useLocation } from 'wouter'
import { withFields, write } from '../http/request.ts'
import { useWords } from '../language/LanguageProvider.tsx'
import { errorWords } from '../parts/errorWords.ts'
import { toast } from '../parts/toasts.ts'
import { useMay } from '../session/useMe.ts'

const isNext = withFields<{ id: string | null }>('id')

/** Takes whoever needs a human most and opens their talk; undefined for roles that take nobody. */
export function useTakeNext(): { take: () => void; busy: boolean } | undefined {
  const words = useWords()
  const may = useMay()
  const client = useQueryClient()
  const [, go] = useLocation()
  const [busy, setBusy] = useState(false)
  if (!may('conversation.claim')) return undefined

  async function take() {
    setBusy(true)
    try {
      const { id } = await write('POST', '/claim-next', {}, isNext)
      void client.invalidateQueries({ queryKey: ['queue'] })
      if (id === null) toast(words.t('queue.noneWaiting'))
      else go(`/c/${id}`)
    } catch (error) {
      toast(errorWords(error, words), { tone: 'warning' })
    } finally {
      setBusy(false)
    }
  }

  return { take: () => { void take() }, busy }
}
