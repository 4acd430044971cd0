import type { Urgency } from '../../../src/triage/levels.ts'

export type Wait = {
  /** How long the person waits by now, ms. */
  waitedMs: number
  /** What is left of the promise of the level, ms; negative when it is broken; null when there is none. */
  leftMs: number | null
  /** The used part of the promise, 0 to 1. */
  used: number
  late: boolean
}

/** The clock of somebody who waits for a human, or null when nobody does. */
export function waitOf({ waitingSince, answerDueAt }: { waitingSince: string | null; answerDueAt: string | null }, now: number): Wait | null {
  if (waitingSince === null) return null
  const since = Date.parse(waitingSince)
  const waitedMs = Math.max(0, now - since)
  if (answerDueAt === null) return { waitedMs, leftMs: null, used: 0, late: false }
  const due = Date.parse(answerDueAt)
  return { waitedMs, leftMs: due - now, used: Math.min(1, waitedMs / Math.max(1, due - since)), late: now > due }
}

/** Since when the person waits for the next word of whoever holds the conversation; null when it is their turn. */
export function turnSince({ lastInboundAt, lastOutboundAt }: { lastInboundAt: string | null; lastOutboundAt: string | null }): string | null {
  if (lastInboundAt === null) return null
  return lastOutboundAt === null || Date.parse(lastInboundAt) > Date.parse(lastOutboundAt) ? lastInboundAt : null
}

/** Levels from the most urgent on: the order of every list in the desk. */
export const LEVELS_DOWN = ['emergency', 'high', 'medium', 'low', 'info'] as const satisfies readonly Urgency[]
