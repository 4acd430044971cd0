/**
 * Outages of what the service stands on, each by its name in the issue. Platforms and databases are away for seconds here;
 * what would be minutes is brought about by moving due times, never by waiting.
 */
import { mkdir, readdir, symlink } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { seedDemoCentre } from '../../src/directory/index.ts'
import { startSimulator, type Fault, type MetaPerson, type Simulator, type ZaloPerson } from '../../src/simulator/index.ts'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'
import { eventually } from '../support/eventually.ts'
import { openLine, type Line } from '../support/line.ts'
import { runService, temporaryDirectory, type RunningService } from '../support/runningService.ts'

/** `OUTAGE_SECONDS=60 npx vitest run test/channels/outages.test.ts` plays the minute of the issue in full. */
const OUTAGE_MS = Number(process.env['OUTAGE_SECONDS'] ?? 6) * 1_000

let database: TestDatabase
let line: Line
let sim: Simulator
let service: RunningService
let data: string

beforeEach(async () => {
  database = await createTestDatabase()
  await seedDemoCentre(database.db.prisma)
  line = await openLine(database.url)
  sim = await startSimulator()
  data = await temporaryDirectory()
  service = await runService({ ...sim.settings(), DATABASE_URL: line.url, DATA_DIR: data, MASTER_KEY: Buffer.alloc(32, 7).toString('base64') })
  sim.connect(service.url)
}, 60_000)
afterEach(async () => {
  line.mend()
  await service.stop()
  await sim.close()
  await line.close()
  await database.drop()
})

const CHANNELS = ['zalo', 'messenger'] as const
type Channel = (typeof CHANNELS)[number]
type Person = ZaloPerson | MetaPerson
const mine = (person: Person) => person.chat.filter(({ author }) => author === 'person')

/** The first message of each talk that still waits: those behind it wait for it. */
async function outbox(): Promise<{ attempts: number; state: string }[]> {
  return (await database.db.pool.query<{ attempts: number; state: string }>('select distinct on (conversation_id) attempts, state from outbox order by conversation_id, seq')).rows
}

/** Lets ten minutes pass for what waits: each pause at most a minute, so a dozen tries, each made due at once. */
async function tenMinutesPass(): Promise<void> {
  for (let round = 1; round <= 14; round += 1) {
    await database.db.pool.query(`update outbox set due_at = now(), created_at = created_at - interval '50 seconds' where state = 'queued'`)
    await database.db.pool.query(`select pg_notify('lang_nghe', json_build_object('kind', 'outbox', 'id', conversation_id)::text) from outbox`)
    await eventually(async () => expect((await outbox()).filter(({ attempts, state }) => attempts < round || state === 'sending')).toEqual([]), { within: 30_000 })
  }
}

test.each<[Channel, string, Fault]>([
  ['zalo', 'answers 503', { kind: 'status', status: 503 }],
  ['zalo', 'answers 500', { kind: 'status', status: 500 }],
  ['messenger', 'answers 500', { kind: 'status', status: 500 }],
  ['messenger', 'calls it passing', { kind: 'error', code: 2, transient: true }],
])('provider down for 10 minutes: %s %s; afterwards everything arrives, in order, once', async (channel, _what, fault) => {
  sim[channel].faults.always(fault)
  const people = [sim[channel].person(), sim[channel].person()]
  for (const person of people) {
    await person.says('Em chào ạ')
    await eventually(async () => expect((await outbox()).length).toBeGreaterThan(0))
    await person.says('Em muốn hỏi một chuyện ạ')
  }
  await eventually(async () => expect((await outbox()).length).toBeGreaterThanOrEqual(2))
  await tenMinutesPass()
  expect(people.flatMap(({ inbox }) => inbox)).toEqual([])
  sim[channel].faults.clear()
  await database.db.pool.query('update outbox set due_at = now()')
  await eventually(async () => {
    expect(await outbox()).toEqual([])
    for (const { inbox } of people) expect(inbox.length).toBeGreaterThan(0)
  }, { within: 30_000 })
  await sim.idle()
  for (const person of people) {
    const { rows } = await database.db.pool.query<{ id: string; status: string }>(
      `select m.provider_message_id as id, m.status from message m where m.direction = 'out' and m.conversation_id = (select conversation_id from message where provider_message_id = $1 and direction = 'in') order by seq`, [mine(person)[0]?.id])
    expect(person.inbox.map(({ id }) => id)).toEqual(rows.map(({ id }) => id))
    expect(rows.every(({ status }) => status === 'sent')).toBe(true)
  }
}, 120_000)

test.each<[Channel, Fault]>([['zalo', { kind: 'status', status: 429 }], ['zalo', { kind: 'error', code: -32 }], ['messenger', { kind: 'error', code: 4 }]])('429 without a hint (%s): tried again, a little later each time', async (channel, fault) => {
  sim[channel].faults.next(fault, 2)
  const person = sim[channel].person()
  await person.says('Em chào ạ')
  await eventually(() => expect(person.inbox).toHaveLength(1), { within: 20_000 })
  await eventually(async () => expect(await outbox()).toEqual([]))
})

test('429 with a hint is waited out as long as the platform asks, and no longer', async () => {
  sim.zalo.faults.next({ kind: 'status', status: 429, retryAfter: 1 })
  const person = sim.zalo.person()
  await person.says('Em chào ạ')
  await eventually(() => expect(person.inbox).toHaveLength(1), { within: 15_000 })
  sim.zalo.faults.next({ kind: 'status', status: 429, retryAfter: 1_800 })
  const other = sim.zalo.person()
  await other.says('Em chào ạ')
  await eventually(async () => {
    const { rows: [row] } = await database.db.pool.query<{ seconds: number }>(`select extract(epoch from due_at - now())::int as seconds from outbox where state = 'queued'`)
    expect(row?.seconds).toBeGreaterThan(1_700)
  })
})

