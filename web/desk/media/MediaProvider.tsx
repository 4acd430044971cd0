import { createContext, useContext } from 'react'
import type { ReactNode } from 'react'
import { useQuery } from '@tanstack/react-query'
import type { Media, Message } from '../../../src/desk/api.ts'
import { read } from '../http/request.ts'

const KINDS: readonly string[] = ['image', 'audio', 'video', 'file']
const NONE: readonly Media[] = []
const MediaContext = createContext<readonly Media[]>(NONE)

const isList = (value: unknown): value is Media[] => Array.isArray(value)

/** Kinds and states of what a conversation holds beside words; read only where there is any. The bytes are never part of it. */
export function MediaProvider({ conversationId, messages, children }: { conversationId: string; messages: readonly Message[]; children: ReactNode }) {
  const any = messages.some(({ direction, kind }) => direction === 'in' && KINDS.includes(kind))
  const { data = NONE } = useQuery({
    // Below the messages' own key: whatever says "read them again" reads this again too.
    queryKey: ['messages', conversationId, 'media'],
    queryFn: ({ signal }) => read(`/conversations/${conversationId}/media`, isList, signal),
    enabled: any,
    refetchInterval: ({ state }) => (state.data?.some((one) => one.state === 'waiting') ? 5_000 : 30_000),
  })
  return <MediaContext value={any ? data : NONE}>{children}</MediaContext>
}

export function useMediaOf(messageId: string): readonly Media[] {
  return useContext(MediaContext).filter((one) => one.messageId === messageId)
}
