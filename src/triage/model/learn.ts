import { createHash } from 'node:crypto'
import { rank } from '../levels.ts'
import type { Linear, Row } from './linear.ts'
import { fitCodes, fitYesNo } from './linear.ts'
import { BUCKETS, STARTS, VIEWS, viewOf } from './views.ts'
import type { Head, SpokenLevel } from './weights.ts'
import { SPOKEN_LEVELS } from './weights.ts'

const LEVEL_EPOCHS = 10
const CODE_EPOCHS = 8
/** Rows with a feature before it may speak for a category: three spellings of one example are three rows. */
const OFTEN = 4

/** Learn levels and categories from rows; gives the two files as `weights.ts` reads them. Deterministic. */
export function learn(rows: readonly Row[]): { head: Head; body: Buffer } {
  const { levels, body } = learnLevels(rows)
  const features = usual(rows)
  const { codes, model } = learnCodes(rows, features)
  const { scale, bytes } = packed(model.weights)
  const whole = Buffer.concat([Buffer.from(body.buffer), Buffer.from(Uint32Array.from(features).buffer), Buffer.from(bytes.buffer)])
  const categories = { codes, bias: [...model.bias].map((b) => Number(b.toFixed(4))), scale, features: features.length }
  const version = createHash('sha256').update(JSON.stringify({ levels, categories })).update(whole).digest('hex').slice(0, 12)
  return { head: { version, levels, categories }, body: whole }
}

/** The rows as one view sees them, features numbered from nought. */
function seenBy(view: number, rows: readonly Row[]): Row[] {
  const start = STARTS[view] ?? 0
  return rows.map((row) => ({ ...row, features: row.features.filter((f) => viewOf(f) === view).map((f) => f - start) }))
}

/** Signed bytes and the scale that makes numbers of them again. */
function packed(weights: Float32Array): { scale: number; bytes: Int8Array } {
  const scale = weights.reduce((top, w) => Math.max(top, Math.abs(w)), 1e-6) / 127
  return { scale, bytes: Int8Array.from(weights, (w) => Math.round(w / scale)) }
}

/** Each level learned by each view; bytes side by side as `Model.byLevel` wants them. */
function learnLevels(rows: readonly Row[]): { levels: Head['levels']; body: Int8Array } {
  const body = new Int8Array(BUCKETS * SPOKEN_LEVELS.length)
  const levels: Head['levels'] = SPOKEN_LEVELS.map((level) => ({ level, bias: [], scale: [] }))
  for (const [view, { bits }] of VIEWS.entries()) {
    const seen = seenBy(view, rows)
    for (const [index, head] of levels.entries()) {
      const model = fitYesNo(taught(seen, head.level), 2 ** bits, (row) => row.level >= rank(head.level), LEVEL_EPOCHS)
      const { scale, bytes } = packed(model.weights)
      bytes.forEach((byte, feature) => { body[((STARTS[view] ?? 0) + feature) * levels.length + index] = byte })
      head.bias.push(Number((model.bias[0] ?? 0).toFixed(4)))
      head.scale.push(scale)
    }
  }
  return { levels, body }
}

/** Whether danger is one of now is learned among the dangerous alone: what tells it from talk is the step before. */
function taught(rows: readonly Row[], level: SpokenLevel): readonly Row[] {
  return level === 'emergency' ? rows.filter((row) => row.level >= rank('high')) : rows
}

/** The features of the words that stand in several examples, numbered in order. */
function usual(rows: readonly Row[]): number[] {
  const counts = new Map<number, number>()
  for (const row of rows) for (const f of row.features) if (viewOf(f) === 0) counts.set(f, (counts.get(f) ?? 0) + 1)
  return [...counts].filter(([, count]) => count >= OFTEN).map(([f]) => f).toSorted((a, b) => a - b)
}

function learnCodes(rows: readonly Row[], features: readonly number[]): { codes: string[]; model: Linear } {
  const number = new Map(features.map((f, i) => [f, i]))
  const seen = rows.map((row) => ({ ...row, features: Uint32Array.from([...row.features].flatMap((f) => number.get(f) ?? [])) }))
  const codes = [...new Set(rows.flatMap((row) => row.categories))].toSorted()
  return { codes, model: fitCodes(seen, features.length, codes, CODE_EPOCHS) }
}
