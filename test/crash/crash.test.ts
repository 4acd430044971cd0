import { afterAll, beforeAll, expect, test } from 'vitest'
import { seedDemoCentre } from '../../src/directory/index.ts'
import { startSimulator, type Simulator } from '../../src/simulator/index.ts'
import { CRASH_POINTS } from '../support/crashPoint.ts'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'
import { eventually } from '../support/eventually.ts'
import { runService, temporaryDirectory } from '../support/runningService.ts'

const PEOPLE = 12
/** As many sends as the spine keeps under way. */
const SENDS_AT_ONCE = 8
let simulator: Simulator

// Zalo repeats what got no 200 after 30 s, 5 min, …: here after 0.6 s, 6 s, ….
beforeAll(async () => { simulator = await startSimulator({ retryScale: 0.02 }) })
afterAll(async () => { await simulator.close() })

// What stands in the database for each conversation. `done`: every message of the person worked through.
const OUTCOME = `
  select c.id,
    count(*) filter (where m.direction = 'in')::int as inbound,
    count(*) filter (where m.direction = 'in' and m.done_at is null)::int as open,
    count(*) filter (where m.direction = 'out')::int as replies,
    count(*) filter (where m.direction = 'out' and m.status not in ('sent', 'delivered', 'read'))::int as unsent
  from conversation c join message m on m.conversation_id = c.id group by c.id`

type Outcome = { id: string; inbound: number; open: number; replies: number; unsent: number }

test.each(Object.keys(CRASH_POINTS))('F16: killed %s under load: every message is kept once and answered exactly once after the restart', async (point) => {
  const database: TestDatabase = await createTestDatabase()
  await seedDemoCentre(database.db.prisma)
  const directory = await temporaryDirectory()
  const environment = { ...simulator.settings(), DATABASE_URL: database.url, DATA_DIR: directory, MASTER_KEY: Buffer.alloc(32, 7).toString('base64') }

  const doomed = await runService({ ...environment, CRASH_POINT: point, CRASH_AFTER: '4' })
  simulator.connect(doomed.url)
  const people = Array.from({ length: PEOPLE }, () => simulator.zalo.person())
  const first = people.map((person) => person.says('Em muốn hỏi một chuyện ạ'))
  expect(await doomed.ended).toBe('SIGKILL')

  const next = await runService(environment)
  simulator.connect(next.url)
  // The platform delivers again what got no 200, until it gets one.
  await Promise.all(first)
  // A sender that died holds its lease for half a minute: move the clock of the rows instead of waiting.
  await database.db.pool.query('update outbox set due_at = now()')

  await eventually(async () => {
    const { rows } = await database.db.pool.query<Outcome>(OUTCOME)
    expect(rows).toHaveLength(PEOPLE)
    for (const row of rows) expect(row).toMatchObject({ inbound: 1, open: 0, replies: 1, unsent: 0 })
  }, { within: 30_000 })
  // A bot line whose sender died with the answer unknown goes out once more (send.ts): at most those then under way.
  for (const person of people) expect(person.inbox.length).toBeGreaterThanOrEqual(1)
  expect(people.filter((person) => person.inbox.length > 1).length).toBeLessThanOrEqual(SENDS_AT_ONCE)

  expect(await next.stop()).toBe('0')
  await database.drop()
})
