import { useQuery } from '@tanstack/react-query'
import type { Conversation } from '../../../src/desk/api.ts'
import { read, withFields } from '../http/request.ts'

const isConversation = withFields<Conversation>('id', 'owner', 'urgency', 'facts', 'notes', 'urgencyHistory', 'earlier', 'window', 'draft')

/** Slower than the lists: each reading is a line in the access log, and hints bring changes at once. */
const POLL_MS = 30_000

/** Everything about one conversation beside its transcript. */
export function useConversation(id: string) {
  return useQuery({
    queryKey: ['conversation', id],
    queryFn: ({ signal }) => read(`/conversations/${id}`, isConversation, signal),
    refetchInterval: POLL_MS,
  })
}
