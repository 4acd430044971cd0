import { useQuery } from '@tanstack/react-query'
import type { Guard } from '../http/request.ts'
import { decide as send, read, withFields } from '../http/request.ts'
import { useAttempt } from '../parts/useAttempt.ts'
import type { CaseView, Suggestion } from './contract.ts'

const isCase = withFields<CaseView>('record', 'parts', 'clocks', 'events', 'tasks', 'referrals', 'papers', 'dataRequests')
const isSuggestions: Guard<Suggestion[]> = (value): value is Suggestion[] => Array.isArray(value)

/** The whole record of a case. Each reading stands in the access log, so it is not polled. */
export function useCase(id: string) {
  return useQuery({
    queryKey: ['case', id],
    queryFn: ({ signal }) => read(`/cases/${id}`, isCase, signal),
    staleTime: 30_000,
    refetchOnWindowFocus: false,
  })
}

/** Earlier cases that may concern the same child or person. */
export function useSuggestions(id: string) {
  return useQuery({
    queryKey: ['case-suggestions', id],
    queryFn: ({ signal }) => read(`/cases/${id}/suggestions`, isSuggestions, signal),
    staleTime: 60_000,
    refetchOnWindowFocus: false,
  })
}

/** Acts on a case and reads it again. What went wrong is told as a toast; a refusal by rule is the answer of `decide`. */
export function useCaseActs(caseId: string) {
  const acts = useAttempt([['case', caseId], ['case-suggestions', caseId], ['cases'], ['cases-due']])
  return {
    ...acts,
    /** What the server decided; undefined when it did not come to that. */
    decide: <T extends { ok: boolean }>(path: string, body: object, guard: Guard<T>) => acts.attempt(() => send(path, body, guard)),
  }
}

/** What to do with a case needs its id deep in the page; nothing else is shared. */
export type CaseActs = ReturnType<typeof useCaseActs>
