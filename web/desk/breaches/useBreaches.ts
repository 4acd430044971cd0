import { useQuery } from '@tanstack/react-query'
import type { Breach as Stored } from '../../../src/cases/breaches.ts'
import type { OverHttp } from '../cases/contract.ts'
import { read } from '../http/request.ts'
import { useAttempt } from '../parts/useAttempt.ts'

export type Breach = OverHttp<Stored>
const isBreaches = (value: unknown): value is Breach[] => Array.isArray(value)

/** All breaches, the newest first. */
export function useBreaches() {
  return useQuery({ queryKey: ['breaches'], queryFn: ({ signal }) => read('/breaches', isBreaches, signal), staleTime: 30_000 })
}

/** Writes about breaches and reads them again; what went wrong is told as a toast. */
export function useBreachActs() {
  return useAttempt([['breaches']])
}
