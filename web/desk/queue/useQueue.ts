import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import type { Queue, QueueRow } from '../../../src/desk/api.ts'
import { read, withFields } from '../http/request.ts'
import { setServerTime } from '../time/clock.ts'
import { queueQuery } from './filters.ts'
import type { Filters } from './filters.ts'

const isQueue = withFields<Queue>('rows', 'next', 'counts', 'oldest', 'now')
const PAGE = 200
const POLL_MS = 10_000
/** Somebody scrolled through a thousand rows: reading them all again is done less often. */
const MANY_PAGES = 5
const SLOW_POLL_MS = 60_000

/** The queue under these filters, page by page, kept fresh by hints and by a poll behind them. */
export function useQueue(filters: Filters) {
  const query = useInfiniteQuery({
    queryKey: ['queue', filters],
    queryFn: async ({ pageParam, signal }) => {
      const page = await read(`/queue?${queueQuery(filters, pageParam, PAGE)}`, isQueue, signal)
      setServerTime(page.now)
      return page
    },
    initialPageParam: initialPage(),
    getNextPageParam: (page) => page.next,
    refetchInterval: ({ state }) => ((state.data?.pages.length ?? 0) > MANY_PAGES ? SLOW_POLL_MS : POLL_MS),
    placeholderData: keepPreviousData,
  })
  const pages = query.data?.pages ?? []
  return { ...query, rows: uniqueRows(pages), first: pages[0] }
}

function initialPage(): string | null {
  return null
}

/** A row that moved between the reading of two pages stands once, where it was seen first. */
export function uniqueRows(pages: readonly Pick<Queue, 'rows'>[]): QueueRow[] {
  const rows = new Map<string, QueueRow>()
  for (const page of pages) for (const row of page.rows) if (!rows.has(row.id)) rows.set(row.id, row)
  return [...rows.values()]
}
