import type { Hint } from '../../../src/desk/api.ts'

/** The hint in an event's data, or undefined when it is not one. */
export function parseHint(data: string): Hint | undefined {
  try {
    const value: unknown = JSON.parse(data)
    return isHint(value) ? value : undefined
  } catch {
    return undefined // not ours: the poll will bring whatever it meant
  }
}

function isHint(value: unknown): value is Hint {
  return typeof value === 'object' && value !== null
    && 'kind' in value && (value.kind === 'conversation' || value.kind === 'alarm' || value.kind === 'presence' || value.kind === 'case')
    && 'id' in value && typeof value.id === 'string'
}

/**
 * Gathers calls of one key within `waitMs` into one, at the end: fifty messages in a second are one reading.
 */
export function gather(waitMs: number): (key: string, run: () => void) => void {
  const waiting = new Map<string, () => void>()
  return (key, run) => {
    const scheduled = waiting.has(key)
    waiting.set(key, run)
    if (scheduled) return
    setTimeout(() => {
      const latest = waiting.get(key)
      waiting.delete(key)
      latest?.()
    }, waitMs)
  }
}
