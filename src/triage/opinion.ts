import type { Category } from './categories.ts'
import { occurrencesOf } from './context.ts'
import type { CueBook } from './cuebook.ts'
import { turnOf } from './find.ts'
import type { Reading } from './find.ts'
import { isAtLeast, levelAt, maxUrgency, rank } from './levels.ts'
import type { Urgency } from './levels.ts'
import { featuresOf, windowsOf } from './model/features.ts'
import type { Feature } from './model/features.ts'
import { categoryScores, levelScores } from './model/score.ts'
import { VIEWS, viewOf } from './model/views.ts'
import type { Model, SpokenLevel } from './model/weights.ts'
import { loadModel } from './model/weights.ts'

const SHIPPED = loadModel()
export const MODEL_VERSION = SHIPPED.version

/** What the learned reader thinks of a conversation. It may raise a level, never lower it. */
export type Opinion = {
  /** The highest level it finds for the last turns up to one, given the level known without it and the one weak signs hint at. */
  level: (turn: number, known: Urgency, hinted: Urgency) => Urgency
  /** Score of each category for the last turns. */
  categories: () => ReadonlyMap<Category, number>
  /** The tokens that speak most for a level in a turn: from the first to the last one, or nothing. */
  strongest: (turn: number, level: Urgency) => { from: number; to: number } | undefined
}

/**
 * Score (the views' log-odds, added) needed to raise to a level: `alone` from further down, `next` from the level just
 * below, `hinted` where a weak sign of that level stands too. Chosen on writers left out of training
 * (`npm run -s triage:check`): a human rather reads one message too many than one too few.
 */
const THRESHOLDS: Record<SpokenLevel, { alone: number; next: number; hinted: number }> = {
  low: { alone: 0, next: 0, hinted: 0 },
  medium: { alone: -6, next: -7, hinted: -7 },
  high: { alone: -1, next: -1, hinted: -8 },
  // Asked only once the level is high.
  emergency: { alone: Infinity, next: 10, hinted: 2 },
}
/** Extra score asked of words that name no child and no self as children do: talk between grown-ups. */
const NO_CHILD = 2
/** Extra score asked of three words or fewer: too little to learn from. */
const TOO_SHORT = 3
const FEW_WORDS = 3
/** Words shown as the learned reader's evidence, and the share of the whole score the strongest stretch must have. */
const SHOWN_WORDS = 6
const SHOWN_SHARE = 0.25

let names: ReadonlyMap<number, string> | undefined

/** Asks a learned reader about a conversation. */
export type Ask = (book: CueBook, reading: Reading, turns: number) => Opinion

/** The reader that is shipped. */
export const opinionOf: Ask = opinionBy(SHIPPED)

/** A reader with the weights of a model. It reads the conversation once; the answers for each turn come from what was read. */
export function opinionBy(model: Model): Ask {
  return (book, reading, turns) => readBy(model, book, reading, turns)
}

function readBy(model: Model, book: CueBook, reading: Reading, turns: number): Opinion {
  names ??= new Map(book.names.map((name) => [book.concept(name), name]))
  const features = featuresOf(reading, names)
  const windows = windowsOf(features, reading, turns)
  const aboutChild = firstTurn(book, reading, 'child-said')
  const streetTalk = firstTurn(book, reading, 'street-talk')
  const enoughWords = turnOf(reading, FEW_WORDS)
  return {
    level: (turn, known, hinted) => {
      const window = windows[turn] ?? []
      const caution = (aboutChild <= turn && streetTalk > turn ? 0 : NO_CHILD) + (reading.tokens.length > FEW_WORDS && enoughWords <= turn ? 0 : TOO_SHORT)
      let level: Urgency = 'info'
      for (const [candidate, score] of levelScores(model, window)) {
        const near = isAtLeast(maxUrgency(known, level), levelAt(rank(candidate) - 1)) ? 'next' : 'alone'
        const wanted = THRESHOLDS[candidate][near === 'next' && isAtLeast(hinted, candidate) ? 'hinted' : near] + caution
        if (score > wanted && !isAtLeast(level, candidate)) level = candidate
      }
      return level
    },
    categories: () => categoryScores(model, windows.at(-1) ?? []),
    strongest: (turn, level) => strongest(model, features, reading, turn, level),
  }
}

/** The first turn in which an entry stands whole; beyond every turn when it does not. */
function firstTurn(book: CueBook, reading: Reading, name: string): number {
  return occurrencesOf(book, reading, name).reduce((first, { to }) => Math.min(first, turnOf(reading, to - 1)), Infinity)
}

/** Each feature's weight is shared among its words; the best stretch of a few words is what is shown. */
function strongest(model: Model, features: readonly Feature[], reading: Reading, turn: number, level: Urgency): { from: number; to: number } | undefined {
  const index = model.levels.findIndex((one) => one.level === level)
  const scales = model.levels[index]?.scale
  const first = reading.tokens.findIndex((token) => token.turn === turn)
  if (scales === undefined || first < 0) return undefined
  const score = new Map<number, number>()
  let all = 0
  for (const { bucket, from, to } of features) {
    if (from < first || turnOf(reading, to) !== turn) continue
    const view = viewOf(bucket)
    const weight = (model.byLevel[bucket * model.levels.length + index] ?? 0) * (scales[view] ?? 0) * (VIEWS[view]?.share ?? 0)
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
