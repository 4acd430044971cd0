import { useSyncExternalStore } from 'react'

/** How far I have read each conversation in this browser, by seq; ids and numbers only. */
const seen = new Map<string, number>()
const listeners = new Set<() => void>()
let version = 0

/** I have read up to this seq. Never goes back. */
export function markSeen(conversationId: string, seq: number): void {
  if (seq <= (seen.get(conversationId) ?? -1)) return
  seen.set(conversationId, seq)
  version += 1
  for (const listener of listeners) listener()
}

/** How far I have read it, or undefined when I have not opened it here. */
export function seenSeq(conversationId: string): number | undefined {
  return seen.get(conversationId)
}

/** Renders again whenever something more is read. */
export function useSeen(): (conversationId: string) => number | undefined {
  useSyncExternalStore((listener) => {
    listeners.add(listener)
    return () => listeners.delete(listener)
  }, () => version)
  return seenSeq
}
