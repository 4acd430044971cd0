/** The classes of retention: data in classes.yaml, refused at the start when they make no sense. */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parse } from 'yaml'
import * as z from 'zod'

const term = z.object({
  what: z.string().min(1),
  keep: z.string().regex(/^[1-9]\d{0,4} (hours|days|years)$/, 'is a number of hours, days or years'),
  from: z.string().min(1),
  /** The law or policy; it is copied into every proof. */
  basis: z.string().min(1),
})
const schema = z.strictObject({ unfinished: term, talk: term, 'channel-event': term, case: term, audit: term, session: term })

export type RetentionTerms = Readonly<z.infer<typeof schema>>
export type RetentionClass = keyof RetentionTerms
export const CLASSES: readonly RetentionClass[] = schema.keyof().options

/** Less than this loses what others have a right to: a case's history, and the proof of who looked. */
const AT_LEAST_HOURS: Partial<Record<RetentionClass, number>> = { case: 365 * 24, audit: 365 * 24, talk: 24 }
const HOURS = { hours: 1, days: 24, years: 365 * 24 }

const OWN = join(import.meta.dirname, 'classes.yaml')

/**
 * Reads the classes.
 * @throws Error with one sentence a problem, for whoever starts the service
 */
export async function readRetentionTerms(file: string = OWN): Promise<RetentionTerms> {
  const parsed = schema.safeParse(parse(await readFile(file, 'utf8')))
  if (!parsed.success) throw new Error(parsed.error.issues.map(({ path, message }) => `Retention ${path.join('.')}: ${message}.`).join('\n'))
  const short = CLASSES.filter((name) => hours(parsed.data[name].keep) < (AT_LEAST_HOURS[name] ?? 0))
  if (short.length > 0) throw new Error(short.map((name) => `Retention ${name}: ${parsed.data[name].keep} is too short.`).join('\n'))
  return parsed.data
}

function hours(keep: string): number {
  const [amount, unit] = keep.split(' ')
  return Number(amount) * (unit === 'hours' || unit === 'days' || unit === 'years' ? HOURS[unit] : 0)
}

/** `{class: keep}` as JSON, which the SQL of this folder reads as intervals. */
export function termsJson(terms: RetentionTerms): string {
  return JSON.stringify(Object.fromEntries(CLASSES.map((name) => [name, terms[name].keep])))
}
