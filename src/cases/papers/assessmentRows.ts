/**
 * The rows of Mẫu số 02 as data the Centre can correct (mau02.json): levels counted in two blocks. "Cao" is bad in
 * the block of harm and good in the block of self-protection.
 */
import * as z from 'zod'
import file from './mau02.json' with { type: 'json' }

const row = z.object({ id: z.string(), text: z.string(), levels: z.object({ high: z.string(), medium: z.string(), low: z.string() }) })
const schema = z.object({
  title: z.string(),
  source: z.string(),
  /** Null: nobody has held it against the official text, and every print-out says so. */
  verifiedOn: z.iso.date().nullable(),
  blocks: z.tuple([
    z.object({ id: z.literal('harm'), title: z.string(), rows: z.array(row) }),
    z.object({ id: z.literal('protection'), title: z.string(), rows: z.array(row) }),
  ]),
})

export const ASSESSMENT = schema.parse(file)
export const ASSESSMENT_ROWS = ASSESSMENT.blocks.flatMap(({ rows }) => rows)

export type Level = 'high' | 'medium' | 'low'
export type Count = Record<Level, number>
export const LEVELS: readonly Level[] = ['high', 'medium', 'low']

export function isLevel(value: unknown): value is Level {
  return value === 'high' || value === 'medium' || value === 'low'
}

/** How many rows of each block stand at each level; rows without a level are not counted. */
export function countLevels(levelOf: (rowId: string) => unknown): { harm: Count; protection: Count; complete: boolean } {
  const [harm, protection] = ASSESSMENT.blocks.map(({ rows }) => count(rows.map(({ id }) => levelOf(id))))
  return { harm: harm ?? count([]), protection: protection ?? count([]), complete: ASSESSMENT_ROWS.every(({ id }) => isLevel(levelOf(id))) }
}

/**
 * What the counts suggest (as remembered, unverified): more "Cao" of harm than of self-protection asks for emergency
 * measures. A suggestion beside the officer's own conclusion, never instead of it.
 */
export function suggestedConclusion({ harm, protection }: { harm: Count; protection: Count }): 'emergency' | 'continue' {
  return harm.high > protection.high ? 'emergency' : 'continue'
}

function count(levels: readonly unknown[]): Count {
  const of = (level: Level) => levels.filter((one) => one === level).length
  return { high: of('high'), medium: of('medium'), low: of('low') }
}
