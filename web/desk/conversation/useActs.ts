import { useState } from 'react'
import { useQueryClient } from '@tanstack/react-query'
import { act } from '../http/request.ts'
import { useWords } from '../language/LanguageProvider.tsx'
import { errorWords } from '../parts/errorWords.ts'
import { toast } from '../parts/toasts.ts'

/**
 * Acts on one conversation: sends, reads again what changed, tells what went wrong. `run` gives whether it
 * worked; a refusal is shown as a toast and the conversation is read again, for the screen was stale.
 */
export function useActs(id: string) {
  const words = useWords()
  const client = useQueryClient()
  const [busy, setBusy] = useState(false)

  async function run(name: string, body: object = {}): Promise<boolean> {
    setBusy(true)
    try {
      await act('POST', `/conversations/${id}/${name}`, body)
      return true
    } catch (error) {
      toast(errorWords(error, words), { tone: 'warning' })
      return false
    } finally {
      setBusy(false)
      void client.invalidateQueries({ queryKey: ['conversation', id] })
      void client.invalidateQueries({ queryKey: ['messages', id] })
      void client.invalidateQueries({ queryKey: ['queue'] })
      void client.invalidateQueries({ queryKey: ['alarms'] })
    }
  }

  return { run, busy }
}
