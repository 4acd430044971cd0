import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import type { Guard } from '../../http/request.ts'
import { read } from '../../http/request.ts'
import { serverNow } from '../../time/clock.ts'
import type { CaseHit, Due } from '../contract.ts'

const PAGE = 50
const FIRST_PAGE: CaseHit | null = null
const AHEAD_MS = 14 * 24 * 3600_000

const isHits: Guard<CaseHit[]> = (value): value is CaseHit[] => Array.isArray(value)
const isDue: Guard<Due[]> = (value): value is Due[] => Array.isArray(value)

/** Cases by what was typed, newest first, a page at a time. What was typed stays out of the page's address. */
export function useCases(text: string, state: string) {
  return useInfiniteQuery({
    queryKey: ['cases', text, state],
    initialPageParam: FIRST_PAGE,
    queryFn: ({ pageParam, signal }) => read(`/cases?${new URLSearchParams({
      text,
      ...(state === '' ? {} : { state }),
      ...(pageParam ? { beforeAt: pageParam.openedAt, beforeId: pageParam.id } : {}),
    }).toString()}`, isHits, signal),
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
