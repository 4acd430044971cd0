/** How soon a human should be there, by level (safeguarding §1.6; M3–M5 count round the clock until hours are settings). */
import type { Urgency } from '../triage/index.ts'

/** From "somebody waits" to a human in the chat. */
export const ANSWER_MINUTES: Readonly<Record<Urgency, number>> = { emergency: 5, high: 30, medium: 4 * 60, low: 24 * 60, info: 48 * 60 }

/** From a claim to the first human words; then the conversation goes back to the queue. */
export const FIRST_REPLY_MINUTES: Readonly<Record<Urgency, number>> = { emergency: 3, high: 10, medium: 20, low: 40, info: 60 }

/** Conversations one person can hold at a time; high and emergency are never refused for it. */
export const CAPACITY = 6

/** When the level's promise runs out. */
export function answerDueAt(urgency: Urgency, waitingSince: Date | null): Date | null {
  return waitingSince && new Date(waitingSince.getTime() + ANSWER_MINUTES[urgency] * 60_000)
}
