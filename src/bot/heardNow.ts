import { maxUrgency, type Urgency } from '../triage/index.ts'
import type { Work } from './work.ts'

/** The level of the signs in this very message: after a human has handed back, it alone breaks in anew. */
export function heardNow({ message, assessment }: Pick<Work, 'message' | 'assessment'>): Urgency {
  if (!message || !assessment) return 'info'
  const last = assessment.levelsByTurn.length - 1
  return assessment.evidence.filter((one) => one.turn === last).reduce<Urgency>((most, one) => maxUrgency(most, one.level), 'info')
}
