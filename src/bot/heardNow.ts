import { assess, maxUrgency, type Urgency } from '../triage/index.ts'
import type { Work } from './work.ts'

/**
 * The level of this very message: after a human has handed back, it alone breaks in anew. Read in the talk, and alone:
 * what raised the level once is marked where it first stood, and must be heard when it is said again.
 */
export function heardNow({ message, assessment }: Pick<Work, 'message' | 'assessment'>): Urgency {
  if (!message || !assessment) return 'info'
  const last = assessment.levelsByTurn.length - 1
  const alone = assess([{ text: message.content.text }]).level
  return assessment.evidence.filter((one) => one.turn === last).reduce<Urgency>((most, one) => maxUrgency(most, one.level), alone)
}
