import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { makeBom } from './bom.ts'
import { decisionsSchema, readAudit, undecided } from './decisions.ts'

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
  expect(undecided(weaknesses, [decision], '2026-11-25').map(({ advisory }) => advisory)).toEqual(['GHSA-dddd-eeee-ffff'])
  expect(undecided(weaknesses, [decision], '2027-02-01')).toHaveLength(2)
})

test('every decision on file is whole', async () => {
  const onFile: unknown = parse(await readFile(join(root, 'docs', 'dependency-decisions.yaml'), 'utf8'))
  expect(() => decisionsSchema.parse(onFile)).not.toThrow()
})
