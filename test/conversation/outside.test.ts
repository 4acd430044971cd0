import { afterAll, beforeAll, expect, test } from 'vitest'
import { seedDemoCentre } from '../../src/directory/index.ts'
import { createLog } from '../../src/log.ts'
import { readConfig } from '../../src/config.ts'
import { startService, type Service } from '../../src/service.ts'
import { startSimulator, type Simulator } from '../../src/simulator/index.ts'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'
import { eventually } from '../support/eventually.ts'
import { temporaryDirectory } from '../support/runningService.ts'

let database: TestDatabase
let simulator: Simulator
let service: Service

beforeAll(async () => {
  database = await createTestDatabase()
  await seedDemoCentre(database.db.prisma)
  simulator = await startSimulator()
  const config = readConfig({ ...simulator.settings(), NODE_ENV: 'test', PORT: '0', DATA_DIR: await temporaryDirectory() })
  service = await startService({ config, databaseUrl: database.url, log: createLog('silent') })
  simulator.connect(service.url)
})
afterAll(async () => {
  await service.stop()
  await simulator.close()
  await database.drop()
})

const transcript = async () => (await database.db.pool.query<{ author: string }>(`
  select m.author from message m join conversation c on c.id = m.conversation_id order by c.opened_at, m.seq`)).rows.map((row) => row.author)

test('a human who answers in the platform’s own inbox is in the transcript, and the bot stays silent, though danger is still heard', async () => {
  const child = simulator.messenger.person()
  await child.says('chào ạ')
  await eventually(() => expect(child.inbox.length).toBe(1))
  await simulator.messenger.inboxSays(child.id, 'Chào em, chị là tư vấn viên.')
  await eventually(async () => expect(await transcript()).toEqual(['person', 'bot', 'outside']))

  await child.says('ba con dang cam dao ruot me con')
  await eventually(async () => {
    const { rows } = await database.db.pool.query<{ urgency: string; alarms: number }>(
      'select c.urgency, (select count(*)::int from alarm a where a.conversation_id = c.id) as alarms from conversation c')
    expect(rows).toEqual([{ urgency: 'emergency', alarms: 1 }])
  })
  expect(await transcript()).toEqual(['person', 'bot', 'outside', 'person'])

  // The inbox gives the thread back: the bot may speak again.
  await simulator.messenger.inboxPasses(child.id)
  await child.says('alo')
  await eventually(async () => expect((await transcript()).at(-1)).toBe('bot'))
})
