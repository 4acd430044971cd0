/**
 * `npm run -s sbom`: the bill of materials on standard output.
 * `npm run audit:dependencies`: reads the lock file, asks the registry for known weaknesses (npm audit), and holds both
 * against docs/dependency-decisions.yaml. Exit code 1: something has no decision that still holds; 2: the registry gave
 * no answer, so nothing is known about weaknesses.
 */
import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { parse } from 'yaml'
import { makeBom } from './bom.ts'
import { checkLock } from './checkLock.ts'
import { decisionsSchema, readAudit, undecided, undecidedPackages } from './decisions.ts'

const root = join(import.meta.dirname, '..', '..', '..')

async function printBom(): Promise<number> {
  console.log(JSON.stringify(makeBom(JSON.parse(await readFile(join(root, 'package-lock.json'), 'utf8'))), null, 1))
  return 0
}

async function auditDependencies(): Promise<number> {
  const decisions = decisionsSchema.parse(parse(await readFile(join(root, 'docs', 'dependency-decisions.yaml'), 'utf8')))
  const today = new Date().toISOString().slice(0, 10)
  const [lock, manifest]: unknown[] = await Promise.all(['package-lock.json', 'package.json'].map(async (name) => JSON.parse(await readFile(join(root, name), 'utf8'))))
  const found = checkLock(lock, manifest)
  const openPackages = undecidedPackages(found, decisions, today)
  for (const { package: name, finding } of openPackages) console.log(`${finding}  ${name}: no decision`)
  console.log(`Lock file: ${found.length} findings, ${openPackages.length} without a decision.`)
  const report = await askRegistry()
  if (report === undefined) {
    console.error('The registry does not answer to npm audit: nothing is known about weaknesses.')
    return openPackages.length === 0 ? 2 : 1
  }
  const weaknesses = readAudit(report)
  const open = undecided(weaknesses, decisions, today)
  for (const { advisory, package: name, severity, title } of open) console.log(`${severity}  ${name}  ${advisory}  ${title}: no decision`)
  console.log(`${weaknesses.length} known weaknesses, ${open.length} without a decision.`)
  return open.length + openPackages.length === 0 ? 0 : 1
}

/** npm audit ends with code 1 when it finds something: its report is then on standard output all the same. */
async function askRegistry(): Promise<unknown> {
  const run = promisify(execFile)
  const text = await run('npm', ['audit', '--json', '--omit=dev'], { cwd: root, maxBuffer: 64 * 1024 * 1024 })
    .then(({ stdout }) => stdout, (error: { stdout?: string }) => error.stdout ?? '')
  const report: unknown = text === '' ? undefined : JSON.parse(text)
  return typeof report === 'object' && report !== null && 'vulnerabilities' in report ? report : undefined
}

process.exitCode = await (process.argv[2] === 'sbom' ? printBom() : auditDependencies())
