import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { makeBom } from './bom.ts'
import { checkLock } from './checkLock.ts'
import { decisionsSchema, readAudit, undecided, undecidedPackages } from './decisions.ts'

const root = join(import.meta.dirname, '..', '..', '..')

test('the bill of materials names what runs, each with version, licence and digest, and nothing of the workshop', async () => {
  const bom = makeBom(JSON.parse(await readFile(join(root, 'package-lock.json'), 'utf8')))
  const named = new Map(bom.components.map((one) => [one.name, one]))
  expect(named.get('express')).toMatchObject({ purl: expect.stringMatching(/^pkg:npm\/express@5\./), licenses: [{ license: { name: 'MIT' } }], hashes: [{ alg: 'SHA-512' }] })
  expect(named.get('@langchain/core')?.purl).toMatch(/^pkg:npm\/%40langchain\/core@/)
  for (const tool of ['vitest', 'playwright-core', 'oxlint']) expect([tool, named.has(tool)]).toEqual([tool, false])
  expect(bom.components.length).toBeGreaterThan(100)
})

const via = (id: string) => ({ source: 1, name: 'axios', title: 'x', url: `https://github.com/advisories/${id}`, severity: 'high' })
const report = { vulnerabilities: { axios: { via: [via('GHSA-aaaa-bbbb-cccc'), via('GHSA-dddd-eeee-ffff')] }, botbuilder: { via: ['axios'] } } }
const decision = { advisory: 'GHSA-aaaa-bbbb-cccc', package: 'axios', decision: 'Never called: the adapter sends nothing by it.', by: 'maintainers', until: '2027-01-31' }

test('a known weakness without a decision, or with one that has run out, is told', () => {
  const weaknesses = readAudit(report)
  expect(weaknesses.map(({ advisory }) => advisory)).toEqual(['GHSA-aaaa-bbbb-cccc', 'GHSA-dddd-eeee-ffff'])
  expect(undecided(weaknesses, { advisories: [decision] }, '2026-11-25').map(({ advisory }) => advisory)).toEqual(['GHSA-dddd-eeee-ffff'])
  expect(undecided(weaknesses, { advisories: [decision] }, '2027-02-01')).toHaveLength(2)
})

const onFile = async () => decisionsSchema.parse(parse(await readFile(join(root, 'docs', 'dependency-decisions.yaml'), 'utf8')))
const json = async (name: string): Promise<unknown> => JSON.parse(await readFile(join(root, name), 'utf8'))

test('the lock file shows what has no digest, comes from elsewhere, runs at install, or stands under another licence', () => {
  const good = { version: '1.0.0', integrity: 'sha512-x', license: 'MIT' }
  const packages = {
    '': {}, 'node_modules/good': good, 'node_modules/soft': { ...good, integrity: 'sha1-x' }, 'node_modules/git': { ...good, resolved: 'git+ssh://git@github.com/x/y.git' },
    'node_modules/runs': { ...good, hasInstallScript: true }, 'node_modules/kept-quiet': { ...good, hasInstallScript: true }, 'node_modules/a/node_modules/viral': { ...good, license: 'AGPL-3.0' }, 'node_modules/old': { ...good, deprecated: 'no longer supported' },
  }
  expect(checkLock({ packages }, { allowScripts: { runs: true } }).map(({ package: name, finding }) => `${name} ${finding}`)).toEqual(['soft no-digest', 'git elsewhere', 'runs runs-script', 'viral licence', 'old deprecated'])
})

test('everything the lock file shows today has a written decision that still holds', async () => {
  const found = checkLock(await json('package-lock.json'), await json('package.json'))
  expect(undecidedPackages(found, await onFile(), new Date().toISOString().slice(0, 10))).toEqual([])
})

test('every decision on file is whole', async () => {
  await expect(onFile()).resolves.toBeDefined()
})
