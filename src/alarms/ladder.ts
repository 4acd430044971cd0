/**
 * The ladders, as data: who is called how long after an alarm was raised, until somebody has heard
 * (safeguarding §1.6). Pure.
 */
import type { Urgency } from '../triage/index.ts'

/** Groups of people; who they are at this moment: people.ts. */
export const GROUPS = ['duty', 'deputy', 'head', 'everyone'] as const
export type Group = (typeof GROUPS)[number]

export type Step = {
  /** Minutes after the alarm was raised. */
  after: number
  who: Group
  /** The time promised has passed: it is recorded, and the person is told the truth and the numbers. */
  breach?: true
}

export type Ladder = {
  steps: readonly [Step, ...Step[]]
  /** After the last step everyone is called again and again: an alarm never falls asleep. */
  againEveryMinutes: number
  /** So many of a person's paths ring at once; the others when one of these fails or stays silent. */
  together: number
  /** Heard, and still nobody in the chat after so many minutes: it rings anew. Null: the queue's clocks suffice. */
  answerMinutes: number | null
}

const EMERGENCY: Ladder = {
  steps: [{ after: 0, who: 'duty' }, { after: 2, who: 'deputy' }, { after: 5, who: 'head' }, { after: 10, who: 'everyone', breach: true }],
  againEveryMinutes: 10,
  together: 4,
  answerMinutes: 5,
}

const HIGH: Ladder = {
  steps: [{ after: 0, who: 'duty' }, { after: 8, who: 'deputy' }, { after: 15, who: 'head' }, { after: 30, who: 'everyone', breach: true }],
  againEveryMinutes: 30,
  together: 2,
  answerMinutes: 30,
}

/** Raised by hand below high: the duty hears it, the queue's own clocks do the rest. */
const CALM: Ladder = { steps: [{ after: 0, who: 'duty' }], againEveryMinutes: 60, together: 1, answerMinutes: null }

export const LADDERS: Readonly<Record<Urgency, Ladder>> = { emergency: EMERGENCY, high: HIGH, medium: CALM, low: CALM, info: CALM }

/** Acknowledged later than this is a breach on the wall, minutes by level (safeguarding §1.6). */
export const ACKNOWLEDGE_MINUTES: Readonly<Record<Urgency, number>> = { emergency: 2, high: 15, medium: 60, low: 60, info: 60 }

/**
 * The step with this number; beyond the last one, everyone again.
 * @example stepAt('emergency', 5) is everyone at minute 30: the second call after the breach at minute 10
 */
export function stepAt(level: Urgency, number: number): Step {
  const { steps, againEveryMinutes } = LADDERS[level]
  const planned = steps[number]
  if (planned) return planned
  const last = steps[steps.length - 1] ?? steps[0]
  return { after: last.after + (number - steps.length + 1) * againEveryMinutes, who: 'everyone' }
}
