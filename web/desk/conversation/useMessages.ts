import { useQuery, useQueryClient } from '@tanstack/react-query'
import type { QueryClient } from '@tanstack/react-query'
import type { Messages } from '../../../src/desk/api.ts'
import { read, withFields } from '../http/request.ts'
import { gapAfter, mergeMessages } from './mergeMessages.ts'
import type { Held } from './mergeMessages.ts'

const isMessages = withFields<Messages>('messages', 'more', 'lastSeq')
const POLL_MS = 10_000

/** The transcript as far as it was read, kept fresh by hints and a poll; `readEarlier` brings the 50 before. */
export function useMessages(id: string) {
  const client = useQueryClient()
  const query = useQuery({
    queryKey: ['messages', id],
    queryFn: ({ signal }) => readNewest(client, id, signal),
    refetchInterval: POLL_MS,
  })

  async function readEarlier(): Promise<void> {
    const first = query.data?.messages[0]
    if (!first) return
    const page = await read(`/conversations/${id}/messages?before=${first.seq}`, isMessages)
    client.setQueryData<Held>(['messages', id], (held) => ({ messages: mergeMessages(held, page), more: page.more }))
  }

  return { ...query, messages: query.data?.messages ?? [], more: query.data?.more ?? false, readEarlier }
}

/** The newest page joined to what is held; after a long absence the gap between them is read too. */
async function readNewest(client: QueryClient, id: string, signal: AbortSignal): Promise<Held> {
  const page = await read(`/conversations/${id}/messages`, isMessages, signal)
  let held = client.getQueryData<Held>(['messages', id])
  if (!held) return { messages: page.messages, more: page.more }
  for (let after = gapAfter(held, page); after !== undefined; after = gapAfter(held, page)) {
    const between = await read(`/conversations/${id}/messages?after=${after}`, isMessages, signal)
    if (between.messages.length === 0) break
    held = { messages: mergeMessages(held, between), more: held.more }
  }
  return { messages: mergeMessages(held, page), more: held.more }
}
