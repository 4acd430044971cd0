import { lengthFactor, softmax } from './weights.ts'

/** One example in one spelling, as a learner sees it. */
export type Row = { level: number; categories: readonly string[]; features: Uint32Array }
/** A learned linear reader. Weights by feature (`weights[feature * outputs + output]`), one bias an output. */
export type Linear = { bias: Float64Array; weights: Float32Array }

/** Features left out at random in each step, so that no single word is trusted with the whole answer. */
const DROPPED = 0.4
const DECAY = 2e-5
const SEED = 7

/** Small, fast generator of pseudo-random numbers in [0, 1) (mulberry32), for the order of examples and the words left out. */
export function random(seed = SEED): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}

/** Visit every row once an epoch, in a new order each time, with some of its features left out. */
function visit(rows: readonly Row[], epochs: number, step: (row: Row, index: number, kept: readonly number[], factor: number) => void): void {
  const next = random()
  const order = rows.map((_, i) => i)
  for (let epoch = 0; epoch < epochs; epoch++) {
    for (let i = order.length - 1; i > 0; i--) {
      const j = Math.floor(next() * (i + 1))
      const held = order[i] ?? 0
      order[i] = order[j] ?? 0
      order[j] = held
    }
    for (const index of order) {
      const row = rows[index]
      if (row === undefined) continue
      const kept: number[] = []
      for (const feature of row.features) if (next() > DROPPED) kept.push(feature)
      step(row, index, kept, lengthFactor(row.features.length) / (1 - DROPPED))
    }
  }
}

/** Logistic regression by AdaGrad over sparse binary features, numbered below `size`. */
export function fitYesNo(rows: readonly Row[], size: number, yes: (row: Row) => boolean, epochs: number): Linear {
  const weights = new Float32Array(size)
  const squares = new Float32Array(size).fill(1e-3)
  const bias = new Float64Array(1)
  visit(rows, epochs, (row, _index, kept, factor) => {
    let sum = 0
    for (const f of kept) sum += weights[f] ?? 0
    const error = 1 / (1 + Math.exp(-((bias[0] ?? 0) + sum * factor))) - (yes(row) ? 1 : 0)
    bias[0] = (bias[0] ?? 0) - 0.0175 * error
    for (const f of kept) {
      const gradient = error * factor + DECAY * (weights[f] ?? 0)
      squares[f] = (squares[f] ?? 0) + gradient * gradient
      weights[f] = (weights[f] ?? 0) - (0.105 * gradient) / Math.sqrt(squares[f] ?? 1)
    }
  })
  return { bias, weights }
}

/** What the second and further codes of an example are worth together, beside the main one. */
const FURTHER = 0.3

/** Multinomial regression over the codes by AdaGrad; rows without a code are passed over. */
export function fitCodes(rows: readonly Row[], size: number, codes: readonly string[], epochs: number): Linear {
  const count = codes.length
  const weights = new Float32Array(size * count)
  const squares = new Float32Array(size).fill(1e-3)
  const bias = new Float64Array(count)
  const wanted = rows.map((row) => codes.map((code) => {
    const place = row.categories.indexOf(code)
    if (place < 0) return 0
    if (row.categories.length === 1) return 1
    return place === 0 ? 1 - FURTHER : FURTHER / (row.categories.length - 1)
  }))
  const odds = new Float64Array(count)
  visit(rows, epochs, (row, index, kept, factor) => {
    if (row.categories.length === 0) return
    odds.set(bias)
    for (const f of kept) for (let c = 0; c < count; c++) odds[c] = (odds[c] ?? 0) + (weights[f * count + c] ?? 0) * factor
    const norm = errors(odds, wanted[index] ?? [])
    for (let c = 0; c < count; c++) bias[c] = (bias[c] ?? 0) - 0.02 * (odds[c] ?? 0)
    for (const f of kept) {
      squares[f] = (squares[f] ?? 0) + norm * factor * factor
      const step = (0.25 * factor) / Math.sqrt(squares[f] ?? 1)
      for (let c = 0; c < count; c++) weights[f * count + c] = (weights[f * count + c] ?? 0) - step * (odds[c] ?? 0)
    }
  })
  return { bias, weights }
}

/** Turn log-odds into errors (softmax minus what is wanted), in place; gives their squared length. */
function errors(odds: Float64Array, wanted: readonly number[]): number {
  softmax(odds)
  let norm = 0
  for (let c = 0; c < odds.length; c++) {
    const error = (odds[c] ?? 0) - (wanted[c] ?? 0)
    odds[c] = error
    norm += error * error
  }
  return norm
}
