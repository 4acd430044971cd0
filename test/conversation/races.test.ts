import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'
import { eventually } from '../support/eventually.ts'
import { startTestSpine, textFrom } from '../support/spine.ts'

let database: TestDatabase
let first: Awaited<ReturnType<typeof startTestSpine>>
let second: Awaited<ReturnType<typeof startTestSpine>>

beforeAll(async () => {
  database = await createTestDatabase()
  // Two instances on one database, as in production.
  first = await startTestSpine(database.url)
  second = await startTestSpine(database.url)
})
afterAll(async () => {
  await first.stop()
  await second.stop()
  await database.drop()
})

const outOf = (person: string) => [...first.sent, ...second.sent].filter((message) => message.to.externalId === person).map((message) => message.text)
const count = async (sql: string) => Number((await database.db.pool.query<{ count: string }>(sql)).rows[0]?.count)

test('one provider event delivered five times at once is one row and one reply', async () => {
  const deliveries = Array.from({ length: 5 }, (_, index) => (index % 2 === 0 ? first : second).receive(textFrom('child-1', 'cháu chào', 'same-key')))
  await Promise.all(deliveries)
  await eventually(() => expect(outOf('child-1')).toEqual(['re: cháu chào']))
  await first.receive(textFrom('child-1', 'cháu chào', 'same-key'))
  expect(await count(`select count(*) from message where event_key = 'same-key'`)).toBe(1)
  expect(outOf('child-1')).toHaveLength(1)
})

test('twenty first messages of one new person at once make one conversation, every message answered once, in order', async () => {
  const keys = Array.from({ length: 20 }, (_, index) => `k${index}`)
  await Promise.all(keys.map((key, index) => (index % 2 === 0 ? first : second).receive(textFrom('child-2', key, key))))
  await eventually(() => expect(outOf('child-2')).toHaveLength(20))
  const { rows } = await database.db.pool.query<{ event_key: string; seq: number; conversation_id: string }>(
    `select m.event_key, m.seq, m.conversation_id from message m where event_key = any($1) order by seq`, [keys])
  expect(new Set(rows.map((row) => row.conversation_id)).size).toBe(1)
  expect(new Set(rows.map((row) => row.event_key)).size).toBe(20)
  // The place each message got (seq) is the order in which it was answered and sent.
  const written = [...first.sent, ...second.sent].filter((message) => message.to.externalId === 'child-2')
  expect(new Set(written.map((message) => message.messageId)).size).toBe(20)
  const answered = await database.db.pool.query<{ id: string }>(`select id from message where conversation_id = $1 and direction = 'out' order by seq`, [rows[0]?.conversation_id])
  expect(answered.rows).toHaveLength(20)
  const order = await Promise.all(answered.rows.map(async ({ id }) => [...first.sent, ...second.sent].find((message) => message.messageId === id)?.text))
  expect(order).toEqual(rows.map((row) => `re: ${row.event_key}`))
})

test('F16: forty people writing at once on two instances: each is answered exactly once, no turn doubled', async () => {
  const people = Array.from({ length: 40 }, (_, index) => `crowd-${index}`)
  await Promise.all(people.flatMap((person, index) => [1, 2, 3].map((n) => (index % 2 ? first : second).receive(textFrom(person, `${n}`, `${person}-${n}`)))))
  await eventually(() => expect(people.flatMap(outOf)).toHaveLength(120))
  for (const person of people) expect(outOf(person).toSorted()).toEqual(['re: 1', 're: 2', 're: 3'])
})
