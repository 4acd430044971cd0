/** What a list and an opening cost with and without encryption, and with and without the access log: side by side, in turns. */
import { randomUUID } from 'node:crypto'
import { queueQuerySchema } from '../../src/desk/api.ts'
import { readConversation } from '../../src/desk/readConversation.ts'
import { readMessages } from '../../src/desk/readMessages.ts'
import { createQueueReader } from '../../src/desk/listQueue.ts'
import type { Desk } from '../../src/desk/desk.ts'
import { readCentre, seedDemoCentre } from '../../src/directory/index.ts'
import { openDatabase, listen, type Database } from '../../src/database/index.ts'
import { createLog } from '../../src/log.ts'
import { createMetrics } from '../../src/metrics.ts'
import type { Vault } from '../../src/safeguards/index.ts'
import type { SignedIn } from '../../src/staff/index.ts'
import { addStaff, tell } from './story.ts'

const TALKS = 200
const MESSAGES = 30
const ROUNDS = 60
const TEXT = 'Em tên Lan, hôm qua ở lớp các bạn không chơi với em, em buồn lắm cô ơi.'

type Side = { desk: Desk; channel: 'web' | 'zalo'; ids: string[] }
export type Bench = { url: string; vault: Vault; bare: Vault; say: (what: string, figure: string) => void }

/** The same rows twice, sealed and bare, in a channel each; every figure is the median of its rounds, taken in turns. */
export async function measureLists({ url, vault, bare, say }: Bench): Promise<void> {
  const db = openDatabase(url)
  const notices = listen(url)
  await seedDemoCentre(db.prisma)
  const centre = await readCentre(db.prisma)
  const desk = (of: Vault): Desk => ({ db, vault: of, config: { production: false, PUBLIC_URL: undefined }, metrics: createMetrics(), log: createLog('silent'), notices, centre: () => centre })
  const staff = await looker(db)
  const plain = await side({ desk: desk(bare), channel: 'zalo', ids: [] }, staff.id)
  const sealed = await side({ desk: desk(vault), channel: 'web', ids: [] }, staff.id)
  let opened = 0
  await report(say, 'a page of 50 of the queue', {
    'with everything, a first look': async () => list(sealed)(await looker(db)),
    'with everything, again': again(sealed, staff),
    'without encryption and log line': again(plain, staff),
  })
  await report(say, `a talk of ${MESSAGES} messages`, {
    'with everything, a first opening': () => open(sealed, staff, sealed.ids[opened++ % TALKS] ?? ''),
    'with everything, again': () => open(sealed, staff, sealed.ids[0] ?? ''),
    'without encryption and log line': () => open(plain, staff, plain.ids[0] ?? ''),
  })
  await notices.stop()
  await db.close()
}

const KEY = 'select k.id as "keyId", k.wrapped from data_key k join person p on p.key_id = k.id join conversation c on c.person_id = p.id where c.id = $1'
const MORE = `
  insert into message (id, conversation_id, seq, direction, author, content_enc, channel, account, event_key, said_at, done_at)
  select id, $1, seq, 'in', 'person', content, $2, 'oa-1', id::text, now(), now() from unnest($3::uuid[], $4::int[], $5::bytea[]) as m(id, seq, content)`

async function side(of: Side, staffId: string): Promise<Side> {
  const { desk: { db: { pool }, vault }, channel, ids } = of
  for (let n = 0; n < TALKS; n += 1) {
    const { conversationId } = await tell({ pool, vault, staffId }, { channel, hoursAgo: 1, waiting: true, text: TEXT })
    const { rows: [row] } = await pool.query<{ keyId: string; wrapped: Buffer }>(KEY, [conversationId])
    if (!row) throw new Error('the talk is there')
    const key = vault.unwrap(row.keyId, row.wrapped)
    const more = Array.from({ length: MESSAGES - 1 }, (_, index) => ({ id: randomUUID(), seq: index + 2 }))
    await pool.query(MORE, [conversationId, channel, more.map(({ id }) => id), more.map(({ seq }) => seq), more.map(({ id }) => vault.seal(key, `message.content:${id}`, JSON.stringify({ text: TEXT })))])
    ids.push(conversationId)
  }
  return of
}

async function looker(db: Database): Promise<SignedIn> {
  const id = await addStaff(db.pool)
  return { id, name: 'Hoa', role: 'counsellor', locale: 'vi', csrfToken: '', secondFactor: false, proved: false, focal: false }
}

/** A reader that remembers no look: each is written to the log. */
function list({ desk, channel }: Side): (staff: SignedIn) => Promise<unknown> {
  const read = createQueueReader(desk)
  return (staff) => read(staff, queueQuerySchema.parse({ channel }))
}

function again(of: Side, staff: SignedIn): () => Promise<unknown> {
  const read = list(of)
  return () => read(staff)
}

async function open({ desk }: Side, staff: SignedIn, id: string): Promise<void> {
  await readConversation(desk, staff, id)
  await readMessages(desk, staff, id, {})
}

async function report(say: Bench['say'], what: string, ways: Record<string, () => Promise<unknown>>): Promise<void> {
  const times = new Map(Object.keys(ways).map((name) => [name, [] as number[]]))
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const [name, way] of Object.entries(ways)) {
      const started = performance.now()
      await way()
      times.get(name)?.push(performance.now() - started)
    }
  }
  for (const [name, taken] of times) say(`${what}: ${name}`, `${(taken.toSorted((a, b) => a - b)[Math.trunc(taken.length / 2)] ?? 0).toFixed(1)} ms`)
}
