import { useSyncExternalStore } from 'react'
import type { Sent } from '../../../src/desk/api.ts'
import { isReachable, onReachable } from '../http/connection.ts'
import { isAway, isRefusal } from '../http/refusal.ts'
import { withFields, write } from '../http/request.ts'
import { dropDraft } from './drafts.ts'

/**
 * Replies on their way to the server, one a conversation, outside of any component: leaving the conversation
 * does not stop them. The client id is made once, so trying again after a cut sends nothing twice, and the
 * draft stays on the server until the reply is there, so closing the page loses nothing.
 */
export type Outgoing = {
  clientId: string
  text: string
  lastSeenSeq: number
  /** waiting: no answer came, it goes again when the service is back. stale: the person wrote meanwhile. */
  state: 'sending' | 'waiting' | 'stale' | 'refused'
  error?: unknown
}

type Settled = (conversationId: string) => void

const isSent = withFields<Sent>('messageId', 'seq')
const RETRY_MS = 4_000
let outgoing: ReadonlyMap<string, Outgoing> = new Map()
const listeners = new Set<() => void>()
let onSettled: Settled = () => {}

/** What is on its way in this conversation, or undefined. */
export function useOutgoing(conversationId: string): Outgoing | undefined {
  return useSyncExternalStore(subscribe, () => outgoing.get(conversationId))
}

/** How many replies have not reached the server yet, over all conversations. */
export function useOutgoingCount(): number {
  return useSyncExternalStore(subscribe, () => outgoing.size)
}

/** Called after each reply that reached the server or was refused, to read the conversation again. */
export function whenSettled(listener: Settled): void {
  onSettled = listener
}

/** Sends a reply. After `stale` or `refused` the same text goes again under its old client id. */
export function sendReply(conversationId: string, text: string, lastSeenSeq: number): void {
  const before = outgoing.get(conversationId)
  if (before?.state === 'sending') return
  const clientId = before?.text === text ? before.clientId : crypto.randomUUID()
  void attempt(conversationId, { clientId, text, lastSeenSeq, state: 'sending' })
}

/**
 * Takes back a reply the server has refused: its text is the counsellor's again. One that waits for an answer
 * cannot be taken back: it may have arrived, and an edited copy would reach the child a second time.
 */
export function takeBack(conversationId: string): void {
  const state = outgoing.get(conversationId)?.state
  if (state === 'stale' || state === 'refused') set(conversationId, undefined)
}

async function attempt(conversationId: string, reply: Outgoing): Promise<void> {
  set(conversationId, { ...reply, state: 'sending' })
  const { clientId, text, lastSeenSeq } = reply
  try {
    await write('POST', `/conversations/${conversationId}/reply`, { clientId, text, lastSeenSeq }, isSent)
    dropDraft(conversationId, text)
    if (outgoing.get(conversationId)?.clientId === clientId) set(conversationId, undefined)
    onSettled(conversationId)
  } catch (error) {
    if (outgoing.get(conversationId)?.clientId !== clientId) return
    const state = isAway(error) ? 'waiting' : isRefusal(error, 'error.stale') ? 'stale' : 'refused'
    set(conversationId, { ...reply, state, error })
    if (state === 'waiting') setTimeout(() => retry(conversationId, clientId), RETRY_MS)
    else onSettled(conversationId)
  }
}

function retry(conversationId: string, clientId: string): void {
  const waiting = outgoing.get(conversationId)
  if (waiting?.clientId === clientId && waiting.state === 'waiting') void attempt(conversationId, waiting)
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

function set(conversationId: string, reply: Outgoing | undefined): void {
  const next = new Map(outgoing)
  if (reply) next.set(conversationId, reply)
  else next.delete(conversationId)
  outgoing = next
  for (const listener of listeners) listener()
}

onReachable(() => {
  if (!isReachable()) return
  for (const [conversationId, { clientId }] of outgoing) retry(conversationId, clientId)
})
