import { useState } from 'react'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { act, read, type Guard } from '../http/request.ts'
import { useWords } from '../language/LanguageProvider.tsx'
import { errorWords } from '../parts/errorWords.ts'
import { toast } from '../parts/toasts.ts'

/** One answer about keeping, erasing or looking back; read anew after every act. */
export function useSafeguard<T>(path: string, guard: Guard<T>) {
  return useQuery({ queryKey: ['safeguards', path], queryFn: ({ signal }) => read(path, guard, signal) })
}

/** Acts, and reads again what it may have changed; a refusal is shown as a toast. `run` gives whether it worked. */
export function useSafeguardActs() {
  const words = useWords()
  const client = useQueryClient()
  const [busy, setBusy] = useState(false)

  async function attempt<T>(work: () => Promise<T>): Promise<T | undefined> {
    setBusy(true)
    try {
      return await work()
    } catch (error) {
      toast(errorWords(error, words), { tone: 'warning' })
      return undefined
    } finally {
      setBusy(false)
      void client.invalidateQueries({ queryKey: ['safeguards'] })
    }
  }

  const run = async (path: string, body: object = {}) => await attempt(async () => {
    await act('POST', path, body)
    return true
  }) ?? false

  return { run, attempt, busy }
}
