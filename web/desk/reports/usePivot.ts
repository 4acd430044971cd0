import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { read } from '../http/request.ts'
import type { Period } from './contract.ts'
import { isAgreement, isCases, isPivot, isService } from './contract.ts'

export type Asked = Period & { rows: string; columns?: string; count: 'cases' | 'children' }

/** The question as the report routes take it. */
export function queryOf(asked: Asked, more: Readonly<Record<string, string>> = {}): string {
  const { columns, ...rest } = asked
  return new URLSearchParams({ ...rest, ...(columns === undefined ? {} : { columns }), ...more }).toString()
}

/** Figures come from a roll-up that is renewed every few minutes: asking more often shows nothing new. */
const FRESH_MS = 60_000

/** Counts over one or two dimensions. */
export function usePivot(asked: Asked) {
  return useQuery({
    queryKey: ['pivot', asked],
    queryFn: ({ signal }) => read(`/reports/pivot?${queryOf(asked)}`, isPivot, signal),
    staleTime: FRESH_MS,
    placeholderData: keepPreviousData,
  })
}

/** How well contacts were answered, by level. */
export function useService(period: Period) {
  return useQuery({
    queryKey: ['service-figures', period],
    queryFn: ({ signal }) => read(`/reports/service?${new URLSearchParams(period).toString()}`, isService, signal),
    staleTime: FRESH_MS,
  })
}

/** What humans made of the machine's levels. */
export function useAgreement(period: Period) {
  return useQuery({
    queryKey: ['triage-agreement', period],
    queryFn: ({ signal }) => read(`/reports/triage?${new URLSearchParams(period).toString()}`, isAgreement, signal),
    staleTime: FRESH_MS,
  })
}

/** The cases behind one figure. */
export function useCasesBehind(asked: Asked, cell: { row: string; column?: string }) {
  return useQuery({
    queryKey: ['cases-behind', asked, cell],
    queryFn: ({ signal }) => read(`/reports/cases?${queryOf(asked, { row: cell.row, ...(cell.column === undefined ? {} : { column: cell.column }) })}`, isCases, signal),
    staleTime: 0,
  })
}
