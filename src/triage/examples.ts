import * as z from 'zod'
import { isCategory } from './categories.ts'
import { URGENCIES } from './levels.ts'
import { REPORTERS } from './types.ts'

/** One labelled example, a line of a `.jsonl` file (GUIDE). */
const EXAMPLE = z.object({
  id: z.string(),
  turns: z.array(z.string()).min(1),
  level: z.enum(URGENCIES),
  /** The level after each turn, where the writer gave it. */
  levels_by_turn: z.array(z.enum(URGENCIES)).optional(),
  categories: z.array(z.string().refine(isCategory, 'not a category code')).default([]),
  review: z.boolean().optional(),
  reporter: z.enum(REPORTERS).optional(),
  slices: z.array(z.string()).default([]),
})
export type Example = z.infer<typeof EXAMPLE>

/** What the command line reads: only the id and the turns are needed. */
const INPUT = z.object({ id: z.string(), turns: z.array(z.string()) })
export type Input = z.infer<typeof INPUT>

export type Parsed<T> = { ok: true; example: T } | { ok: false; why: string }

function parseLine<T>(schema: z.ZodType<T>, line: string): Parsed<T> {
  let data: unknown
  try {
    data = JSON.parse(line)
  } catch {
    return { ok: false, why: 'not JSON' }
  }
  const result = schema.safeParse(data)
  return result.success ? { ok: true, example: result.data } : { ok: false, why: z.prettifyError(result.error) }
}

/** A labelled example from one line, or why it is none. */
export function parseExample(line: string): Parsed<Example> {
  return parseLine(EXAMPLE, line)
}

/** An unlabelled conversation from one line, or why it is none. */
export function parseInput(line: string): Parsed<Input> {
  return parseLine(INPUT, line)
}
