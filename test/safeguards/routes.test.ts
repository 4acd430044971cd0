import { randomBytes, randomUUID } from 'node:crypto'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readConfig } from '../../src/config.ts'
import { seedDemoCentre } from '../../src/directory/index.ts'
import { createLog } from '../../src/log.ts'
import { accessesSchema, erasedSchema, erasuresSchema, keepingSchema, purgesSchema } from '../../src/safeguards/api.ts'
import { openVault } from '../../src/safeguards/index.ts'
import { createTarget, type Staff } from '../../src/safeguards/attack/target.ts'
import { startService, type Service } from '../../src/service.ts'
import { seedDemoStaff } from '../../src/staff/index.ts'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'
import { tell, type Told } from './story.ts'

const PASSWORD = 'demo-routes-test-2026'
const master = randomBytes(32)
let database: TestDatabase
let service: Service
let head: Staff
let hoa: Staff
let told: (what: Told) => ReturnType<typeof tell>
beforeAll(async () => {
  database = await createTestDatabase()
  await seedDemoCentre(database.db.prisma)
  await seedDemoStaff(database.db, PASSWORD)
  const config = readConfig({ NODE_ENV: 'test', PORT: '0', DATA_DIR: await mkdtemp(join(tmpdir(), 'routes-')), DATABASE_URL: database.url, MASTER_KEY: master.toString('base64') })
  service = await startService({ config, databaseUrl: database.url, log: createLog('silent') })
  const target = createTarget(service.url, { password: PASSWORD })
  ;[head, hoa] = await Promise.all([target.staff('head'), target.staff('counsellor')])
  const vault = await openVault(database.db.pool, [master])
  told = (what) => tell({ pool: database.db.pool, vault, staffId: hoa.id }, what)
})
afterAll(async () => {
  await service.stop()
  await database.drop()
})

async function get<T>(staff: Staff, path: string, schema: { parse(value: unknown): T }): Promise<T> {
  const answer = await staff.ask(path)
  expect([path, answer.status]).toEqual([path, 200])
  return schema.parse(JSON.parse(answer.text))
}

test('a counsellor sees until when a conversation is kept, and that a hold stands; only the head places and lifts it', async () => {
  const { conversationId } = await told({ hoursAgo: 24, closed: 'helped' })
  const path = `/conversations/${conversationId}/keeping`
  const { until, holds } = await get(hoa, path, keepingSchema)
  expect([holds, Math.round((new Date(until ?? 0).getTime() - Date.now()) / 86_400_000)]).toEqual([[], 89])
  expect((await hoa.ask(`/conversations/${conversationId}/holds`, { method: 'POST', json: { reason: 'police' } })).status).toBe(403)
  const placed = await head.ask(`/conversations/${conversationId}/holds`, { method: 'POST', json: { reason: 'police' } })
  const { holds: [hold] } = await get(hoa, path, keepingSchema)
  expect(hold).toMatchObject({ reason: 'police', by: 'Sơn' })
  expect(JSON.parse(placed.text)).toEqual({ id: hold?.id })
  expect((await head.ask(`/holds/${hold?.id}/release`, { method: 'POST', json: {} })).status).toBe(204)
  expect((await get(hoa, path, keepingSchema)).holds).toEqual([])
})

test('the head reads who opened a child\'s file, and that look is logged too; nobody else may', async () => {
  const { conversationId, caseId } = await told({ hoursAgo: 1, closed: 'helped', case: 'new' })
  expect((await hoa.ask(`/conversations/${conversationId}`)).status).toBe(200)
  const lines = async () => (await get(head, `/conversations/${conversationId}/accesses`, accessesSchema)).lines.map(({ by, action }) => [by?.name, action])
  expect(await lines()).toEqual([['Sơn', 'audit.read'], ['Hoa', 'conversation.open']])
  expect((await get(head, `/cases/${caseId}/accesses`, accessesSchema)).lines.map(({ action }) => action)).toEqual(['audit.read', 'audit.read', 'conversation.open'])
  const admin = await createTarget(service.url, { password: PASSWORD }).staff('admin')
  for (const staff of [hoa, admin]) expect((await staff.ask(`/conversations/${conversationId}/accesses`)).status).toBe(403)
})

test('a wish made in the chat, read by the head, erases; a child in a case is not forgotten, and the head learns why', async () => {
  const wish = await told({ hoursAgo: 1 })
  await database.db.pool.query('update conversation set review = true, waiting_since = now() where id = $1', [wish.conversationId])
  expect((await hoa.ask(`/conversations/${wish.conversationId}/erase`, { method: 'POST', json: {} })).status).toBe(403)
  const erase = async (id: string) => erasedSchema.parse(JSON.parse((await head.ask(`/conversations/${id}/erase`, { method: 'POST', json: {} })).text))
  expect(await erase(wish.conversationId)).toEqual({ outcome: 'erased', kept: [] })
  expect((await hoa.ask(`/conversations/${wish.conversationId}`)).status).toBe(404)

  const matter = await told({ hoursAgo: 1, closed: 'helped', case: 'new' })
  expect(await erase(matter.conversationId)).toEqual({ outcome: 'refused', kept: [{ conversationId: matter.conversationId, reason: 'open-case' }] })
  expect((await get(head, '/erasures', erasuresSchema)).requests.map(({ outcome }) => outcome)).toEqual(['refused', 'erased'])
  expect((await get(head, '/purges', purgesSchema)).proofs[0]).toMatchObject({ cause: 'request', class: 'erasure', keysDestroyed: 1, counts: { message: 1 } })
})

test('what does not exist, and what is no reason, is refused', async () => {
  const nobody = randomUUID()
  for (const path of [`/conversations/${nobody}/erase`, `/conversations/${nobody}/holds`, `/cases/${nobody}/holds`, `/holds/${nobody}/release`]) {
    expect([path, (await head.ask(path, { method: 'POST', json: { reason: 'court' } })).status]).toEqual([path, 404])
  }
  expect((await head.ask(`/conversations/${nobody}/keeping`)).status).toBe(404)
  expect((await head.ask(`/conversations/${nobody}/holds`, { method: 'POST', json: { reason: 'vì em ấy' } })).status).toBe(400)
})
