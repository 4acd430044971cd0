import type { Category } from './categories.ts'
import type { Example } from './examples.ts'
import { isAtLeast, rank } from './levels.ts'
import type { Urgency } from './levels.ts'

/** What was said of one example. */
export type Judged = { example: Example; level: Urgency; categories: readonly Category[]; review: boolean }
export type Rate = { hits: number; of: number }

/** Wilson score interval (95 %) of a rate: honest for few examples and for rates near one. */
export function wilson({ hits, of }: Rate): [number, number] {
  if (of === 0) return [0, 1]
  const z = 1.96
  const p = hits / of
  const middle = p + (z * z) / (2 * of)
  const spread = z * Math.sqrt((p * (1 - p)) / of + (z * z) / (4 * of * of))
  const scale = 1 + (z * z) / of
  return [Math.max(0, (middle - spread) / scale), Math.min(1, (middle + spread) / scale)]
}

/** A rate as text: per cent, its Wilson interval, the counts. */
export function percent(rate: Rate): string {
  if (rate.of === 0) return '     -'
  const [low, high] = wilson(rate).map((bound) => (bound * 100).toFixed(1))
  return `${((100 * rate.hits) / rate.of).toFixed(1).padStart(5)} %  [${low}–${high}]  ${rate.hits}/${rate.of}`
}

function rate(judged: readonly Judged[], among: (j: Judged) => boolean, hit: (j: Judged) => boolean): Rate {
  const chosen = judged.filter(among)
  return { hits: chosen.filter(hit).length, of: chosen.length }
}

const labelled = (floor: Urgency) => (j: Judged): boolean => isAtLeast(j.example.level, floor)
const seen = (floor: Urgency) => (j: Judged): boolean => isAtLeast(j.level, floor)
const is = (level: Urgency) => (j: Judged): boolean => j.example.level === level
const harmless = (j: Judged): boolean => !isAtLeast(j.example.level, 'medium')

/** The figures of safeguarding §5.1 and issue 3, by name. */
export function figures(judged: readonly Judged[]): Record<string, Rate> {
  const withLabels = (j: Judged): boolean => j.example.categories.length > 0
  return {
    'M1 seen as M1': rate(judged, is('emergency'), seen('emergency')),
    'M1 seen as M2 or M1': rate(judged, is('emergency'), seen('high')),
    'M1 and M2 seen as M2 or M1': rate(judged, labelled('high'), seen('high')),
    'M1-M3 read by a human (M3 or review)': rate(judged, labelled('medium'), (j) => isAtLeast(j.level, 'medium') || j.review),
    'dangerous two levels too low': rate(judged, labelled('medium'), (j) => rank(j.example.level) - rank(j.level) >= 2),
    'harmless flagged M1': rate(judged, harmless, seen('emergency')),
    'harmless flagged M1 or M2': rate(judged, harmless, seen('high')),
    'harmless flagged M3 or more': rate(judged, harmless, seen('medium')),
    'exact level': rate(judged, () => true, (j) => j.level === j.example.level),
    'main category first': rate(judged, withLabels, (j) => j.categories[0] === j.example.categories[0]),
    'main category among predicted': rate(judged, withLabels, (j) => j.categories.some((c) => c === j.example.categories[0])),
    'any label among predicted': rate(judged, withLabels, (j) => j.categories.some((c) => j.example.categories.includes(c))),
    'review flag found': rate(judged, (j) => j.example.review === true, (j) => j.review),
    'review flag without need': rate(judged, (j) => j.example.review !== true, (j) => j.review),
  }
}

/** Recall of M1 and M2 as M2 or more, by slice. */
export function bySlice(judged: readonly Judged[]): Map<string, Rate> {
  const slices = [...new Set(judged.flatMap((j) => j.example.slices))].toSorted()
  return new Map(slices.map((slice) => [slice, rate(judged, (j) => labelled('high')(j) && j.example.slices.includes(slice), seen('high'))]))
}
