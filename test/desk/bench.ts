/**
 * The desk at the size of a country: lists, openings and live hints over a large database, encrypted as in real
 * use. `node test/desk/bench.ts [conversations] [messages each]`; 1,000,000 and 10 is issue 5's measure.
 */
import { randomBytes, randomUUID } from 'node:crypto'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { migrate, openDatabase, removeEmbedded, startEmbedded } from '../../src/database/index.ts'
import { COMMUNES } from '../../src/directory/index.ts'
import { createVault } from '../../src/safeguards/index.ts'
import { CATEGORIES } from '../../src/triage/categories.ts'
import { TEST_MASTER_KEY } from '../support/spine.ts'
import { cookiesOf, PASSWORD, startDeskRoom, type TestDesk } from './room.ts'

const CONVERSATIONS = Number(process.argv[2] ?? 100_000)
const MESSAGES = Number(process.argv[3] ?? 10)
/** Every message is sealed under its person's own key, as in real use; only triggers rest while the rows are made. */
const WITHOUT_TRIGGERS = `set session_replication_role = replica`
/** Of all, open at a time: every fourth of them waits. */
const OPEN = Math.min(CONVERSATIONS / 2, 10_000)
const BATCH = 1_000
const ROUNDS = 300
const DESKS = 500

const LEVELS = ['info', 'low', 'medium', 'high', 'emergency']
const WORDS = 'hôm nay em đi học về bị mấy bạn trong lớp trêu em buồn lắm mà không biết kể với ai cả cô ơi em phải làm sao'

const INSERT = `
  with keys as (
    insert into data_key (id, kind, wrapped) select k.id, 'person', k.wrapped from unnest($1::uuid[], $2::bytea[]) as k(id, wrapped)
  ), people as (
    insert into person (id, channel, account, external_hash, external_enc, key_id)
    select p.id, 'zalo', 'oa', p.hash, 'x', p.key from unnest($3::uuid[], $4::bytea[], $1::uuid[]) as p(id, hash, key)
  ), talks as (
    insert into conversation (id, person_id, channel, state, owner_kind, urgency, commune, categories, review, waiting_since, last_seq, first_inbound_at, last_inbound_at, opened_at, closed_at)
    select c.id, c.person, 'zalo', case when c.n < $7 then 'open' else 'closed' end, case when c.n < $7 and c.n % 4 = 0 then 'queue' else 'bot' end::owner_kind,
      ($8::urgency[])[1 + c.n % 5], ($14::text[])[1 + (c.n::bigint * 31) % cardinality($14::text[])], array[($15::text[])[1 + (c.n::bigint * 17) % cardinality($15::text[])]], c.n % 997 = 0, case when c.n < $7 and c.n % 4 = 0 then now() - make_interval(secs => c.n * 7919 % 86400) end, $9,
      now() - make_interval(secs => c.n), now() - make_interval(secs => c.n), now() - make_interval(secs => c.n), case when c.n >= $7 then now() - make_interval(secs => c.n) end
    from unnest($5::uuid[], $3::uuid[], $6::int[]) as c(id, person, n)
  )
  insert into message (id, conversation_id, seq, direction, author, content_enc, channel, account, event_key, said_at, done_at, status)
  select m.id, m.talk, m.seq, case when m.seq % 2 = 1 then 'in' else 'out' end, case when m.seq % 2 = 1 then 'person' else 'bot' end, m.content, 'zalo', 'oa', m.id::text, now(), now(),
    case when m.seq % 2 = 0 then 'sent' end
  from unnest($10::uuid[], $11::uuid[], $12::int[], $13::bytea[]) as m(id, talk, seq, content)`

/** Six signs in every talk that is open, as triage leaves them. */
const SIGNS = `
  insert into evidence (id, conversation_id, message_id, start, "end", cue, level)
  select gen_random_uuid(), m.conversation_id, m.id, n, n + 1, 'cue.' || n, (array['low','medium','high','emergency'])[1 + n % 4]::urgency
  from message m join conversation c on c.id = m.conversation_id, generate_series(0, 2) n where c.state = 'open' and m.seq in (1, 3)`

async function fill(url: string): Promise<void> {
  const vault = createVault(TEST_MASTER_KEY)
  const starts = Array.from({ length: Math.ceil(CONVERSATIONS / BATCH) }, (_, index) => index * BATCH)
  await Promise.all([0, 1].map(async () => {
    const client = new pg.Client({ connectionString: url })
    await client.connect()
    await client.query(WITHOUT_TRIGGERS)
    for (let start = starts.shift(); start !== undefined; start = starts.shift()) {
      const people = Array.from({ length: Math.min(BATCH, CONVERSATIONS - start) }, (_, index) => ({ n: (start ?? 0) + index, person: randomUUID(), talk: randomUUID(), ...vault.newKey() }))
      const said = people.flatMap(({ talk, key }) => Array.from({ length: MESSAGES }, (_, index) => {
        const id = randomUUID()
        return { id, talk, seq: index + 1, content: vault.seal(key, `message.content:${id}`, JSON.stringify({ text: WORDS.slice(0, 20 + (index * 37) % 80) })) }
      }))
      await client.query(INSERT, [
        people.map(({ key }) => key.id), people.map(({ wrapped }) => wrapped), people.map(({ person }) => person), people.map(() => randomBytes(32)),
        people.map(({ talk }) => talk), people.map(({ n }) => n), OPEN, LEVELS, MESSAGES,
        said.map(({ id }) => id), said.map(({ talk }) => talk), said.map(({ seq }) => seq), said.map(({ content }) => content),
        COMMUNES.map(({ code }) => code), Object.keys(CATEGORIES),
      ])
      if (start % 50_000 === 0) process.stderr.write(`\r${start} of ${CONVERSATIONS}`)
    }
    await client.end()
  }))
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  await client.query(SIGNS)
  await client.query('analyze evidence')
  await client.end()
}

