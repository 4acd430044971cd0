import { useState } from 'react'
import { useQueryClient } from '@tanstack/react-query'
import { useLocation } from 'wouter'
import { withFields, write } from '../http/request.ts'
import { useWords } from '../language/LanguageProvider.tsx'
import { errorWords } from '../parts/errorWords.ts'
import { toast } from '../parts/toasts.ts'
import { useMay } from '../session/useMe.ts'

/** Where the keyboard is put when a conversation is over. */
export const TAKE_NEXT_ID = 'take-next'

const isNext = withFields<{ id: string | null }>('id')

/** One button: the most urgent child, who of these waits longest, becomes mine and opens. */
export function TakeNext({ waiting }: { waiting: number | undefined }) {
  const words = useWords()
  const { t } = words
  const may = useMay()
  const client = useQueryClient()
  const [, go] = useLocation()
  const [busy, setBusy] = useState(false)
  if (!may('conversation.claim')) return null

  async function take() {
    setBusy(true)
    try {
      const { id } = await write('POST', '/claim-next', {}, isNext)
      void client.invalidateQueries({ queryKey: ['queue'] })
      if (id === null) toast(t('queue.noneWaiting'))
      else go(`/c/${id}`)
    } catch (error) {
      toast(errorWords(error, words), { tone: 'warning' })
    } finally {
      setBusy(false)
    }
  }

  return (
    <button id={TAKE_NEXT_ID} type="button" className="button-main take-next" disabled={busy} aria-disabled={waiting === 0} onClick={() => { void take() }} data-testid="take-next">
      {t('queue.takeNext')}
    </button>
  )
}
