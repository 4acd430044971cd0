import { CATEGORIES, isAtLeast, maxUrgency, URGENCIES, type Assessment, type Urgency } from '../triage/index.ts'
import type { Answer } from './answer.ts'

export type Decision = { level: Urgency; review: boolean }

/** So many levels between two readers, and a human must look (safeguarding §1.6, flag XEM). */
const FAR_APART = 2

/**
 * What an answer changes. The level is the highest of all: a model raises it or leaves it. A refusal is itself a sign
 * (a model will not speak of abuse), an attempt to steer it is one, and where it said nothing usable the rules' own
 * weak signs get a human.
 */
export function decide({ answer, rules, level }: { answer: Answer; rules: Pick<Assessment, 'level' | 'categories' | 'evidence'>; level: Urgency }): Decision {
  if (answer.outcome === 'refusal') return { level, review: true }
  if (answer.outcome !== 'opinion') return { level, review: hasWeakSigns(rules) }
  const { opinion } = answer
  return {
    level: maxUrgency(level, opinion.level),
    review: opinion.attack || Math.abs(URGENCIES.indexOf(opinion.level) - URGENCIES.indexOf(rules.level)) >= FAR_APART,
  }
}

/** Below medium nobody is called: there a sign of trouble, not of a mere need, must not be lost with the answer. */
function hasWeakSigns({ level, categories, evidence }: Pick<Assessment, 'level' | 'categories' | 'evidence'>): boolean {
  const trouble = categories.some((code) => isAtLeast(CATEGORIES[code].floor, 'medium') || code.startsWith('F') || code === 'T1')
  return !isAtLeast(level, 'medium') && trouble && evidence.length > 0
}
