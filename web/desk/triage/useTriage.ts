import { useMutation, useQuery } from '@tanstack/react-query'
import type { Agreement, Tried } from '../../../src/learning/api.ts'
import { read, withFields, write } from '../http/request.ts'

const isTried = withFields<Tried>('level', 'levelsByTurn', 'evidence', 'reasons', 'categories')
const isAgreement = withFields<Agreement>('months')

/** Judges messages as triage would judge a child's; what was judged comes back beside the answer, so that the two always fit. */
export function useTry() {
  return useMutation({
    mutationFn: async (turns: readonly string[]) => ({ turns, tried: await write('POST', '/triage/try', { turns }, isTried) }),
    // Not even in memory, once the page is left.
    gcTime: 0,
  })
}

/** How triage and the people agreed, month by month. */
export function useAgreement() {
  return useQuery({ queryKey: ['triage', 'agreement'], queryFn: ({ signal }) => read('/triage/agreement', isAgreement, signal), staleTime: 60_000 })
}
