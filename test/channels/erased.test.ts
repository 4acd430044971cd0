/** What was erased stays erased, by whatever way it would come back; what the same person says afterwards is welcome. */
import { afterEach, beforeEach, expect, test } from 'vitest'
import { seedDemoCentre } from '../../src/directory/index.ts'
import { erasePerson, openVault } from '../../src/safeguards/index.ts'
import { startSimulator, type Simulator } from '../../src/simulator/index.ts'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'
import { eventually } from '../support/eventually.ts'
import { runService, temporaryDirectory, type RunningService } from '../support/runningService.ts'
import { startTestSpine, textFrom } from '../support/spine.ts'

const MASTER_KEY = Buffer.alloc(32, 7)
let database: TestDatabase
beforeEach(async () => { database = await createTestDatabase() })
afterEach(() => database.drop())

async function erase(channel: string): Promise<void> {
  const pool = database.db.pool
  const { rows } = await pool.query<{ id: string }>('select id from person where channel = $1', [channel])
  const vault = await openVault(pool, [MASTER_KEY])
  for (const { id } of rows) expect(await erasePerson({ pool, vault }, { personId: id, cause: 'withdrawal', askedAt: new Date() })).toMatchObject({ outcome: 'erased' })
}

const rowsOf = async (channel: string) => ({
  keys: (await database.db.pool.query<{ key: string }>(`select event_key as key from message where channel = $1 and direction = 'in' order by seq`, [channel])).rows.map(({ key }) => key),
  people: (await database.db.pool.query('select 1 from person where channel = $1', [channel])).rowCount,
})

test.each(['zalo', 'messenger'] as const)('%s: neither a repeated call nor the talk fetched again after an outage brings back the words of somebody erased', async (channel) => {
  await seedDemoCentre(database.db.prisma)
  const sim: Simulator = await startSimulator()
  const settings = { ...sim.settings(), DATABASE_URL: database.url, DATA_DIR: await temporaryDirectory(), MASTER_KEY: MASTER_KEY.toString('base64') }
  let service: RunningService = await runService(settings)
  try {
    sim.connect(service.url)
    const person = sim[channel].person()
    await person.says('lời đã xóa', { messageId: 'before' })
    await eventually(async () => {
      expect(person.inbox.length).toBe(1)
      expect((await database.db.pool.query('select 1 from outbox')).rowCount).toBe(0)
    })
    await sim.idle()
    await erase(channel)
    const gone = person.chat[0]
    expect(await person.says('lời đã xóa', { messageId: 'before', at: gone?.at ?? 0 })).toMatchObject({ status: 200 })
    expect(await rowsOf(channel)).toEqual({ keys: [], people: 0 })

    await person.says('lại một lời', { messageId: 'again' })
    await eventually(async () => {
      expect(person.inbox.length).toBe(2)
      expect((await database.db.pool.query('select 1 from outbox')).rowCount).toBe(0)
    })
    await sim.idle()
    await service.stop()
    await person.says('lúc mất mạng, rồi xin xóa', { messageId: 'unheard', at: Date.now() - 5_000 })
    await erase(channel)
    await person.says('sau khi xóa, em viết lại', { messageId: 'after', at: Date.now() + 1_000 })
    await database.db.pool.query(`update channel_recovery set up_to = now() - interval '1 hour' where channel = $1`, [channel])
    service = await runService(settings)
    sim.connect(service.url)
    const recovered = async () => (await database.db.pool.query<{ recovered: number }>('select recovered from channel_recovery where channel = $1 and leased_until is null and up_to > now() - interval $$1 minute$$', [channel])).rows[0]?.recovered
    await eventually(async () => expect(await recovered()).toBe(1), { within: 40_000 })
    const { keys, people } = await rowsOf(channel)
    expect({ keys: keys.map((key) => key.split(':').at(-1)), people }).toEqual({ keys: ['after'], people: 1 })
    await eventually(() => expect(person.inbox.length).toBe(3))
  } finally {
    await service.stop()
    await sim.close()
  }
}, 120_000)

test('what waited in the spool while its person was erased makes nobody; what they said later does', async () => {
  const vault = await openVault(database.db.pool, [MASTER_KEY])
  const spine = await startTestSpine(database.url, { vault })
  const follow = { channel: 'zalo', account: 'oa-1', kind: 'follow', body: '{"child":1}', type: 'arrival', externalId: 'child' } as const
  await spine.receiveEvent({ ...follow, eventKey: 'follow-1', at: new Date() })
  await spine.receive(textFrom('child', 'một', 'k-1'))
  await eventually(async () => {
    expect(spine.sent.map(({ text }) => text)).toContain('re: một')
    expect((await database.db.pool.query('select 1 from outbox')).rowCount).toBe(0)
  })
  const before = new Date(Date.now() - 1_000)
  await erase('zalo')
  // The same again, words that nobody had heard yet, a follow of then; and one of now.
  await spine.receiveEvent({ ...follow, eventKey: 'follow-1', at: new Date() })
  await spine.receive(textFrom('child', 'một', 'k-1'))
  for (const item of [textFrom('child', 'một', 'k-1'), { ...textFrom('child', 'chưa ai nghe', 'k-2'), saidAt: before }]) await spine.spool.append({ type: 'message', message: item })
  await spine.spool.append({ type: 'event', event: { ...follow, eventKey: 'follow-0', at: before } })
  await eventually(() => expect(spine.spool.isEmpty()).toBe(true))
  expect(await rowsOf('zalo')).toEqual({ keys: [], people: 0 })
  await spine.spool.append({ type: 'message', message: { ...textFrom('child', 'em viết lại', 'k-3'), saidAt: new Date(Date.now() + 1_000) } })
  await eventually(async () => expect(await rowsOf('zalo')).toEqual({ keys: ['k-3'], people: 1 }))
  await spine.stop()
})
