import { randomBytes, randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createVault, erasePerson, eraseWaiting, openVault, placeHold, releaseHold, startSafeguards, startWithdrawals, readRetentionTerms } from '../../src/safeguards/index.ts'
import { listen } from '../../src/database/index.ts'
import { createLog } from '../../src/log.ts'
import { createMetrics } from '../../src/metrics.ts'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'
import { eventually } from '../support/eventually.ts'
import { startTestSpine, textFrom } from '../support/spine.ts'
import { addStaff, tell, type Told } from './story.ts'

const vault = createVault(randomBytes(32))
let database: TestDatabase
let staffId: string
beforeAll(async () => {
  database = await createTestDatabase()
  staffId = await addStaff(database.db.pool, 'head')
})
afterAll(() => database.drop())

const pool = () => database.db.pool
const told = (what: Told) => tell({ pool: pool(), vault, staffId }, what)
const ask = (personId: string, cause: 'withdrawal' | 'request' = 'request') => erasePerson({ pool: pool(), vault }, { personId, cause, askedAt: new Date(), staffId })
const count = async (table: string, column: string, id: string) => (await pool().query(`select 1 from ${table} where ${column} = $1`, [id])).rowCount

test('an ended talk without a case is erased on request, with the raw events that name the person, and the request is answered in time', async () => {
  const externalId = 'zalo-user-77'
  const { personId, conversationId } = await told({ hoursAgo: 1, closed: 'done', externalId, staffNote: true })
  const events = [[randomUUID(), `{"from":"${externalId}"}`], [randomUUID(), '{"from":"somebody-else"}']] as const
  for (const [id, body] of events) {
    await pool().query(`insert into channel_event (id, channel, account, event_key, kind, body_enc) values ($1::uuid, 'zalo', 'oa-1', $1::text, 'follow', $2)`, [id, vault.seal(vault.service, `channel_event.body:${id}`, body)])
  }
  expect(await ask(personId)).toMatchObject({ outcome: 'erased', kept: [], proof: { counts: { person: 1, message: 1, note: 1, channel_event: 1 } } })
  expect([await count('person', 'id', personId), await count('conversation', 'id', conversationId)]).toEqual([0, 0])
  expect((await pool().query('select event_key from channel_event')).rows).toEqual([{ event_key: events[1][0] }])
  const { rows: [request] } = await pool().query(`select outcome, answer_due_at > asked_at as later, answer_due_at <= asked_at + interval '4 days' as soon from erasure_request where person_id = $1`, [personId])
  expect(request).toEqual({ outcome: 'erased', later: true, soon: true })
  expect(await ask(personId)).toBeUndefined()
})

test.each<[string, Told, string]>([
  ['an open case', { hoursAgo: 1, closed: 'helped', case: 'new' }, 'open-case'],
  ['a closed case within its term', { hoursAgo: 1, closed: 'helped', case: 'closed' }, 'case-kept'],
  ['somebody waiting for a human', { hoursAgo: 1, waiting: true }, 'being-handled'],
  ['a level that a human must see', { hoursAgo: 1, urgency: 'medium' }, 'being-handled'],
])('erasure is refused with its reason while the law makes us keep: %s', async (_name, what, reason) => {
  const { personId, conversationId } = await told(what)
  expect(await ask(personId)).toMatchObject({ outcome: 'refused', kept: [{ conversationId, reason }], proof: undefined })
  expect([await count('person', 'id', personId), await count('message', 'conversation_id', conversationId)]).toEqual([1, 1])
})

test('a hold refuses erasure; when it is released the waiting request is met without being asked again', async () => {
  const { personId, conversationId } = await told({ hoursAgo: 1, closed: 'done' })
  const hold = await placeHold(database.db, staffId, { subject: { kind: 'conversation', id: conversationId }, reason: 'complaint' })
  expect(await ask(personId)).toMatchObject({ outcome: 'refused', kept: [{ conversationId, reason: 'hold' }] })
  expect(await eraseWaiting({ pool: pool(), vault })).toBe(0)
  await releaseHold(database.db, staffId, hold)
  expect(await eraseWaiting({ pool: pool(), vault })).toBe(1)
  expect(await count('person', 'id', personId)).toBe(0)
  expect((await pool().query('select outcome, kept from erasure_request where person_id = $1', [personId])).rows).toEqual([{ outcome: 'erased', kept: [] }])
})