/** Milliseconds of `rounds` calls, `at` so many at once. */
async function time(call: () => Promise<unknown>, options: { rounds: number; at: number }): Promise<number[]> {
  const times: number[] = []
  let left = options.rounds
  await Promise.all(Array.from({ length: options.at }, async () => {
    while (left-- > 0) {
      const start = performance.now()
      await call()
      times.push(performance.now() - start)
    }
  }))
  return times
}

function report(what: string, times: number[]): void {
  const sorted = times.toSorted((a, b) => a - b)
  const at = (share: number) => (sorted[Math.floor(share * (sorted.length - 1))] ?? NaN).toFixed(1).padStart(7)
  process.stdout.write(`${what.padEnd(52)} p50 ${at(0.5)}  p95 ${at(0.95)}  max ${at(1)} ms\n`)
}

async function lists(room: TestDesk): Promise<void> {
  const hoa = await room.signIn('counsellor')
  const ok = async (path: string) => {
    const { status } = await hoa.get(path)
    if (status !== 200) throw new Error(`${path}: ${status}`)
  }
  const { rows } = await room.db.pool.query<{ id: string }>('select id from conversation tablesample system (1) limit 2000')
  const anyId = () => rows[Math.floor(Math.random() * rows.length)]?.id ?? ''
  report('yardstick: one signed-in request, no more', await time(() => ok('/me'), { rounds: ROUNDS, at: 1 }))
  for (const view of ['waiting', 'all', 'closed', 'mine', 'waiting&level=low', 'all&channel=zalo&category=A1', `waiting&commune=${COMMUNES[7]?.code}`, `all&commune=${COMMUNES[7]?.code}`, `closed&commune=${COMMUNES[7]?.code}`, 'closed&category=K1', 'closed&level=emergency&channel=zalo', 'all&review=true']) {
    await ok(`/queue?view=${view}`)
    report(`list ${view}, 50 rows, one at a time`, await time(() => ok(`/queue?view=${view}`), { rounds: ROUNDS, at: 1 }))
  }
  report('list waiting, 50 rows, eight at once', await time(() => ok('/queue?view=waiting'), { rounds: ROUNDS, at: 8 }))
  await ok(`/conversations/${anyId()}`)
  report('open: conversation', await time(() => ok(`/conversations/${anyId()}`), { rounds: ROUNDS, at: 1 }))
  report('open: messages', await time(() => ok(`/conversations/${anyId()}/messages`), { rounds: ROUNDS, at: 1 }))
  report('claim', await time(async () => {
    const { status } = await hoa.post('/claim-next')
    if (status !== 200) throw new Error(`claim: ${status}`)
    await room.db.pool.query(`update conversation set owner_kind = 'bot', owner_id = null where state = 'open' and owner_id = $1`, [hoa.me.id])
  }, { rounds: 100, at: 1 }))
}

/** From the commit of a change to its hint at every one of many open desks. */
async function hints(room: TestDesk): Promise<void> {
  const cookie = cookiesOf(await room.trySignIn('counsellor2@demo.local', PASSWORD))
  const heard = new Map<string, { start: number; times: number[] }>()
  const abort = new AbortController()
  await Promise.all(Array.from({ length: DESKS }, async () => {
    const response = await fetch(`${room.url}/desk/api/events`, { headers: { cookie }, signal: abort.signal })
    void (async () => {
      const decoder = new TextDecoder()
      for await (const chunk of response.body ?? []) {
        for (const [, id] of decoder.decode(chunk).matchAll(/"id":"([^"]+)"/g)) {
          const event = heard.get(id ?? '')
          event?.times.push(performance.now() - event.start)
        }
      }
    })().catch(() => undefined)
  }))
  for (let round = 0; round < 40; round += 1) {
    const id = randomUUID()
    heard.set(id, { start: performance.now(), times: [] })
    await room.db.pool.query(`select pg_notify('lang_nghe', $1)`, [JSON.stringify({ kind: 'conversation', id })])
    await new Promise((done) => setTimeout(done, 100))
  }
  abort.abort()
  const events = [...heard.values()]
  process.stdout.write(`hints heard: ${events.reduce((sum, { times }) => sum + times.length, 0)} of ${DESKS * events.length}\n`)
  report(`hint to ${DESKS} desks of one process`, events.flatMap(({ times }) => times))
}

const directory = await mkdtemp(join(tmpdir(), 'desk-bench-'))
const server = await startEmbedded(directory, { settings: ['max_wal_size=4GB', 'shared_buffers=1GB', 'synchronous_commit=off'] })
await migrate(server.url)
const db = openDatabase(server.url)
const began = performance.now()
await fill(server.url)
await db.pool.query('vacuum analyze')
process.stdout.write(`${CONVERSATIONS} conversations, ${CONVERSATIONS * MESSAGES} messages, ${OPEN} open: made in ${Math.round((performance.now() - began) / 1000)} s\n`)
const room = await startDeskRoom({ url: server.url, db, drop: () => db.close() })
try {
  await lists(room)
  await hints(room)
} finally {
  await room.stop()
  await server.stop()
  await removeEmbedded(directory)
}
