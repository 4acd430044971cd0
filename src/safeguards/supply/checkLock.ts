/**
 * What the lock file alone tells, without a registry: where a package comes from, whether its bytes are fixed by a digest,
 * whether it runs a script at install, under what licence it stands. It says nothing about known weaknesses: only the
 * registry knows those (decisions.ts).
 */
import * as z from 'zod'

const entry = z.object({
  version: z.string().optional(), resolved: z.string().optional(), integrity: z.string().optional(), license: z.string().optional(), deprecated: z.string().optional(),
  dev: z.boolean().optional(), optional: z.boolean().optional(), link: z.boolean().optional(), hasInstallScript: z.boolean().optional(),
})
const lockSchema = z.object({ packages: z.record(z.string(), entry) })
const manifestSchema = z.object({ allowScripts: z.record(z.string(), z.boolean()).default({}) })

/** no-digest: its bytes may change. elsewhere: not from the registry. runs-script: something of it runs at install. */
export const LOCK_FINDINGS = ['no-digest', 'elsewhere', 'runs-script', 'licence', 'deprecated'] as const
export type LockFinding = { package: string; finding: (typeof LOCK_FINDINGS)[number] }

/** Licences that ask for nothing but their own text to be kept. */
const FREE = new Set(['MIT', 'MIT-0', 'ISC', 'MIT and ISC', 'Apache-2.0', 'BSD-2-Clause', 'BSD-3-Clause', '0BSD', 'Unlicense', 'BlueOak-1.0.0', 'CC0-1.0', 'Python-2.0'])
const REGISTRY = /^https:\/\/registry\.npmjs\.org\//
const MODULES = 'node_modules/'

/** @param lock package-lock.json @param manifest package.json; both parsed */
export function checkLock(lock: unknown, manifest: unknown): LockFinding[] {
  const { allowScripts } = manifestSchema.parse(manifest)
  const found = Object.entries(lockSchema.parse(lock).packages).flatMap(([path, one]) => {
    if (path === '' || one.link === true) return []
    const name = path.slice(path.lastIndexOf(MODULES) + MODULES.length)
    const findings: LockFinding['finding'][] = []
    if (one.integrity?.startsWith('sha512-') !== true) findings.push('no-digest')
    if (one.resolved !== undefined && !REGISTRY.test(one.resolved)) findings.push('elsewhere')
    // npm runs the scripts of those in `allowScripts` and of no others.
    if (one.hasInstallScript === true && allowScripts[name] === true) findings.push('runs-script')
    if (one.dev !== true && !FREE.has(one.license ?? '')) findings.push('licence')
    if (one.deprecated !== undefined) findings.push('deprecated')
    return findings.map((finding): LockFinding => ({ package: name, finding }))
  })
  return [...new Map(found.map((one) => [`${one.package} ${one.finding}`, one])).values()]
}
