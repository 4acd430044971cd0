import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import type { Guard } from '../../http/request.ts'
import { read, write } from '../../http/request.ts'
import { serverNow } from '../../time/clock.ts'
import type { CaseHit, Due } from '../contract.ts'
import { asBody, type CaseFilters } from './filters.ts'

const PAGE = 50
const FIRST_PAGE: CaseHit | null = null
const AHEAD_MS = 14 * 24 * 3600_000

const isHits: Guard<CaseHit[]> = (value): value is CaseHit[] => Array.isArray(value)
const isDue: Guard<Due[]> = (value): value is Due[] => Array.isArray(value)

/** Cases by what was typed, newest first, a page at a time. What was typed stays out of every address. */
export function useCases(text: string, filters: CaseFilters) {
  return useInfiniteQuery({
    queryKey: ['cases', text, filters],
    initialPageParam: FIRST_PAGE,
    queryFn: ({ pageParam }) => write('POST', '/cases/search', {
      text, ...asBody(filters), ...(pageParam ? { before: { openedAt: pageParam.openedAt, id: pageParam.id } } : {}),
    }, isHits),
    getNextPageParam: (page) => (page.length < PAGE ? undefined : page.at(-1)),
    staleTime: 15_000,
  })
}

/** What is due in the next two weeks, soonest first; with `mine`, without the tasks of colleagues. */
export function useDue(mine: boolean) {
  return useQuery({
    queryKey: ['cases-due', mine],
    queryFn: ({ signal }) => read(`/cases/due?${new URLSearchParams({ until: new Date(serverNow() + AHEAD_MS).toISOString(), mine: String(mine) }).toString()}`, isDue, signal),
    refetchInterval: 60_000,
    staleTime: 15_000,
  })
}
