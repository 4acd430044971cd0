/**
 * The five levels of urgency, least first (GUIDE: M5 … M1).
 * Always provisional: the official risk level is the commune's.
 */
export const URGENCIES = ['info', 'low', 'medium', 'high', 'emergency'] as const
export type Urgency = (typeof URGENCIES)[number]

/** Position of a level on the scale, 0 (`info`) to 4 (`emergency`). */
export function rank(level: Urgency): number {
  return URGENCIES.indexOf(level)
}

/** The level at a position; positions outside the scale are clamped to it. */
export function levelAt(position: number): Urgency {
  const clamped = Math.max(0, Math.min(URGENCIES.length - 1, position))
  return URGENCIES[clamped] ?? 'info'
}

/** The more urgent of two levels. */
export function maxUrgency(a: Urgency, b: Urgency): Urgency {
  return rank(a) >= rank(b) ? a : b
}

/** Whether `level` is as urgent as `floor`, or more. */
export function isAtLeast(level: Urgency, floor: Urgency): boolean {
  return rank(level) >= rank(floor)
}
