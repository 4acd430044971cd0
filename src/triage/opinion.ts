import type { Category } from './categories.ts'
import { occurrencesOf } from './context.ts'
import type { CueBook } from './cuebook.ts'
import { turnOf } from './find.ts'
import type { Reading } from './find.ts'
import { maxUrgency, rank } from './levels.ts'
import type { Urgency } from './levels.ts'
import { featuresOf, windowsOf } from './model/features.ts'
import type { Feature } from './model/features.ts'
import { lengthFactor, loadModel } from './model/opinion.ts'

const MODEL = loadModel()
export const MODEL_VERSION = MODEL.version

/** What the learned reader thinks of a conversation. It may raise a level, never lower it. */
export type Opinion = {
  /** The highest level it finds for the last turns up to one, given the level known without it. */
  level: (turn: number, known: Urgency) => Urgency
  /** Score of each category for the last turns. */
  categories: () => ReadonlyMap<Category, number>
  /** The tokens that speak most for a level in a turn: from the first to the last one, or nothing. */
  strongest: (turn: number, level: Urgency) => { from: number; to: number } | undefined
}

/** Extra score asked of words that name no child and no self as children do: talk between grown-ups. */
const NO_CHILD = 2
/** Extra score asked of three words or fewer: too little to learn from. */
const TOO_SHORT = 2
const FEW_WORDS = 3
/** Words shown as the learned reader's evidence, and the share of the whole score the strongest stretch must have. */
const SHOWN_WORDS = 6
const SHOWN_SHARE = 0.25

let names: ReadonlyMap<number, string> | undefined

/** Read the conversation once; the answers for each turn come from what was read. */
export function opinionOf(book: CueBook, reading: Reading, turns: number): Opinion {
  names ??= new Map(book.names.map((name) => [book.concept(name), name]))
  const features = featuresOf(reading, names)
  const windows = windowsOf(features, reading, turns)
  const aboutChild = firstTurn(book, reading, 'child-said')
  const streetTalk = firstTurn(book, reading, 'street-talk')
  const enoughWords = turnOf(reading, FEW_WORDS)
  return {
    level: (turn, known) => {
      const window = windows[turn] ?? new Set()
      const factor = lengthFactor(window.size)
      const caution = (aboutChild <= turn && streetTalk > turn ? 0 : NO_CHILD) + (reading.tokens.length > FEW_WORDS && enoughWords <= turn ? 0 : TOO_SHORT)
      let level: Urgency = 'info'
      for (const { level: candidate, bias, threshold, weights } of MODEL.levels) {
        let sum = 0
        for (const feature of window) sum += weights[feature] ?? 0
        const next = rank(maxUrgency(known, level)) >= rank(candidate) - 1
        const wanted = (next ? threshold.next : threshold.alone) + caution
        if (bias + sum * factor > wanted && rank(candidate) > rank(level)) level = candidate
      }
      return level
    },
    categories: () => categoryOdds(windows.at(-1) ?? new Set()),
    strongest: (turn, level) => strongest(features, reading, turn, level),
  }
}

/** The first turn in which an entry stands; beyond every turn when it does not. */
function firstTurn(book: CueBook, reading: Reading, name: string): number {
  const first = occurrencesOf(book, reading, name)[0]
  return first === undefined ? Infinity : turnOf(reading, first.from)
}

/** Each feature's weight is shared among its words; the best stretch of a few words is what is shown. */
function strongest(features: readonly Feature[], reading: Reading, turn: number, level: Urgency): { from: number; to: number } | undefined {
  const weights = MODEL.levels.find((one) => one.level === level)?.weights
  const first = reading.tokens.findIndex((token) => token.turn === turn)
  if (weights === undefined || first < 0) return undefined
  const score = new Map<number, number>()
  let all = 0
  for (const { bucket, from, to } of features) {
    if (from < first || turnOf(reading, to) !== turn) continue
    const weight = weights[bucket] ?? 0
    all += Math.max(0, weight)
    const share = weight / (to - from + 1)
    for (let at = from; at <= to; at++) score.set(at, (score.get(at) ?? 0) + share)
  }
  let best: { from: number; to: number; sum: number } | undefined
  for (const start of score.keys()) {
    let sum = 0
    for (let at = start; at < start + SHOWN_WORDS && score.has(at); at++) {
      sum += score.get(at) ?? 0
      if (best === undefined || sum > best.sum) best = { from: start, to: at + 1, sum }
    }
  }
  return best !== undefined && best.sum > all * SHOWN_SHARE ? best : undefined
}

function categoryOdds(features: ReadonlySet<number>): Map<Category, number> {
  const sums = new Float64Array(MODEL.categories.length)
  for (const feature of features) {
    for (const [index, weight] of MODEL.categoryWeights.get(feature) ?? []) sums[index] = (sums[index] ?? 0) + weight
  }
  const factor = lengthFactor(features.size)
  return new Map(MODEL.categories.map(({ code, bias }, index) => [code, bias + (sums[index] ?? 0) * factor]))
}
