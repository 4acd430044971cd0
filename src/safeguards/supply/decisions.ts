/** Known weaknesses of dependencies, each with a written decision: nothing is waved through by silence. */
import * as z from 'zod'

const advisory = z.object({ source: z.union([z.number(), z.string()]), name: z.string(), title: z.string(), url: z.string(), severity: z.string() })
const reportSchema = z.object({ vulnerabilities: z.record(z.string(), z.object({ via: z.array(z.union([z.string(), advisory])) })) })

export const decisionsSchema = z.array(z.strictObject({
  /** As in the advisory's address. */
  advisory: z.string().regex(/^GHSA-[\w-]+$/),
  package: z.string(),
  /** Why it does not touch us, or what was done about it. */
  decision: z.string().min(20),
  by: z.string().min(1),
  /** Looked at again on this day at the latest. */
  until: z.iso.date(),
}))
export type Decisions = z.infer<typeof decisionsSchema>

export type Weakness = { advisory: string; package: string; title: string; severity: string }

/** The advisories of `npm audit --json`, each once. */
export function readAudit(report: unknown): Weakness[] {
  const found = Object.values(reportSchema.parse(report).vulnerabilities).flatMap(({ via }) => via.filter((one) => typeof one !== 'string'))
  const unique = new Map(found.map(({ name, title, url, severity }) => [url, { advisory: url.slice(url.lastIndexOf('/') + 1), package: name, title, severity }]))
  return [...unique.values()]
}

/** Those without a decision that still holds on `today` (YYYY-MM-DD). */
export function undecided(weaknesses: readonly Weakness[], decisions: Decisions, today: string): Weakness[] {
  return weaknesses.filter((one) => !decisions.some((decision) => decision.advisory === one.advisory && decision.package === one.package && decision.until >= today))
}
