import { useState } from 'react'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import type { Breach as Stored } from '../../../src/cases/breaches.ts'
import type { OverHttp } from '../cases/contract.ts'
import { act, read } from '../http/request.ts'
import { useWords } from '../language/LanguageProvider.tsx'
import { errorWords } from '../parts/errorWords.ts'
import { toast } from '../parts/toasts.ts'

export type Breach = OverHttp<Stored>
const isBreaches = (value: unknown): value is Breach[] => Array.isArray(value)

/** All breaches, the newest first. */
export function useBreaches() {
  return useQuery({ queryKey: ['breaches'], queryFn: ({ signal }) => read('/breaches', isBreaches, signal), staleTime: 30_000 })
}

/** Writes about breaches and reads them again; what went wrong is told as a toast. */
export function useBreachActs() {
  const words = useWords()
  const client = useQueryClient()
  const [busy, setBusy] = useState(false)
  return {
    busy,
    /** Whether it was done. */
    run: async (path: string, body: object = {}): Promise<boolean> => {
      setBusy(true)
      try {
        await act('POST', path, body)
        return true
      } catch (error) {
        toast(errorWords(error, words), { tone: 'warning' })
        return false
      } finally {
        setBusy(false)
        void client.invalidateQueries({ queryKey: ['breaches'] })
      }
    },
  }
}
