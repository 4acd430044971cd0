import type { Category } from './categories.ts'
import type { Surroundings } from './context.ts'
import type { Hit } from './find.ts'
import { isAtLeast, rank } from './levels.ts'
import type { Urgency } from './levels.ts'
import type { Opinion } from './opinion.ts'
import { weigh } from './settle.ts'

/** Weights of the two voices: a sign counts by its level and place, the learned reader by its log-odds. */
const SIGN = 1.2
const SECOND_CODE = 0.55
const MOST = 4
/** "Unclear" is seldom the main thing when anything else was seen. */
const UNCLEAR = 1.5
/** Score under which a further category is not worth showing. */
const LEAST = -3.5

/** Categories of the conversation, main one first, from the signs found and the learned reader together. */
export function rankCategories(
  hits: readonly Hit[], around: Surroundings, turns: number, opinion: Opinion | undefined, level: Urgency,
): Category[] {
  const scores = new Map<Category, number>()
  for (const hit of hits) {
    const weight = (rank(weigh(hit, around, turns)) + 1) * SIGN
    hit.cue.category.forEach((code, i) => {
      scores.set(code, Math.max(scores.get(code) ?? 0, i === 0 ? weight : weight * SECOND_CODE))
    })
  }
  for (const [code, odds] of opinion?.categories() ?? []) {
    scores.set(code, (scores.get(code) ?? 0) + odds)
  }
  const unclear = scores.get('Q5')
  if (unclear !== undefined && scores.size > 1) scores.set('Q5', unclear - UNCLEAR)
  const ranked = [...scores].toSorted((a, b) => b[1] - a[1] || a[0].localeCompare(b[0])).map(([code]) => code)
  const fitting = isAtLeast(level, 'medium') ? ranked.filter((code) => !QUIET.has(code)) : ranked
  const chosen = (fitting.length > 0 ? fitting : ranked).filter((code, i) => i === 0 || (scores.get(code) ?? 0) > LEAST).slice(0, MOST)
  if (chosen.length > 0) return chosen
  return [isAtLeast(level, 'low') ? 'L6' : 'Q5']
}

/** Conversation that is no counselling: never the label of a worrying one. */
const QUIET = new Set<Category>(['Q1', 'Q2', 'Q4', 'Q6'])
