import { readFileSync } from 'node:fs'
import * as z from 'zod'
import type { Category } from '../categories.ts'
import { isCategory } from '../categories.ts'
import { BUCKETS } from './features.ts'

/** How the weights are kept: one signed byte a feature, base64, with a scale; categories as sparse lists. */
const WEIGHTS = z.object({
  version: z.string(),
  levels: z.array(z.object({
    level: z.enum(['low', 'medium', 'high', 'emergency']), bias: z.number(), scale: z.number(), threshold: z.object({ alone: z.number(), next: z.number() }), weights: z.string(),
  })),
  categories: z.array(z.object({ code: z.string(), bias: z.number(), scale: z.number(), at: z.array(z.number()), weights: z.array(z.number()) })),
})
export type Weights = z.infer<typeof WEIGHTS>

const FILE = new URL('./weights.json', import.meta.url)

/** The model, unpacked once when the room is loaded. */
export type Model = {
  version: string
  levels: { level: 'low' | 'medium' | 'high' | 'emergency'; bias: number; threshold: { alone: number; next: number }; weights: Float32Array }[]
  categories: { code: Category; bias: number }[]
  /** For each feature, the categories it speaks for or against (index in `categories`, weight). */
  categoryWeights: ReadonlyMap<number, readonly (readonly [number, number])[]>
}

/** Read the weights that `npm run triage:train` wrote. Throws when the file is damaged. */
export function loadModel(): Model {
  const raw = WEIGHTS.parse(JSON.parse(readFileSync(FILE, 'utf8')))
  const known = raw.categories.flatMap((entry) => (isCategory(entry.code) ? [{ ...entry, code: entry.code }] : []))
  const categoryWeights = new Map<number, [number, number][]>()
  for (const [index, { scale, at, weights }] of known.entries()) {
    at.forEach((bucket, i) => {
      const weight: [number, number] = [index, (weights[i] ?? 0) * scale]
      categoryWeights.set(bucket, [...(categoryWeights.get(bucket) ?? []), weight])
    })
  }
  return {
    version: raw.version,
    levels: raw.levels.map(({ level, bias, scale, threshold, weights }) => {
      const bytes = new Int8Array(Buffer.from(weights, 'base64'))
      const unpacked = new Float32Array(BUCKETS)
      bytes.forEach((byte, i) => { unpacked[i] = byte * scale })
      return { level, bias, threshold, weights: unpacked }
    }),
    categories: known.map(({ code, bias }) => ({ code, bias })),
    categoryWeights,
  }
}

/** Long texts have more features of every kind: the sum is damped beyond a usual length. */
export function lengthFactor(count: number): number {
  return 1 / Math.sqrt(Math.max(count, 40) / 40)
}
