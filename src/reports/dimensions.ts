/**
 * By what cases can be counted: each dimension is an expression over one row of `case_fact` (a child of a case).
 * Codes only; labels by locale key. New groupings are data (groups.json), never code.
 */
import * as z from 'zod'
import { CATEGORIES, isCategory } from '../triage/index.ts'
import file from './groups.json' with { type: 'json' }

const codeSource = z.object({ source: z.string(), verifiedOn: z.iso.date().nullable() })
const groupsSchema = z.record(z.string().regex(/^[a-z-]+$/), z.array(z.string().refine(isCategory)))
export const GROUPS = {
  group111: groupsSchema.parse(file.group111),
  plan: groupsSchema.parse(file.plan),
  tt13: groupsSchema.parse(file.tt13),
} as const
/** Where the codes of an export come from, and the day somebody held them against the original; null: nobody has. */
export const CODE_SOURCES = z.object({ chi: codeSource, tt13: codeSource }).parse(file.sources)
export const AGE_BANDS = z.array(z.tuple([z.string().regex(/^[\d+-]+$/), z.number().int(), z.number().int()])).parse(file.ageBands)

/** A category that belongs to none of the groups: known, and not of these. */
export const OUTSIDE = 'outside'

/** `sql`: one code a row. `many`: an array of codes; a row counts under each, so the lines do not add up to the total. */
export type Dimension = {
  readonly sql: string
  readonly many?: true
  /** The children of one case may differ in it. */
  readonly ofChild?: true
  readonly labels: string | null
}

export const DIMENSIONS = {
  month: { sql: `to_char(day, 'YYYY-MM')`, labels: null },
  quarter: { sql: `to_char(day, 'YYYY-"Q"Q')`, labels: null },
  channel: { sql: 'channel', labels: 'list.channel' },
  urgency: { sql: 'urgency::text', labels: 'list.urgency' },
  category: { sql: 'category', labels: 'category' },
  anyCategory: { sql: 'categories', many: true, labels: 'category' },
  chi: { sql: byCategory(Object.fromEntries(Object.entries(CATEGORIES).map(([code, { chi }]) => [code, chi]))), labels: null },
  chiGroup: { sql: byCategory(Object.fromEntries(Object.entries(CATEGORIES).map(([code, { chi }]) => [code, chi.split('.')[0] ?? chi]))), labels: 'chi' },
  group111: { sql: byCategory(inverse(GROUPS.group111)), labels: 'group111' },
  plan: { sql: byCategory(inverse(GROUPS.plan)), labels: 'plan' },
  tt13: { sql: byCategory(inverse(GROUPS.tt13)), labels: 'tt13' },
  reporter: { sql: 'reporter', labels: 'list.reporter' },
  commune: { sql: 'commune', ofChild: true, labels: null },
  sex: { sql: 'sex', ofChild: true, labels: 'list.sex' },
  ageBand: { sql: `case ${AGE_BANDS.map(([band, from, to]) => `when age between ${from} and ${to} then '${band}'`).join(' ')} else 'unknown' end`, ofChild: true, labels: null },
  ethnicity: { sql: 'ethnicity', ofChild: true, labels: 'list.ethnicity' },
  environment: { sql: 'environment', labels: 'list.environment' },
  relation: { sql: 'relation', labels: 'list.relation' },
  form: { sql: 'form', labels: 'list.form' },
  outcome: { sql: 'outcome', labels: 'list.outcome' },
  state: { sql: 'state', labels: 'state' },
  kept: { sql: 'kept', many: true, labels: 'clock' },
  missed: { sql: 'missed', many: true, labels: 'clock' },
  referred: { sql: 'referred', many: true, labels: 'list.body' },
  groups: { sql: 'groups', many: true, ofChild: true, labels: 'groups' },
} as const satisfies Record<string, Dimension>

export type DimensionName = keyof typeof DIMENSIONS

export function isDimension(name: string): name is DimensionName {
  return Object.hasOwn(DIMENSIONS, name)
}

export function dimension(name: DimensionName): Dimension {
  return DIMENSIONS[name]
}

/** Codes come from our own tables, checked above; none is a person's word. */
function byCategory(groupOf: Readonly<Record<string, string>>): string {
  const members = Map.groupBy(Object.entries(groupOf), ([, group]) => group)
  const arms = [...members].map(([group, codes]) => `when category in (${codes.map(([code]) => `'${code}'`).join(', ')}) then '${group}'`)
  return `case ${arms.join(' ')} when category = 'unknown' then 'unknown' else '${OUTSIDE}' end`
}

function inverse(groups: Readonly<Record<string, readonly string[]>>): Record<string, string> {
  return Object.fromEntries(Object.entries(groups).flatMap(([group, codes]) => codes.map((code) => [code, group])))
}
