import type { Category } from '../categories.ts'
import type { Window } from './features.ts'
import { VIEWS } from './views.ts'
import type { Model, SpokenLevel } from './weights.ts'
import { lengthFactor } from './weights.ts'

/**
 * How surely a text is at the level below counts beside it, so much: what is surely no small talk is sooner taken for
 * danger, and what is surely danger sooner for danger of now (learned among the dangerous alone).
 */
const BELOW: Partial<Record<SpokenLevel, { level: SpokenLevel; share: number }>> = {
  high: { level: 'medium', share: 0.4 },
  emergency: { level: 'high', share: 0.8 },
}

/** Score of each level or more for a window: the views' votes (log-odds), added. */
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
  const own = new Map(model.levels.map(({ level }, i) => [level, totals[i] ?? 0]))
  return new Map([...own].map(([level, score]) => {
    const below = BELOW[level]
    return [level, score + (below === undefined ? 0 : below.share * (own.get(below.level) ?? 0))]
  }))
}

/** Log-odds of each category against the others, from the words of a window. */
export function categoryScores(model: Model, window: Window): Map<Category, number> {
  const { codes, bias, scale } = model.categories
  const words = window[0] ?? new Set<number>()
  const rows = [...words].flatMap((feature) => model.rowOf.get(feature) ?? [])
  const factor = scale * lengthFactor(rows.length)
  return new Map(codes.map((code, i) => {
    let sum = 0
    for (const row of rows) sum += model.byCategory[row * codes.length + i] ?? 0
    return [code, (bias[i] ?? 0) + sum * factor]
  }))
}