test('what may go goes at once, what must stay stays: one person with a talk and a case', async () => {
  const { personId, conversationId } = await told({ hoursAgo: 1, closed: 'helped', case: 'new' })
  await pool().query(`insert into conversation (id, person_id, channel, state, closed_at) values (gen_random_uuid(), $1, 'zalo', 'closed', now())`, [personId])
  expect(await ask(personId)).toMatchObject({ outcome: 'partly', kept: [{ conversationId, reason: 'open-case' }] })
  expect(await count('conversation', 'person_id', personId)).toBe(1)
})

test('a withdrawal at the platform erases; when the same person writes again they are new to every instance', async () => {
  // Both instances have one vault, as instances of a service do.
  const shared = await openVault(pool(), [randomBytes(32)])
  const spines = await Promise.all([startTestSpine(database.url, { vault: shared }), startTestSpine(database.url, { vault: shared })])
  const [first, second] = spines
  const jobs = [startWithdrawals({ pool: pool(), vault: shared, log: createLog('silent') }), startWithdrawals({ pool: pool(), vault: shared, log: createLog('silent') })]
  const sent = () => spines.flatMap((spine) => spine.sent.map(({ text }) => text))
  await first.receive(textFrom('child-9', 'một', 'w-1'))
  await second.receive(textFrom('child-9', 'hai', 'w-2'))
  await eventually(() => expect(sent().toSorted()).toEqual(['re: hai', 're: một']))
  const personOf = async () => (await pool().query<{ id: string }>(`select c.person_id as id from conversation c join message m on m.conversation_id = c.id where m.event_key like 'w-%'`)).rows
  const [before] = await personOf()
  await eventually(async () => expect((await pool().query('select 1 from outbox')).rowCount).toBe(0))

  const withdrawal = { channel: 'zalo', account: 'oa-1', eventKey: 'withdraw-1', kind: 'user_withdraw', body: '{"user":"child-9"}', type: 'withdrawal', externalId: 'child-9', at: new Date() } as const
  await first.receiveEvent(withdrawal)
  await second.receiveEvent(withdrawal)
  await eventually(async () => expect([await personOf(), (await pool().query('select 1 from withdrawal')).rowCount]).toEqual([[], 0]))
  await first.receiveEvent(withdrawal)
  expect((await pool().query('select 1 from withdrawal')).rowCount).toBe(0)
  expect(await count('erasure_request', 'person_id', before?.id ?? '')).toBe(1)

  // Both still remember the erased person and the destroyed key.
  await Promise.all([first.receive(textFrom('child-9', 'ba', 'w-3')), second.receive(textFrom('child-9', 'bốn', 'w-4'))])
  await eventually(() => expect(sent().toSorted()).toEqual(['re: ba', 're: bốn', 're: hai', 're: một']))
  const after = await personOf()
  expect(new Set(after.map(({ id }) => id)).size).toBe(1)
  expect(after[0]?.id).not.toBe(before?.id)
  // The platform repeats the old withdrawal for hours: it is not about what they said since.
  await second.receiveEvent(withdrawal)
  expect((await pool().query('select 1 from withdrawal')).rowCount).toBe(0)
  await Promise.all([...spines, ...jobs].map((one) => one.stop()))
})

test('a key destroyed by one instance leaves the memory of the others', async () => {
  const notices = listen(database.url)
  const other = createVault(randomBytes(32))
  const forgotten: string[] = []
  const safeguards = startSafeguards({
    db: database.db, notices, terms: await readRetentionTerms(), metrics: createMetrics(), log: createLog('silent'),
    vault: { ...other, forget: (id) => { forgotten.push(id) } },
  })
  await pool().query('select 1')
  await eventually(async () => {
    const { personId } = await told({ hoursAgo: 1, closed: 'done' })
    const { rows: [row] } = await pool().query<{ keyId: string }>('select key_id as "keyId" from person where id = $1', [personId])
    await ask(personId)
    await eventually(() => expect(forgotten).toContain(row?.keyId), { within: 300 })
  })
  await safeguards.stop()
  await notices.stop()
})
