/** F14 (courier's spool): the database goes away under load. The whole service, a wire to PostgreSQL that is cut and mended. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readConfig } from '../../src/config.ts'
import { seedDemoCentre } from '../../src/directory/index.ts'
import { createLog } from '../../src/log.ts'
import { startService, type Service } from '../../src/service.ts'
import { startSimulator, type Simulator } from '../../src/simulator/index.ts'
import { breakable, type Breakable } from '../support/breakable.ts'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'
import { eventually } from '../support/eventually.ts'
import { temporaryDirectory } from '../support/runningService.ts'

let database: TestDatabase
let wire: Breakable
let simulator: Simulator
let service: Service
beforeAll(async () => {
  database = await createTestDatabase()
  await seedDemoCentre(database.db.prisma)
  wire = await breakable(database.url)
  simulator = await startSimulator()
  service = await startService({ config: readConfig({ ...simulator.settings(), NODE_ENV: 'test', PORT: '0', DATA_DIR: await temporaryDirectory() }), databaseUrl: wire.url, log: createLog('silent') })
  simulator.connect(service.url)
})
afterAll(async () => {
  await service.stop()
  await wire.stop()
  await simulator.close()
  await database.drop()
})

test('F14: with the database away under load every message is taken with 200, replayed in order when it is back, none lost, none doubled', async () => {
  const children = Array.from({ length: 12 }, (_, index) => (index % 2 === 0 ? simulator.zalo : simulator.messenger).person())
  const say = (line: number) => Promise.all(children.map((child) => child.says(`dòng ${line}`)))
  const statuses = (await say(1)).map(({ status }) => status)
  wire.cut()
  // Twelve children write on while nothing can be stored; platforms repeat what they like to repeat.
  for (let line = 2; line <= 6; line += 1) statuses.push(...(await say(line)).map(({ status }) => status))
  expect(new Set(statuses)).toEqual(new Set([200]))
  wire.mend()
  const stored = await eventually(async () => {
    const { rows } = await database.db.pool.query<{ person: string; seqs: number; done: number }>(`
      select c.person_id as person, count(*)::int as seqs, count(m.done_at)::int as done
      from message m join conversation c on c.id = m.conversation_id where m.direction = 'in' group by 1`)
    expect(rows.map(({ seqs, done }) => [seqs, done])).toEqual(children.map(() => [6, 6]))
    return rows
  }, { within: 60_000 })
  expect(stored).toHaveLength(12)
  const { rows: order } = await database.db.pool.query<{ ordered: boolean }>(`
    select bool_and(said_at >= earlier) as ordered from (
      select m.said_at, lag(m.said_at) over (partition by m.conversation_id order by m.seq) as earlier from message m where m.direction = 'in'
    ) s where earlier is not null`)
  expect(order).toEqual([{ ordered: true }])
  const { rows: [talks] } = await database.db.pool.query<{ talks: number; people: number }>(`select count(*)::int as talks, count(distinct person_id)::int as people from conversation`)
  expect(talks).toEqual({ talks: 12, people: 12 })
  await eventually(() => { for (const child of children) expect(child.inbox.length).toBeGreaterThan(0) }, { within: 60_000 })
}, 180_000)
