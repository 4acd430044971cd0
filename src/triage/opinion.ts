import { occurrencesOf } from './context.ts'
import type { CueBook } from './cuebook.ts'
import type { Reading } from './find.ts'
import { maxUrgency, rank } from './levels.ts'
import type { Urgency } from './levels.ts'
import { featuresOf } from './model/features.ts'
import { lengthFactor, loadModel } from './model/opinion.ts'
import type { Category } from './categories.ts'

const MODEL = loadModel()
export const MODEL_VERSION = MODEL.version

/** What the learned reader thinks of the words up to a turn. It may raise a level, never lower it. */
export type Opinion = { level: Urgency; categories: () => ReadonlyMap<Category, number> }

/** Extra score asked of words that name no child and no self as children do: talk between grown-ups. */
const NO_CHILD = 2

/** Extra score asked of three words or fewer: too little to learn from. */
const TOO_SHORT = 2
const FEW_WORDS = 3

let names: ReadonlyMap<number, string> | undefined

/**
 * The highest level whose score passes its threshold, and a score for each
 * category. From the level just below (seen by the rules or by itself) less certainty is needed.
 */
export function opinionOf(book: CueBook, reading: Reading, upToTurn: number, rules: Urgency): Opinion {
  names ??= new Map(book.names.map((name) => [book.concept(name), name]))
  const features = featuresOf(reading, names, upToTurn)
  const aboutChild = occurrencesOf(book, reading, 'child-said').length > 0 && occurrencesOf(book, reading, 'street-talk').length === 0
  const short = reading.tokens.length <= FEW_WORDS
  const factor = lengthFactor(features.size)
  let level: Urgency = 'info'
  for (const { level: candidate, bias, threshold, weights } of MODEL.levels) {
    let sum = 0
    for (const feature of features) sum += weights[feature] ?? 0
    const next = rank(maxUrgency(rules, level)) >= rank(candidate) - 1
    const wanted = (next ? threshold.next : threshold.alone) + (aboutChild ? 0 : NO_CHILD) + (short ? TOO_SHORT : 0)
    if (bias + sum * factor > wanted && rank(candidate) > rank(level)) level = candidate
  }
  return { level, categories: () => categoryOdds(features) }
}

function categoryOdds(features: ReadonlySet<number>): Map<Category, number> {
  const sums = new Float64Array(MODEL.categories.length)
  for (const feature of features) {
    for (const [index, weight] of MODEL.categoryWeights.get(feature) ?? []) sums[index] = (sums[index] ?? 0) + weight
  }
  const factor = lengthFactor(features.size)
  return new Map(MODEL.categories.map(({ code, bias }, index) => [code, bias + (sums[index] ?? 0) * factor]))
}
