/** A counsellor's typing shows on Messenger; the machine's never does, and nothing of the kind goes to Zalo. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { seedDemoCentre } from '../../src/directory/index.ts'
import { startSimulator, type Simulator } from '../../src/simulator/index.ts'
import { seedDemoStaff } from '../../src/staff/index.ts'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'
import { signInTo } from '../support/deskOf.ts'
import { eventually } from '../support/eventually.ts'
import { runService, temporaryDirectory, type RunningService } from '../support/runningService.ts'

let database: TestDatabase
let sim: Simulator
let service: RunningService
let second: RunningService

beforeAll(async () => {
  database = await createTestDatabase()
  await seedDemoCentre(database.db.prisma)
  await seedDemoStaff(database.db, 'mật khẩu thử nghiệm')
  sim = await startSimulator()
  const settings = { ...sim.settings(), DATABASE_URL: database.url, MASTER_KEY: Buffer.alloc(32, 7).toString('base64') }
  service = await runService({ ...settings, DATA_DIR: await temporaryDirectory() })
  second = await runService({ ...settings, DATA_DIR: await temporaryDirectory() })
  sim.connect(service.url)
})
afterAll(async () => {
  await Promise.all([service.stop(), second.stop()])
  await sim.close()
  await database.drop()
})

const dotsOf = (channel: 'zalo' | 'messenger', id: string) => sim[channel].people.find(id)?.dots

test('the three dots come with a human who types, and with nobody else, once however many processes hear of it', async () => {
  const [child, onZalo] = [sim.messenger.person(), sim.zalo.person()]
  const desk = await signInTo(database.db, service.url, 'counsellor')
  for (const person of [child, onZalo]) {
    await person.says('Em muốn gặp người thật')
    await eventually(() => expect(person.inbox.length).toBeGreaterThan(0))
  }
  expect([dotsOf('messenger', child.id), dotsOf('zalo', onZalo.id)]).toEqual([0, 0])
  const { rows } = await database.db.pool.query<{ id: string; channel: string }>('select id, channel from conversation')
  for (const { id, channel } of rows.toSorted((a) => (a.channel === 'zalo' ? -1 : 1))) {
    // Somebody who only looks, and whose talk it is not.
    expect((await desk.post('/presence', { viewing: id, typing: true })).status).toBe(204)
    expect((await desk.post(`/conversations/${id}/claim`, {})).status).toBe(200)
    await desk.post('/presence', { viewing: id, typing: false })
    await desk.post('/presence', { viewing: id, typing: true })
    if (channel === 'messenger') await eventually(() => expect(dotsOf('messenger', child.id)).toBe(1))
  }
  expect(dotsOf('zalo', onZalo.id)).toBe(0)
  // Both processes hear each desk's sign; what is said next is heard by both after it, and reaches the phone.
  for (const typing of [false, true]) await desk.post('/presence', { viewing: rows.find(({ channel }) => channel === 'messenger')?.id, typing })
  await child.says('dạ em chờ')
  await eventually(async () => expect((await database.db.pool.query('select 1 from message where done_at is null and direction = $1', ['in'])).rowCount).toBe(0))
  await sim.idle()
  expect(dotsOf('messenger', child.id)).toBe(1)
})
