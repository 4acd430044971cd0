import { afterAll, beforeAll, expect, test } from 'vitest'
import { seedDemoCentre } from '../../src/directory/index.ts'
import { startSimulator, type Simulator } from '../../src/simulator/index.ts'
import { createTestDatabase } from '../support/database.ts'
import { eventually } from '../support/eventually.ts'
import { openLine } from '../support/line.ts'
import { runService, temporaryDirectory } from '../support/runningService.ts'
import { SPOOL_POINTS } from '../support/spoolCrash.ts'

const PEOPLE = 6
let simulator: Simulator

// Zalo repeats what got no 200 after 30 s, 5 min, …: here after 0.6 s, 6 s, ….
beforeAll(async () => { simulator = await startSimulator({ retryScale: 0.02 }) })
afterAll(async () => { await simulator.close() })

const SAID = `
  select m.conversation_id as id, array_agg(m.provider_message_id order by m.seq) as said, count(*) filter (where m.done_at is null)::int as open
  from message m where m.direction = 'in' group by 1`

/** Three of the replay's twelve are stored when it dies. */
const IN_THE_MIDDLE = 'after receive'
/** Reached while the database is still away. */
const EARLY: readonly string[] = ['after a line was written', 'after the segment was closed']

test.each([...Object.keys(SPOOL_POINTS), IN_THE_MIDDLE])('killed %s while the database was away: everything is there after the restart, in order and once', async (point) => {
  const database = await createTestDatabase()
  await seedDemoCentre(database.db.prisma)
  const line = await openLine(database.url)
  const environment = { ...simulator.settings(), DATABASE_URL: line.url, DATA_DIR: await temporaryDirectory(), MASTER_KEY: Buffer.alloc(32, 7).toString('base64') }
  const doomed = await runService({ ...environment, CRASH_POINT: point, CRASH_AFTER: '3' })
  simulator.connect(doomed.url)
  line.cut()
  const people = Array.from({ length: PEOPLE }, () => simulator.zalo.person())
  const said = people.map(async (person) => {
    await person.says('Em muốn hỏi một chuyện ạ')
    await person.says('em kể tiếp')
  })
  if (!EARLY.includes(point)) {
    await Promise.all(said)
    line.mend()
  }
  expect(await doomed.ended).toBe('SIGKILL')
  line.mend()

  const next = await runService(environment)
  simulator.connect(next.url)
  await Promise.all(said)
  await eventually(async () => {
    const { rows } = await database.db.pool.query<{ said: string[]; open: number }>(SAID)
    const expected = people.map(({ chat }) => chat.filter(({ author }) => author === 'person').map(({ id }) => id))
    expect(rows.map((row) => row.said.join()).toSorted()).toEqual(expected.map((ids) => ids.join()).toSorted())
    expect(rows.every(({ open }) => open === 0)).toBe(true)
  }, { within: 40_000 })
  await next.stop()
  await line.close()
  await database.drop()
}, 60_000)
