import { useSyncExternalStore } from 'react'

/** A short word about what has just happened, with at most one thing to do about it. */
export type Toast = { id: number; text: string; tone: 'calm' | 'warning'; action?: { label: string; run: () => void } }

const SHOWN_MS = 7_000
let toasts: readonly Toast[] = []
let nextId = 1
const listeners = new Set<() => void>()

/** Shows a toast for a few seconds. */
export function toast(text: string, options: { tone?: Toast['tone']; action?: NonNullable<Toast['action']> } = {}): void {
  const id = nextId++
  // The same word said again takes the place of the first.
  set([...toasts.filter((one) => one.text !== text).slice(-2), { id, text, tone: options.tone ?? 'calm', ...(options.action ? { action: options.action } : {}) }])
  setTimeout(() => dismissToast(id), SHOWN_MS)
}

/** Takes a toast away before its time. */
export function dismissToast(id: number): void {
  set(toasts.filter((one) => one.id !== id))
}

/** The toasts to show now, oldest first. */
export function useToasts(): readonly Toast[] {
  return useSyncExternalStore((listener) => {
    listeners.add(listener)
    return () => listeners.delete(listener)
  }, () => toasts)
}

function set(next: readonly Toast[]): void {
  toasts = next
  for (const listener of listeners) listener()
}
