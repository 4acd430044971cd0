/** The whole service with a second reader turned on by its settings alone. */
import { randomBytes } from 'node:crypto'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readConfig } from '../../src/config.ts'
import { seedDemoCentre } from '../../src/directory/index.ts'
import { createLog } from '../../src/log.ts'
import { startService } from '../../src/service.ts'
import { createTestDatabase } from '../support/database.ts'
import { webChild } from '../support/deskBrowser.ts'
import { eventually } from '../support/eventually.ts'
import { opinion, startStandIn } from './standIn.ts'

const LLM = { LLM_BASE_URL: 'http://127.0.0.1:9/v1/', LLM_MODEL: 'm' }

test('a child writes in the web chat, is answered, and the model raises what the rules did not hear', async () => {
  const [database, standIn] = [await createTestDatabase(), await startStandIn()]
  standIn.reply = opinion({ level: 'emergency', categories: ['A3'], quotes: ['con mèo nhà em'] })
  await seedDemoCentre(database.db.prisma)
  const config = readConfig({
    LLM_BASE_URL: standIn.url, LLM_MODEL: 'm', LLM_API_KEY: 'key-of-the-test',
    NODE_ENV: 'test', PORT: '0', DATA_DIR: await mkdtemp(join(tmpdir(), 'second-')), DATABASE_URL: database.url, MASTER_KEY: randomBytes(32).toString('base64'),
  })
  const service = await startService({ config, databaseUrl: database.url, log: createLog('silent') })
  try {
    const child = await webChild(service.url)
    await child.says('con mèo nhà em màu vàng')
    await eventually(async () => (await child.heard()).length > 0)
    await eventually(async () => {
      const { rows } = await database.db.pool.query('select c.urgency, (select count(*)::int from alarm a where a.conversation_id = c.id) as alarms from conversation c')
      expect(rows).toEqual([{ urgency: 'emergency', alarms: 1 }])
    })
    expect(standIn.asked[0]).toContain('Bearer key-of-the-test')
    expect(await (await fetch(`${service.url}/metrics`)).text()).toContain('lang_nghe_second_reader_total{outcome="opinion"} 1')
  } finally {
    await service.stop()
    await standIn.stop()
    await database.drop()
  }
})

test.each<[string, Record<string, string>, RegExp]>([
  ['a server without a model', { LLM_BASE_URL: LLM.LLM_BASE_URL }, /^LLM_MODEL is missing/],
  ['a model without a server', { LLM_MODEL: 'm' }, /^LLM_BASE_URL is missing/],
  ['an address that is none', { ...LLM, LLM_BASE_URL: 'localhost' }, /^LLM_BASE_URL is not usable/],
  ['more patience than a child has', { ...LLM, LLM_TIMEOUT_MS: '10000' }, /^LLM_TIMEOUT_MS is not usable/],
  ['prompts traced elsewhere', { ...LLM, LANGSMITH_TRACING: 'true' }, /^LANGSMITH_TRACING must not be set/],
  ['prompts sent through somebody', { ...LLM, LANGSMITH_GATEWAY: 'https://gateway.example' }, /^LANGSMITH_GATEWAY must not be set/],
])('refuses to start with %s', (_what, env, sentence) => {
  expect(() => readConfig(env)).toThrow(sentence)
})

test('off unless both are set; the address loses its last slash', () => {
  expect(readConfig({ LLM_BASE_URL: '', LLM_MODEL: ' ' })).not.toHaveProperty('LLM_MODEL')
  expect(readConfig(LLM)).toMatchObject({ LLM_BASE_URL: 'http://127.0.0.1:9/v1', LLM_TIMEOUT_MS: 3_000 })
  expect(readConfig({ LANGSMITH_TRACING: 'true' })).toBeDefined()
})
