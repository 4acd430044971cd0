import { useQuery } from '@tanstack/react-query'
import type { Roster } from '../../../src/desk/api.ts'
import { read, withFields } from '../http/request.ts'

const isRoster = withFields<Roster>('shifts', 'gaps', 'holidays')

/** Who is on between two moments, and when nobody is. */
export function useRoster(from: string, to: string) {
  return useQuery({
    queryKey: ['roster', from, to],
    queryFn: ({ signal }) => read(`/roster?${new URLSearchParams({ from, to }).toString()}`, isRoster, signal),
    staleTime: 30_000,
  })
}
