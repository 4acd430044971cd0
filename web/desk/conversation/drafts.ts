import { useSyncExternalStore } from 'react'
import { onReachable, isReachable } from '../http/connection.ts'
import { act, writeLast } from '../http/request.ts'

/**
 * What I am typing, one text a conversation, kept on the server a moment after each change: another device,
 * a reload or a crash finds it again. Outside of components, so that moving between chats mixes nothing up.
 */
type Draft = { text: string; saved: boolean }

const SAVE_AFTER_MS = 600
const drafts = new Map<string, Draft>()
const timers = new Map<string, ReturnType<typeof setTimeout>>()
const listeners = new Set<() => void>()

/** My draft in this conversation; until I type here, the one the server holds. */
export function useDraft(conversationId: string, onServer: string): Draft {
  const mine = useSyncExternalStore(subscribe, () => drafts.get(conversationId))
  return mine ?? { text: onServer, saved: true }
}

/** Takes what was typed and saves it soon. */
export function typeDraft(conversationId: string, text: string): void {
  set(conversationId, { text, saved: false })
  clearTimeout(timers.get(conversationId))
  timers.set(conversationId, setTimeout(() => { void save(conversationId) }, SAVE_AFTER_MS))
}

/** The text has been sent: unless something else was typed since, the draft is empty. */
export function dropDraft(conversationId: string, sentText: string): void {
  const draft = drafts.get(conversationId)
  if (draft && draft.text !== sentText) return
  clearTimeout(timers.get(conversationId))
  set(conversationId, { text: '', saved: false })
  void save(conversationId)
}

async function save(conversationId: string): Promise<void> {
  const draft = drafts.get(conversationId)
  if (!draft || draft.saved) return
  try {
    await act('PUT', path(conversationId), { text: draft.text })
    if (drafts.get(conversationId)?.text === draft.text) set(conversationId, { ...draft, saved: true })
  } catch {
    // Unsaved stays unsaved and is shown as such; it is tried again when the service is back.
  }
}

function path(conversationId: string): string {
  return `/conversations/${conversationId}/draft`
}

function set(conversationId: string, draft: Draft): void {
  drafts.set(conversationId, draft)
  for (const listener of listeners) listener()
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

onReachable(() => {
  if (isReachable()) for (const conversationId of drafts.keys()) void save(conversationId)
})

if (typeof window !== 'undefined') {
  window.addEventListener('pagehide', () => {
    for (const [conversationId, { text, saved }] of drafts) if (!saved) writeLast('PUT', path(conversationId), { text })
  })
}
