/** After an outage: what people wrote while nobody heard is fetched from the platforms' own lists, once, with its ids and times. */
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
let settings: Record<string, string>

beforeAll(async () => {
  database = await createTestDatabase()
  await seedDemoCentre(database.db.prisma)
  await seedDemoStaff(database.db, 'mật khẩu thử nghiệm')
  sim = await startSimulator()
  settings = { ...sim.settings(), DATABASE_URL: database.url, DATA_DIR: await temporaryDirectory(), MASTER_KEY: Buffer.alloc(32, 7).toString('base64') }
  await start()
})
afterAll(async () => {
  await service.stop()
  await sim.close()
  await database.drop()
})

async function start(): Promise<void> {
  service = await runService(settings)
  sim.connect(service.url)
}

type Row = { id: string; kind: string; said: Date; event: string }
async function inboundOf(channel: string): Promise<Row[]> {
  const { rows } = await database.db.pool.query<Row>(
    `select provider_message_id as id, kind, said_at as said, event_key as event from message where channel = $1 and direction = 'in' order by said_at, seq`, [channel])
  return rows
}

const CHANNELS = ['zalo', 'messenger'] as const

test.each(CHANNELS)('%s: words of the outage arrive when the service is back, with their times, answered, in order, and once', async (channel) => {
  const [known, fresh] = [sim[channel].person(), sim[channel].person()]
  await known.says('trước khi mất mạng')
  await eventually(() => expect(known.inbox.length).toBe(1))
  const before = (await inboundOf(channel)).length
  await service.stop()

  const said = ['em viết lúc không ai nghe', 'có ai không ạ']
  for (const text of said) expect(await known.says(text)).toMatchObject({ status: 0 })
  for (let n = 0; n < 27; n += 1) await fresh.says(`lời thứ ${n}`)
  await fresh.sends('image')
  // As if it had been down for an hour; the first sign of life is that old.
  await database.db.pool.query(`update channel_recovery set up_to = now() - interval '1 hour' where channel = $1`, [channel])
  await start()

  const ids = [...known.chat, ...fresh.chat].filter(({ author }) => author === 'person').map(({ id }) => id)
  await eventually(async () => expect((await inboundOf(channel)).map(({ id }) => id).toSorted()).toEqual(ids.toSorted()), { within: 40_000 })
  await eventually(() => expect(known.inbox.length).toBeGreaterThan(1))
  const rows = await inboundOf(channel)
  const late = known.chat.find(({ text }) => text === said[0])
  const row = rows.find(({ id }) => id === late?.id)
  expect(Math.abs((row?.said.getTime() ?? 0) - (late?.at ?? 0))).toBeLessThan(1_000)
  expect(rows.find(({ id }) => id === fresh.chat.find(({ text }) => text === '[image]')?.id)?.kind).toBe(channel === 'zalo' ? 'image' : 'other')

  // The platform repeats what it could not deliver: the same words are not said twice.
  if (late) await known.says(late.text, { messageId: late.id, at: late.at })
  await sim.idle()
  expect((await inboundOf(channel)).length).toBe(rows.length)
  expect(rows.length - before).toBe(30)
}, 120_000)

test('where nothing was missed nothing is fetched, and nothing at all when the service was not away', async () => {
  const counts = async () => (await database.db.pool.query<{ recovered: number }>('select recovered from channel_recovery order by channel')).rows.map(({ recovered }) => recovered)
  const before = await counts()
  await service.stop()
  await database.db.pool.query(`update channel_recovery set up_to = now() - interval '1 hour'`)
  await start()
  await eventually(async () => expect((await database.db.pool.query(`select 1 from channel_recovery where up_to > now() - interval '1 minute'`)).rowCount).toBe(2), { within: 40_000 })
  expect(await counts()).toEqual(before)
})

test('a platform that does not answer is asked again; until then the gap stays open', async () => {
  const child = sim.zalo.person()
  await service.stop()
  await child.says('em chờ')
  sim.zalo.tokens.revoke()
  await database.db.pool.query(`update channel_recovery set up_to = now() - interval '1 hour' where channel = 'zalo'`)
  await start()
  const open = async () => (await database.db.pool.query(`select 1 from channel_recovery where channel = 'zalo' and up_to < now() - interval '50 minutes' and leased_until is null`)).rowCount
  await eventually(async () => expect((await database.db.pool.query('select 1 from channel_token where failed_at is not null')).rowCount).toBe(1))
  await eventually(async () => expect(await open()).toBe(1))
  const admin = await signInTo(database.db, service.url, 'admin')
  expect((await admin.post('/channels/recover', { channel: 'zalo', hours: 2 })).status).toBe(503)
  expect((await admin.post('/channels/zalo/refresh-token', { refreshToken: sim.zalo.tokens.mint() })).status).toBe(200)
  // An administrator need not wait for the next look.
  expect(await (await admin.post('/channels/recover', { channel: 'zalo', hours: 2 })).json()).toEqual({ recovered: 1 })
  await eventually(() => expect(child.inbox).toHaveLength(1))
  expect((await (await signInTo(database.db, service.url, 'head')).post('/channels/recover', { channel: 'zalo' })).status).toBe(403)
}, 60_000)
