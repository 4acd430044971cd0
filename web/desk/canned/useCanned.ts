import { useQuery } from '@tanstack/react-query'
import type { Canned } from '../../../src/desk/api.ts'
import { read, withFields } from '../http/request.ts'

const isCanned = withFields<Canned>('answers')
export const CANNED_KEY = ['canned'] as const

/** The Centre's ready sentences, in the order of a talk; `all`: also those put away. */
export function useCanned(all = false) {
  return useQuery({
    queryKey: [...CANNED_KEY, all],
    queryFn: ({ signal }) => read(all ? '/canned?all=true' : '/canned', isCanned, signal),
    staleTime: 5 * 60_000,
  })
}
