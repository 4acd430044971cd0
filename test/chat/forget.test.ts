/** The whole service: a child who asks that what was said be deleted closes the way back at once. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { seedDemoCentre } from '../../src/directory/index.ts'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'
import { eventually } from '../support/eventually.ts'
import { runService, temporaryDirectory, type RunningService } from '../support/runningService.ts'

let database: TestDatabase
let service: RunningService
beforeAll(async () => {
  database = await createTestDatabase()
  await seedDemoCentre(database.db.prisma)
  service = await runService({ DATABASE_URL: database.url, DATA_DIR: await temporaryDirectory(), MASTER_KEY: Buffer.alloc(32, 7).toString('base64') })
})
afterAll(async () => {
  await service.stop()
  await database.drop()
})

test('“xóa những gì em nói” ends the code to come back by', async () => {
  const api = (path: string, token?: string, body?: object) => fetch(`${service.url}/chat/api${path}`, {
    method: 'POST', headers: { 'content-type': 'application/json', ...(token === undefined ? {} : { authorization: `Bearer ${token}` }) }, body: JSON.stringify(body ?? {}),
  })
  const { token }: { token: string } = await (await api('/session')).json()
  const say = async (text: string, answers: number) => {
    expect((await api('/messages', token, { clientId: crypto.randomUUID(), text })).status).toBe(202)
    await eventually(async () => expect((await database.db.pool.query(`select 1 from message where direction = 'in' and done_at is not null`)).rowCount).toBe(answers))
  }
  await say('Em chào ạ', 1)
  const { code }: { code: string } = await (await api('/return-code', token)).json()
  expect((await api('/return', undefined, { code })).status).toBe(200)
  await say('xóa những gì em nói', 2)
  // The bot asks whether they are sure.
  if ((await database.db.pool.query('select 1 from return_code')).rowCount) await say('có', 3)
  expect((await api('/return', undefined, { code })).status).toBe(404)
  expect((await database.db.pool.query('select 1 from return_code')).rowCount).toBe(0)
})
