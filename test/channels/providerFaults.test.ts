/** The whole service while Zalo and Meta misbehave: nothing lost, nothing doubled, and the desk knows. */
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { seedDemoCentre } from '../../src/directory/index.ts'
import { startSimulator, type Fault, type MetaPerson, type Simulator, type ZaloPerson } from '../../src/simulator/index.ts'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'
import { eventually } from '../support/eventually.ts'
import { runService, temporaryDirectory, type RunningService } from '../support/runningService.ts'

let database: TestDatabase
let sim: Simulator
let service: RunningService

beforeAll(async () => {
  database = await createTestDatabase()
  await seedDemoCentre(database.db.prisma)
  sim = await startSimulator({ receipts: true })
  service = await runService({ ...sim.settings(), DATABASE_URL: database.url, DATA_DIR: await temporaryDirectory(), MASTER_KEY: Buffer.alloc(32, 7).toString('base64') })
  sim.connect(service.url)
})
afterAll(async () => {
  await service.stop()
  await sim.close()
  await database.drop()
})
afterEach(() => {
  sim.zalo.faults.clear()
  sim.messenger.faults.clear()
})

const CHANNELS = ['zalo', 'messenger'] as const
type Channel = (typeof CHANNELS)[number]
type Sent = { status: string; error_code: string | null; provider_message_id: string | null; attempts: number | null }

/** Every message of ours to whoever is newest on a channel, in order. */
async function sentOf(providerMessageId: string): Promise<Sent[]> {
  const { rows } = await database.db.pool.query<Sent>(
    `select m.status, m.error_code, m.provider_message_id, o.attempts
     from message m left join outbox o on o.message_id = m.id
     where m.direction = 'out' and m.conversation_id = (select conversation_id from message where provider_message_id = $1 and direction = 'in')
     order by m.seq`, [providerMessageId])
  return rows
}

async function writes(channel: Channel, faults: Fault[]): Promise<{ person: ZaloPerson | MetaPerson; sent: () => Promise<Sent[]> }> {
  for (const fault of faults) sim[channel].faults.next(fault)
  const person = sim[channel].person()
  expect(await person.says('Em muốn hỏi một chuyện ạ')).toMatchObject({ status: 200 })
  return { person, sent: () => sentOf(person.chat[0]?.id ?? '') }
}

test.each(CHANNELS)('%s: an answer goes out once, and is known to have arrived', async (channel) => {
  const { person, sent } = await writes(channel, [])
  await eventually(async () => expect((await sent())[0]).toMatchObject({ status: 'delivered', provider_message_id: person.inbox[0]?.id }))
  expect(person.inbox).toHaveLength(1)
})

test.each(CHANNELS)('%s: what the person has read is known as read', async (channel) => {
  const { person, sent } = await writes(channel, [])
  await eventually(() => expect(person.inbox).toHaveLength(1))
  await eventually(async () => expect((await sent())[0]?.status).toMatch(/sent|delivered/))
  await person.sees()
  await eventually(async () => expect((await sent())[0]).toMatchObject({ status: 'read' }))
})

test('Messenger: a message taken back stays, with a mark', async () => {
  const { person } = await writes('messenger', [])
  const said = person.chat[0]?.id ?? ''
  await sim.messenger.person(person.id).unsends(said)
  await eventually(async () => {
    const { rows } = await database.db.pool.query<{ unsent: boolean; kept: number }>('select unsent_at is not null as unsent, length(content_enc) as kept from message where provider_message_id = $1', [said])
    expect(rows).toEqual([{ unsent: true, kept: expect.any(Number) }])
  })
})

test.each(CHANNELS)('%s: down, then slow, then asking for patience: the answer arrives once', async (channel) => {
  const { person, sent } = await writes(channel, [{ kind: 'status', status: 503 }, { kind: 'status', status: 429, retryAfter: 1 }])
  await eventually(async () => expect((await sent())[0]).toMatchObject({ status: 'delivered' }), { within: 30_000 })
  expect(person.inbox).toHaveLength(1)
})

test.each(CHANNELS)('%s: down for a while under many people: all are answered once, in the end', async (channel) => {
  sim[channel].faults.always({ kind: 'status', status: 503 })
  const people = await Promise.all(Array.from({ length: 15 }, () => writes(channel, [])))
  for (const { sent } of people) await eventually(async () => expect((await sent())[0]?.attempts).toBeGreaterThanOrEqual(2), { within: 30_000 })
  sim[channel].faults.clear()
  // Instead of waiting for the next try: it is due now.
  await database.db.pool.query(`update outbox set due_at = now() where state = 'queued'`)
  for (const { person } of people) await eventually(() => expect(person.inbox).toHaveLength(1), { within: 30_000 })
  await sim.idle()
  expect(people.map(({ person }) => person.inbox.length)).toEqual(people.map(() => 1))
})

test.each(CHANNELS)('%s: taken, and the line drops before the answer: said once, and the echo settles it', async (channel) => {
  const { person, sent } = await writes(channel, [{ kind: 'drop-after' }])
  await eventually(async () => expect((await sent())[0]).toMatchObject({ status: expect.stringMatching(/^(sent|delivered)$/), provider_message_id: person.inbox[0]?.id }))
  expect(person.inbox).toHaveLength(1)
})

test('Zalo: buttons refused, printed instead, and the line drops: said once, and the echo settles it', async () => {
  const { person, sent } = await writes('zalo', [{ kind: 'error', code: -201 }, { kind: 'drop-after' }])
  await eventually(async () => expect((await sent())[0]).toMatchObject({ status: expect.stringMatching(/^(sent|delivered)$/), provider_message_id: person.inbox[0]?.id }))
  expect(person.inbox).toMatchObject([{ text: expect.stringContaining('\n1. '), buttons: [] }])
})

test.each<[Channel, string, Fault, string]>([
  ['zalo', 'blocked', { kind: 'error', code: -244 }, 'blocked'],
  ['zalo', 'silent for a week', { kind: 'error', code: -230 }, 'window-closed'],
  ['zalo', 'out of quota', { kind: 'error', code: -211 }, 'quota'],
  ['messenger', 'blocked', { kind: 'error', code: 551, subcode: 1545041 }, 'blocked'],
  ['messenger', 'outside the window', { kind: 'error', code: 10, subcode: 2018278 }, 'window-closed'],
  ['messenger', 'token withdrawn', { kind: 'error', code: 190, subcode: 460 }, 'token'],
])('%s, %s: it fails at once, with its reason', async (channel, _name, fault, code) => {
  const { person, sent } = await writes(channel, [fault])
  await eventually(async () => expect((await sent())[0]).toMatchObject({ status: 'failed', error_code: code }))
  expect(person.inbox).toEqual([])
})

test('Zalo’s token dies under many people at once: one refresh, and all are answered', async () => {
  const before = sim.zalo.tokens.refreshes()
  sim.clock.advance(26 * 3_600_000)
  const people = await Promise.all(Array.from({ length: 10 }, () => writes('zalo', [])))
  for (const { person } of people) await eventually(() => expect(person.inbox).toHaveLength(1))
  expect(sim.zalo.tokens.refreshes()).toBe(before + 1)
})
