import { useState } from 'react'
import { useQueryClient, type QueryKey } from '@tanstack/react-query'
import { act } from '../http/request.ts'
import { useWords } from '../language/LanguageProvider.tsx'
import { errorWords } from './errorWords.ts'
import { toast } from './toasts.ts'

/** Tries to do something at the server and reads again what it may have changed; a refusal is shown as a toast. */
export function useAttempt(stale: readonly QueryKey[]) {
  const words = useWords()
  const client = useQueryClient()
  const [busy, setBusy] = useState(false)

  /** What the work gave; undefined when it was refused. */
  async function attempt<T>(work: () => Promise<T>): Promise<T | undefined> {
    setBusy(true)
    try {
      return await work()
    } catch (error) {
      toast(errorWords(error, words), { tone: 'warning' })
      return undefined
    } finally {
      setBusy(false)
      for (const queryKey of stale) void client.invalidateQueries({ queryKey })
    }
  }

  /** Whether it was done. */
  async function run(path: string, body: object = {}): Promise<boolean> {
    return await attempt(async () => {
      await act('POST', path, body)
      return true
    }) ?? false
  }

  return { busy, attempt, run }
}
