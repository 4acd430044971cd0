/** Known weaknesses of dependencies, each with a written decision: nothing is waved through by silence. */
import * as z from 'zod'
import { LOCK_FINDINGS, type LockFinding } from './checkLock.ts'

const advisory = z.object({ source: z.union([z.number(), z.string()]), name: z.string(), title: z.string(), url: z.string(), severity: z.string() })
const reportSchema = z.object({ vulnerabilities: z.record(z.string(), z.object({ via: z.array(z.union([z.string(), advisory])) })) })

const decided = {
  package: z.string(),
  /** Why it does not touch us, or what was done about it. */
  decision: z.string().min(20),
  by: z.string().min(1),
  /** Looked at again on this day at the latest. */
  until: z.iso.date(),
}
/** docs/dependency-decisions.yaml */
export const decisionsSchema = z.strictObject({
  /** `advisory` as in its address. */
  advisories: z.array(z.strictObject({ advisory: z.string().regex(/^GHSA-[\w-]+$/), ...decided })),
  packages: z.array(z.strictObject({ finding: z.enum(LOCK_FINDINGS), ...decided })),
})
export type Decisions = z.infer<typeof decisionsSchema>

export type Weakness = { advisory: string; package: string; title: string; severity: string }

/** The advisories of `npm audit --json`, each once. */
export function readAudit(report: unknown): Weakness[] {
  const found = Object.values(reportSchema.parse(report).vulnerabilities).flatMap(({ via }) => via.filter((one) => typeof one !== 'string'))
  const unique = new Map(found.map(({ name, title, url, severity }) => [url, { advisory: url.slice(url.lastIndexOf('/') + 1), package: name, title, severity }]))
  return [...unique.values()]
}

/** Those without a decision that still holds on `today` (YYYY-MM-DD). */
export function undecided(weaknesses: readonly Weakness[], { advisories }: Pick<Decisions, 'advisories'>, today: string): Weakness[] {
  return weaknesses.filter((one) => !advisories.some((decision) => decision.advisory === one.advisory && decision.package === one.package && decision.until >= today))
}

/** The same of what the lock file shows. */
export function undecidedPackages(found: readonly LockFinding[], { packages }: Pick<Decisions, 'packages'>, today: string): LockFinding[] {
  return found.filter((one) => !packages.some((decision) => decision.package === one.package && decision.finding === one.finding && decision.until >= today))
}
