import type { Category } from './categories.ts'
import type { Surroundings } from './context.ts'
import type { Hit } from './find.ts'
import { isAtLeast, rank } from './levels.ts'
import type { Urgency } from './levels.ts'
import type { Opinion } from './opinion.ts'
import { weigh } from './settle.ts'

/** The learned reader's odds lead; a sign adds a little by its level and place (chosen on held-out examples). */
const SIGN = 0.4
const SECOND_CODE = 0.55
const MOST = 4
/** A further category is shown when it is no more than so much behind the first: less in talk that worries nobody. */
const BEHIND = { worrying: 6, harmless: 3 }

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
  const ranked = [...scores].toSorted((a, b) => b[1] - a[1] || a[0].localeCompare(b[0])).map(([code]) => code)
  const fitting = isAtLeast(level, 'medium') ? ranked.filter((code) => !QUIET.has(code)) : ranked
  const chosen = (fitting.length > 0 ? fitting : ranked).slice(0, MOST)
  const best = scores.get(chosen[0] ?? 'Q5') ?? 0
  const behind = isAtLeast(level, 'medium') ? BEHIND.worrying : BEHIND.harmless
  if (chosen.length > 0) return chosen.filter((code) => best - (scores.get(code) ?? 0) < behind)
  return [isAtLeast(level, 'low') ? 'L6' : 'Q5']
}

/** Conversation that is no counselling: never the label of a worrying one. */
const QUIET = new Set<Category>(['Q1', 'Q2', 'Q4', 'Q6'])
