import { randomBytes } from 'node:crypto'
import { createServer } from 'node:http'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readConfig } from '../../src/config.ts'
import { seedDemoCentre } from '../../src/directory/index.ts'
import { createLog } from '../../src/log.ts'
import { ALL_TRIES, attack } from '../../src/safeguards/attack/attack.ts'
import { DESK_ROUTES } from '../../src/safeguards/attack/routes.ts'
import { startService, type Service } from '../../src/service.ts'
import { startSimulator, type Simulator } from '../../src/simulator/index.ts'
import { createStaff, seedDemoStaff } from '../../src/staff/index.ts'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'

const PASSWORD = 'demo-attack-test-2026'
let database: TestDatabase
let simulator: Simulator
let service: Service
beforeAll(async () => {
  database = await createTestDatabase()
  simulator = await startSimulator()
  await seedDemoCentre(database.db.prisma)
  await seedDemoStaff(database.db, PASSWORD)
  await createStaff(database.db, { email: 'analyst@demo.local', name: 'Phân tích', role: 'analyst', password: PASSWORD })
  const directory = await mkdtemp(join(tmpdir(), 'attack-'))
  const config = readConfig({ ...simulator.settings(), NODE_ENV: 'test', PORT: '0', DATA_DIR: directory, DATABASE_URL: database.url, MASTER_KEY: randomBytes(32).toString('base64') })
  service = await startService({ config, databaseUrl: database.url, log: createLog('silent') })
  simulator.connect(service.url)
})
afterAll(async () => {
  await service.stop()
  await simulator.close()
  await database.drop()
})

test('the script knows every route of the desk', () => {
  const filled = service.deskRoutes.filter(({ action }) => action !== undefined).map(({ method, path }) => `${method.toUpperCase()} ${path.replaceAll(/:\w+/g, '00000000-0000-4000-8000-0000000000ff')}`)
  const known = new Set(DESK_ROUTES.map(([method, path]) => `${method} ${path}`))
  expect(filled.filter((route) => !known.has(route)).toSorted()).toEqual([])
})

test('every try of an attacker is refused: webhooks, bodies, paths, headers, sessions, others\' matters, guessing', async () => {
  const { ZALO_APP_ID, ZALO_OA_ID, ZALO_OA_SECRET_KEY, MESSENGER_PAGE_ID, MESSENGER_APP_SECRET } = simulator.settings()
  const outcomes = await attack(service.url, {
    password: PASSWORD,
    zalo: { appId: ZALO_APP_ID, oaId: ZALO_OA_ID, secretKey: ZALO_OA_SECRET_KEY },
    messenger: { pageId: MESSENGER_PAGE_ID, appSecret: MESSENGER_APP_SECRET },
  })
  expect(outcomes.filter(({ held }) => !held).map(({ area, name, saw }) => `${area}: ${name} [${saw}]`)).toEqual([])
  expect(outcomes.filter(({ skipped }) => skipped)).toEqual([])
  expect(outcomes).toHaveLength(ALL_TRIES.length)
}, 180_000)

test('the script tells a careless service from ours: what answers 200 to everything is full of findings', async () => {
  const careless = createServer((_request, response) => { response.writeHead(200, { 'x-powered-by': 'careless', 'access-control-allow-origin': '*' }).end('{"token":"x","status":"ok"}') })
  await new Promise<void>((done) => careless.listen(0, '127.0.0.1', () => done()))
  const address = careless.address()
  const outcomes = await attack(`http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`, {})
  careless.closeAllConnections()
  careless.close()
  const tried = outcomes.filter(({ skipped }) => !skipped)
  expect(tried.filter(({ held }) => !held).length).toBeGreaterThan(tried.length * 0.6)
}, 120_000)
