import { randomBytes } from 'node:crypto'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readConfig } from '../../src/config.ts'
import { createPreviewLog } from '../../src/desk/recordPreviews.ts'
import { seedDemoCentre } from '../../src/directory/index.ts'
import { createLog } from '../../src/log.ts'
import { openVault } from '../../src/safeguards/index.ts'
import { startService, type Service } from '../../src/service.ts'
import { seedDemoStaff } from '../../src/staff/index.ts'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'
import { signInTo } from '../support/deskOf.ts'
import { tell } from './story.ts'

const master = randomBytes(32)
let database: TestDatabase
let service: Service
beforeAll(async () => {
  database = await createTestDatabase()
  await seedDemoCentre(database.db.prisma)
  await seedDemoStaff(database.db, 'demo-preview-test-2026')
  const config = readConfig({ NODE_ENV: 'test', PORT: '0', DATA_DIR: await mkdtemp(join(tmpdir(), 'previews-')), DATABASE_URL: database.url, MASTER_KEY: master.toString('base64') })
  service = await startService({ config, databaseUrl: database.url, log: createLog('silent') })
})
afterAll(async () => {
  await service.stop()
  await database.drop()
})

const previews = async (staffId: string) =>
  (await database.db.pool.query<{ id: string }>(`select subject_id as id from access_log where action = 'conversation.preview' and staff_id = $1`, [staffId])).rows.map(({ id }) => id)

test('whoever was shown a child\'s last words in the queue stands in the access log, each once, and not for what they hold themselves', async () => {
  const [hoa, other] = await Promise.all([signInTo(database.db, service.url, 'counsellor'), signInTo(database.db, service.url, 'counsellor2')])
  const vault = await openVault(database.db.pool, [master])
  const waiting = await tell({ pool: database.db.pool, vault, staffId: hoa.id }, { hoursAgo: 1, waiting: true })
  const held = await tell({ pool: database.db.pool, vault, staffId: hoa.id }, { hoursAgo: 1 })
  await database.db.pool.query(`update conversation set owner_kind = 'staff', owner_id = $2 where id = $1`, [held.conversationId, hoa.id])
  for (let n = 0; n < 3; n += 1) expect((await hoa.get('/queue?view=all')).status).toBe(200)
  expect(await previews(hoa.id)).toEqual([waiting.conversationId])
  expect(await previews(other.id)).toEqual([])
  // The list is read once for all who look at the same moment; the log is each one's own.
  await other.get('/queue?view=all')
  expect((await previews(other.id)).toSorted()).toEqual([waiting.conversationId, held.conversationId].toSorted())
})

test('after an hour it is a new look', async () => {
  let now = 0
  const log = createPreviewLog(() => now)
  const written: unknown[] = []
  const pool = new Proxy(database.db.pool, { get: (target, name, self) => (name === 'query' ? (_sql: string, values: unknown[]) => { written.push(values[1]); return Promise.resolve({ rowCount: 1 }) } : Reflect.get(target, name, self)) })
  for (const minutes of [0, 30, 59, 60, 61]) {
    now = minutes * 60_000
    await log(pool, 'hoa', ['a'])
  }
  expect(written).toEqual([['a'], ['a']])
})
