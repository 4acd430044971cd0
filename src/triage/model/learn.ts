import { createHash } from 'node:crypto'
import { URGENCIES, levelAt, rank } from '../levels.ts'
import type { Linear, Row } from './linear.ts'
import { fitCodes, fitYesNo } from './linear.ts'
import { BUCKETS, MEANING_VIEWS, STARTS, VIEWS, viewOf } from './views.ts'
import type { Head, SpokenLevel } from './weights.ts'
import { SPOKEN_LEVELS } from './weights.ts'

const LEVEL_EPOCHS = 10
const CODE_EPOCHS = 12
/** Features of a view that speak for meanings: the commonest, which keeps the file small and the rare word out. */
const MOST_MEANT = 12000

/** Learn levels and meanings from rows; gives the two files as `weights.ts` reads them. Deterministic. */
export function learn(rows: readonly Row[]): { head: Head; body: Buffer } {
  const { levels, body } = learnLevels(rows)
  const named = rows.map((row) => ({ ...row, categories: row.categories.map((code) => `${code} ${levelAt(row.level)}`) }))
  const names = [...new Set(named.flatMap((row) => row.categories))].toSorted()
  const parts = MEANING_VIEWS.map((view) => learnMeanings(named, names, view))
  const meant = parts.map(({ model, features, scale }) => ({ bias: [...model.bias].map((b) => Number(b.toFixed(4))), scale, features: features.length }))
  const whole = Buffer.concat([Buffer.from(body.buffer), ...parts.flatMap(({ features, bytes }) => [Buffer.from(Uint32Array.from(features).buffer), Buffer.from(bytes.buffer)])])
  const meanings = names.map(meaningOf)
  const version = createHash('sha256').update(JSON.stringify({ levels, meanings, meant })).update(whole).digest('hex').slice(0, 12)
  return { head: { version, levels, meanings, meant }, body: whole }
}

function meaningOf(name: string): Head['meanings'][number] {
  const [category = '', level = ''] = name.split(' ')
  return { category, level: URGENCIES.find((one) => one === level) ?? 'info' }
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

/** The commonest features of a view, numbered in order. */
function usual(rows: readonly Row[], view: number): number[] {
  const counts = new Map<number, number>()
  for (const row of rows) for (const f of row.features) if (viewOf(f) === view) counts.set(f, (counts.get(f) ?? 0) + 1)
  const commonest = [...counts].toSorted(([a, often], [b, seldom]) => seldom - often || a - b).slice(0, MOST_MEANT)
  return commonest.map(([f]) => f).toSorted((a, b) => a - b)
}

function learnMeanings(rows: readonly Row[], names: readonly string[], view: number): { model: Linear; features: number[]; scale: number; bytes: Int8Array } {
  const features = usual(rows, view)
  const number = new Map(features.map((f, i) => [f, i]))
  const seen = rows.map((row) => ({ ...row, features: Uint32Array.from([...row.features].flatMap((f) => number.get(f) ?? [])) }))
  const model = fitCodes(seen, features.length, names, CODE_EPOCHS)
  return { model, features, ...packed(model.weights) }
}
