import { readFileSync } from 'node:fs'
import * as z from 'zod'
import type { Category } from '../categories.ts'
import { isCategory } from '../categories.ts'
import type { Urgency } from '../levels.ts'
import { URGENCIES } from '../levels.ts'
import { BUCKETS, MEANING_VIEWS, VIEWS } from './views.ts'

/** The levels the model speaks for; `info` is where none of them holds. */
export const SPOKEN_LEVELS = ['low', 'medium', 'high', 'emergency'] as const
export type SpokenLevel = (typeof SPOKEN_LEVELS)[number]

/** What `weights.json` says about the numbers in `weights.bin`. */
const HEAD = z.object({
  version: z.string(),
  levels: z.array(z.object({ level: z.enum(SPOKEN_LEVELS), bias: z.array(z.number()), scale: z.array(z.number()) })),
  meanings: z.array(z.object({ category: z.string(), level: z.enum(URGENCIES) })),
  meant: z.array(z.object({ bias: z.array(z.number()), scale: z.number(), features: z.number().int() })).length(MEANING_VIEWS.length),
})
export type Head = z.infer<typeof HEAD>

export const HEAD_FILE = new URL('./weights.json', import.meta.url)
export const BODY_FILE = new URL('./weights.bin', import.meta.url)

/** What a text can mean: a category at a level, as "A1 at emergency". Learned together, each lends the other its examples. */
export type Meaning = { category: Category; level: Urgency }

/** How one view speaks for the meanings. */
export type Meant = {
  view: number
  bias: readonly number[]
  scale: number
  /** Row of a feature in `weights`; features of too few examples have none. */
  rowOf: ReadonlyMap<number, number>
  /** For each row one byte a meaning. */
  weights: Int8Array
}

/** The model, unpacked once when the room is loaded. Weights are signed bytes; a scale makes numbers of them. */
export type Model = {
  version: string
  levels: Head['levels']
  /** For each feature one byte a level, side by side. */
  byLevel: Int8Array
  meanings: readonly Meaning[]
  meant: readonly Meant[]
}

/** Read the weights that `npm run triage:train` wrote. Throws when the files are damaged. */
export function loadModel(): Model {
  return modelOf(HEAD.parse(JSON.parse(readFileSync(HEAD_FILE, 'utf8'))), readFileSync(BODY_FILE))
}

/**
 * The model in two files: bytes by level (`BUCKETS` × levels), then for each view that speaks for meanings the features
 * that have a row (32 bits each) and their bytes by meaning. Throws when head and body do not fit.
 */
export function modelOf(head: Head, body: Buffer): Model {
  const meanings = head.meanings.flatMap(({ category, level }) => isCategory(category) ? [{ category, level }] : [])
  const first = BUCKETS * head.levels.length
  const wanted = first + head.meant.reduce((sum, { features }) => sum + features * (4 + meanings.length), 0)
  if (body.length !== wanted || meanings.length !== head.meanings.length || head.levels.some((level) => level.bias.length !== VIEWS.length)) {
    throw new Error(`triage weights are damaged: ${body.length} bytes, ${wanted} wanted`)
  }
  let at = first
  const meant = head.meant.map(({ bias, scale, features }, i) => {
    const rowOf = new Map<number, number>()
    for (let row = 0; row < features; row++) rowOf.set(body.readUInt32LE(at + row * 4), row)
    const weights = new Int8Array(body.subarray(at + features * 4, at + features * (4 + meanings.length)))
    at += features * (4 + meanings.length)
    return { view: MEANING_VIEWS[i] ?? 0, bias, scale, rowOf, weights }
  })
  return { version: head.version, levels: head.levels, byLevel: new Int8Array(body.subarray(0, first)), meanings, meant }
}

/** Long texts have more features of every kind: the sum is damped beyond a usual length. */
export function lengthFactor(count: number): number {
  return 1 / Math.sqrt(Math.max(count, 40) / 40)
}

/** Turn log-odds into probabilities, in place. */
export function softmax(odds: Float64Array): void {
  let [top, all] = [-Infinity, 0]
  for (const odd of odds) top = Math.max(top, odd)
  for (let i = 0; i < odds.length; i++) all += odds[i] = Math.exp((odds[i] ?? 0) - top)
  for (let i = 0; i < odds.length; i++) odds[i] = (odds[i] ?? 0) / all
}
