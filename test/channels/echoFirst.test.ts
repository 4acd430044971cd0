/** A platform may tell of our message, and of its arrival, before it answers the call that sent it. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { seedDemoCentre } from '../../src/directory/index.ts'
import { startSimulator, type Simulator } from '../../src/simulator/index.ts'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'
import { eventually } from '../support/eventually.ts'
import { runService, temporaryDirectory, type RunningService } from '../support/runningService.ts'

let database: TestDatabase
let sim: Simulator
let service: RunningService

beforeAll(async () => {
  database = await createTestDatabase()
  await seedDemoCentre(database.db.prisma)
  sim = await startSimulator({ echoes: 'before', receipts: true })
  service = await runService({ ...sim.settings(), DATABASE_URL: database.url, DATA_DIR: await temporaryDirectory(), MASTER_KEY: Buffer.alloc(32, 7).toString('base64') })
  sim.connect(service.url)
})
afterAll(async () => {
  await service.stop()
  await sim.close()
  await database.drop()
})

const SENT = `
  select m.status, m.provider_message_id as id, exists (select 1 from outbox o where o.message_id = m.id) as waiting
  from message m where m.direction = 'out' and m.conversation_id = (select conversation_id from message where provider_message_id = $1 and direction = 'in')`

test.each(['zalo', 'messenger'] as const)('%s: the message is one, has its id, stays delivered, and is not sent again', async (channel) => {
  const person = sim[channel].person()
  await person.says('Em muốn hỏi một chuyện ạ')
  await eventually(async () => {
    const { rows } = await database.db.pool.query<{ status: string; id: string; waiting: boolean }>(SENT, [person.chat[0]?.id])
    expect(rows).toEqual([{ status: 'delivered', id: person.inbox[0]?.id, waiting: false }])
  })
  await sim.idle()
  expect(person.inbox).toHaveLength(1)
})
