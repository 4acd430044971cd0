import type { Category } from '../categories.ts'
import { URGENCIES, levelAt, rank } from '../levels.ts'
import type { Urgency } from '../levels.ts'
import type { Window } from './features.ts'
import { VIEWS } from './views.ts'
import type { Meaning, Model, SpokenLevel } from './weights.ts'
import { lengthFactor, softmax } from './weights.ts'

/**
 * How surely a text is at the level below counts beside it, so much: what is surely no small talk is sooner taken for
 * danger, and what is surely danger sooner for danger of now (learned among the dangerous alone).
 */
const BELOW: Partial<Record<SpokenLevel, { level: SpokenLevel; share: number }>> = {
  high: { level: 'medium', share: 0.4 },
  emergency: { level: 'high', share: 0.8 },
}

/** What the meanings' log-odds count beside one view's vote on a level. */
const MEANINGS = 5
/** The least probability a logarithm is taken of. */
const LEAST = 1e-9

/** Score of each level or more for a window: the views' votes (log-odds) and the meanings', added. */
export function levelScores(model: Model, window: Window): Map<SpokenLevel, number> {
  const count = model.levels.length
  const totals = new Float64Array(count)
  for (const [view, features] of window.entries()) {
    const sums = new Float64Array(count)
    for (const feature of features) for (let level = 0; level < count; level++) sums[level] = (sums[level] ?? 0) + (model.byLevel[feature * count + level] ?? 0)
    const factor = lengthFactor(features.size)
    for (const [level, { bias, scale }] of model.levels.entries()) {
      totals[level] = (totals[level] ?? 0) + (VIEWS[view]?.share ?? 0) * ((bias[view] ?? 0) + (sums[level] ?? 0) * (scale[view] ?? 0) * factor)
    }
  }
  const chances = probabilities(model, window).map((view) => addedUp(model.meanings, view, ({ level }) => level))
  const scores = new Map<SpokenLevel, number>()
  for (const [i, { level }] of model.levels.entries()) {
    const below = BELOW[level]
    const lent = below === undefined ? 0 : below.share * (scores.get(below.level) ?? 0)
    scores.set(level, (totals[i] ?? 0) + MEANINGS * mean(chances.map((chance) => levelOdds(chance, level))) + lent)
  }
  return scores
}

/** Log-odds of each category against the others, in the mean of the views. */
export function categoryScores(model: Model, window: Window): Map<Category, number> {
  const chances = probabilities(model, window).map((view) => addedUp(model.meanings, view, ({ category }) => category))
  const codes = new Set(model.meanings.map(({ category }) => category))
  return new Map([...codes].map((code) => [code, mean(chances.map((chance) => Math.log((chance.get(code) ?? 0) + LEAST)))]))
}

/** How probable each meaning is, as each of its views sees the window. */
function probabilities(model: Model, window: Window): Float64Array[] {
  const count = model.meanings.length
  return model.meant.map(({ view, bias, scale, rowOf, weights }) => {
    const sums = new Float64Array(count)
    let rows = 0
    for (const feature of window[view] ?? []) {
      const row = rowOf.get(feature)
      if (row === undefined) continue
      rows++
      for (let i = 0; i < count; i++) sums[i] = (sums[i] ?? 0) + (weights[row * count + i] ?? 0)
    }
    const factor = scale * lengthFactor(rows)
    for (let i = 0; i < count; i++) sums[i] = (bias[i] ?? 0) + (sums[i] ?? 0) * factor
    softmax(sums)
    return sums
  })
}

/** The probability of every level, or of every category: that of its meanings together. */
function addedUp<K>(meanings: readonly Meaning[], view: Float64Array, side: (meaning: Meaning) => K): Map<K, number> {
  const sums = new Map<K, number>()
  let i = 0
  for (const meaning of meanings) sums.set(side(meaning), (sums.get(side(meaning)) ?? 0) + (view[i++] ?? 0))
  return sums
}

/** Log-odds of a level or more against less; danger of now against other danger. */
function levelOdds(chance: ReadonlyMap<Urgency, number>, level: SpokenLevel): number {
  const between = (from: Urgency, to: Urgency): number => URGENCIES.slice(rank(from), rank(to) + 1).reduce((sum, one) => sum + (chance.get(one) ?? 0), LEAST)
  return Math.log(between(level, 'emergency')) - Math.log(between(level === 'emergency' ? 'high' : 'info', levelAt(rank(level) - 1)))
}

function mean(numbers: readonly number[]): number {
  return numbers.reduce((a, b) => a + b, 0) / Math.max(1, numbers.length)
}
