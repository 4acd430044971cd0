import { readFileSync } from 'node:fs'
import * as z from 'zod'
import type { Category } from '../categories.ts'
import { isCategory } from '../categories.ts'
import { BUCKETS, VIEWS } from './views.ts'

/** The levels the model speaks for; `info` is where none of them holds. */
export const SPOKEN_LEVELS = ['low', 'medium', 'high', 'emergency'] as const
export type SpokenLevel = (typeof SPOKEN_LEVELS)[number]

/** What `weights.json` says about the numbers in `weights.bin`. */
const HEAD = z.object({
  version: z.string(),
  levels: z.array(z.object({ level: z.enum(SPOKEN_LEVELS), bias: z.array(z.number()), scale: z.array(z.number()) })),
  categories: z.object({ codes: z.array(z.string()), bias: z.array(z.number()), scale: z.number(), features: z.number().int() }),
})
export type Head = z.infer<typeof HEAD>

export const HEAD_FILE = new URL('./weights.json', import.meta.url)
export const BODY_FILE = new URL('./weights.bin', import.meta.url)

/** The model, unpacked once when the room is loaded. Weights are signed bytes; a scale makes numbers of them. */
export type Model = {
  version: string
  levels: Head['levels']
  /** For each feature one byte a level, side by side. */
  byLevel: Int8Array
  categories: { codes: readonly Category[]; bias: readonly number[]; scale: number }
  /** Row of a feature in `byCategory`; features seen only once have none. */
  rowOf: ReadonlyMap<number, number>
  /** For each row one byte a category. */
  byCategory: Int8Array
}

/** Read the weights that `npm run triage:train` wrote. Throws when the files are damaged. */
export function loadModel(): Model {
  return modelOf(HEAD.parse(JSON.parse(readFileSync(HEAD_FILE, 'utf8'))), readFileSync(BODY_FILE))
}

/**
 * The model in two files: bytes by level (`BUCKETS` × levels), then the features that have a row (32 bits each),
 * then bytes by category. Throws when head and body do not fit.
 */
export function modelOf(head: Head, body: Buffer): Model {
  const { codes, bias, scale, features } = head.categories
  const known = codes.filter(isCategory)
  const first = BUCKETS * head.levels.length
  const second = first + features * 4
  const wanted = second + features * codes.length
  if (body.length !== wanted || known.length !== codes.length || head.levels.some((level) => level.bias.length !== VIEWS.length)) {
    throw new Error(`triage weights are damaged: ${body.length} bytes, ${wanted} wanted`)
  }
  const rowOf = new Map<number, number>()
  for (let row = 0; row < features; row++) rowOf.set(body.readUInt32LE(first + row * 4), row)
  return {
    version: head.version, levels: head.levels, byLevel: new Int8Array(body.subarray(0, first)),
    categories: { codes: known, bias, scale }, rowOf, byCategory: new Int8Array(body.subarray(second)),
  }
}

/** Long texts have more features of every kind: the sum is damped beyond a usual length. */
export function lengthFactor(count: number): number {
  return 1 / Math.sqrt(Math.max(count, 40) / 40)
}
