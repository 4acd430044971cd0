import { useSyncExternalStore } from 'react'

/**
 * Whether the desk reaches the service, by what its requests meet: the browser's own `onLine` only says
 * that there is a network, not that the service answers.
 */
let reachable = true
const listeners = new Set<() => void>()

/** An answer came, whatever it said. */
export function reportReached(): void {
  set(true)
}

/** No answer came. */
export function reportUnreached(): void {
  set(false)
}

/** Whether the last request was answered; the component renders again when that changes. */
export function useReachable(): boolean {
  return useSyncExternalStore(onReachable, isReachable)
}

export function isReachable(): boolean {
  return reachable
}

/** Calls back whenever the service is lost or found again. Returns the way to stop. */
export function onReachable(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

function set(next: boolean): void {
  if (next === reachable) return
  reachable = next
  for (const listener of listeners) listener()
}

if (typeof window !== 'undefined') window.addEventListener('offline', reportUnreached)