test.each(CHANNELS)('provider slow for 60 s: %s takes the words and its answer is late; they are said once, and other people are not held up', async (channel) => {
  sim[channel].faults.next({ kind: 'slow', milliseconds: 60_000 })
  const [slow, other] = [sim[channel].person(), sim[channel].person()]
  await slow.says('Em chào ạ')
  await eventually(() => expect(slow.inbox).toHaveLength(1))
  await other.says('Em chào ạ')
  await eventually(() => expect(other.inbox).toHaveLength(1))
  // The platform's own event about it settles it long before its answer.
  await eventually(async () => expect(await outbox()).toEqual([]), { within: 20_000 })
  await sim.idle()
  expect(slow.inbox).toHaveLength(1)
}, 60_000)

test.each(['cut', 'freeze'] as const)('database away for 60 s under load (%s): every word is accepted in time, replayed in order, none lost, none doubled', async (how) => {
  const people = Array.from({ length: 8 }, (_, n) => (n % 2 === 0 ? sim.zalo.person() : sim.messenger.person()))
  for (const person of people) await person.says('Em chào ạ')
  const statuses: number[] = []
  const slowest: number[] = []
  let round = 0
  async function oneRound(): Promise<void> {
    round += 1
    const answers = await Promise.all(people.map((person) => person.says(`em kể câu ${round}`)))
    for (const { status, milliseconds } of answers) {
      statuses.push(status)
      slowest.push(milliseconds)
    }
  }
  await oneRound()
  line[how]()
  // Thirty words a second, as a bad evening brings them; without a pace eight people would write five hundred.
  for (const until = Date.now() + OUTAGE_MS; Date.now() < until;) {
    await oneRound()
    await new Promise((done) => setTimeout(done, 250))
  }
  line.mend()
  await oneRound()

  expect(statuses.filter((status) => status !== 200)).toEqual([])
  expect(round).toBeGreaterThan(4)
  for (const person of people) {
    await eventually(async () => {
      const { rows } = await database.db.pool.query<{ id: string; open: boolean }>(
        `select m.provider_message_id as id, m.done_at is null as open from message m where m.direction = 'in' and m.conversation_id = (select conversation_id from message where provider_message_id = $1 and direction = 'in') order by seq`, [mine(person)[0]?.id])
      expect(rows.map(({ id }) => id)).toEqual(mine(person).map(({ id }) => id))
      expect(rows.some(({ open }) => open)).toBe(false)
    }, { within: 60_000 })
  }
  await eventually(async () => expect(await outbox()).toEqual([]), { within: 60_000 })
  await sim.idle()
  // What was said to them stands in the database once, and reached them once.
  const { rows: said } = await database.db.pool.query<{ id: string | null }>(`select provider_message_id as id from message where direction = 'out' and status in ('sent', 'delivered', 'read')`)
  expect(people.flatMap(({ inbox }) => inbox.map(({ id }) => id)).toSorted()).toEqual(said.map(({ id }) => id).toSorted())
}, 180_000)

test('a database that freezes while the spool is being replayed: 200 calls are answered while it is still frozen, and all are there afterwards, in order', async () => {
  const people = Array.from({ length: 20 }, (_, n) => (n % 2 === 0 ? sim.zalo.person() : sim.messenger.person()))
  const round = async (n: number) => (await Promise.all(people.map((person) => person.says(`em kể câu ${n}`)))).map(({ status }) => status)
  const coded = sim.zalo.person()
  line.freeze()
  // What looks like a code of staff is looked up first: that must not hang either.
  expect(await coded.says('LN-7KQM-3XHP')).toMatchObject({ status: 200 })
  const statuses = await round(1)
  // The replay has begun, and waits for an answer that does not come.
  await eventually(async () => expect((await readdir(join(data, 'spool'))).some((name) => /\.spool\.\d+$/.test(name))).toBe(true))
  for (let n = 2; n <= 10; n += 1) statuses.push(...await round(n))
  expect(statuses).toEqual(Array.from({ length: 200 }, () => 200))
  // Still frozen: none of it is there.
  expect((await database.db.pool.query('select 1 from message')).rowCount).toBe(0)
  line.mend()
  await eventually(async () => {
    const { rows } = await database.db.pool.query<{ said: string[] }>(`select array_agg(provider_message_id order by seq) as said from message where direction = 'in' group by conversation_id`)
    expect(rows.map(({ said }) => said.join()).toSorted()).toEqual([...people, coded].map((person) => mine(person).map(({ id }) => id).join()).toSorted())
  }, { within: 60_000 })
}, 120_000)

test('disk full on the spool: refuses loudly, and takes everything again when there is room or a database', async () => {
  await mkdir(join(data, 'spool'), { recursive: true })
  await symlink('/dev/full', join(data, 'spool', `${service.process.pid}.spool`))
  const person = sim.zalo.person()
  await person.says('Em chào ạ')
  line.cut()
  expect(await person.says('em viết lúc đầy đĩa', { messageId: 'full' })).toMatchObject({ status: 503 })
  line.mend()
  await eventually(async () => expect(await person.says('em viết lúc đầy đĩa', { messageId: 'full' })).toMatchObject({ status: 200 }))
  await eventually(async () => expect((await database.db.pool.query(`select 1 from message where provider_message_id = 'full' and done_at is not null`)).rowCount).toBe(1))
})
