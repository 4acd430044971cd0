import { randomBytes, randomUUID } from 'node:crypto'
import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createVault, placeHold, purgeDue, readRetained, readRetentionTerms, recordAccess, releaseHold, sealLogs, verifyLogs, type RetentionTerms } from '../../src/safeguards/index.ts'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'
import { addStaff, tell, type Story, type Told } from './story.ts'

const vault = createVault(randomBytes(32))
const DAY = 24
const YEAR = 366 * DAY
let database: TestDatabase
let staffId: string
let terms: RetentionTerms
beforeAll(async () => {
  database = await createTestDatabase()
  staffId = await addStaff(database.db.pool)
  terms = await readRetentionTerms()
})
afterAll(() => database.drop())

const pool = () => database.db.pool
const told = (what: Told): Promise<Story> => tell({ pool: pool(), vault, staffId }, what)
const purge = (now = new Date()) => purgeDue({ pool: pool(), vault, terms, now })
const isThere = async (id: string) => (await pool().query('select 1 from conversation where id = $1', [id])).rowCount === 1
const rowsOf = async (table: string, column: string, id: string | null) => (await pool().query(`select 1 from ${table} where ${column} = $1`, [id])).rowCount

// What is told, and whether it outlives the purge: each class on both sides of its term.
const CASES: [string, Told, boolean][] = [
  ['an unfinished talk on the web, 46 hours after the last word', { channel: 'web', hoursAgo: 46 }, true],
  ['an unfinished talk on the web, 48 hours after the last word', { channel: 'web', hoursAgo: 48 }, false],
  ['a talk on the web that fell silent, 48 hours after', { channel: 'web', hoursAgo: 48, closed: 'silent' }, false],
  ['a talk on the web that came to its end, 48 hours after', { channel: 'web', hoursAgo: 48, closed: 'done' }, true],
  ['a talk on the web that a counsellor wrote about, 48 hours after', { channel: 'web', hoursAgo: 48, staffNote: true }, true],
  ['an unfinished talk on Zalo, 48 hours after', { hoursAgo: 48 }, true],
  ['a talk without a case, 89 days after its end', { hoursAgo: 89 * DAY, closed: 'helped' }, true],
  ['a talk without a case, 91 days after its end', { hoursAgo: 91 * DAY, closed: 'helped', staffNote: true }, false],
  ['a talk nobody ended, 91 days after the last word', { hoursAgo: 91 * DAY }, false],
  ['a talk in which somebody waits for a human, after a year', { hoursAgo: YEAR, waiting: true }, true],
  ['a talk on the web judged medium, after a year', { channel: 'web', hoursAgo: YEAR, urgency: 'medium' }, true],
  ['a talk with an open case, after eleven years', { hoursAgo: 11 * YEAR, closed: 'helped', case: 'new' }, true],
  ['a talk with a case closed nine years ago', { hoursAgo: 9 * YEAR, closed: 'helped', case: 'closed' }, true],
  ['a talk with a case closed eleven years ago', { hoursAgo: 11 * YEAR, closed: 'helped', case: 'closed' }, false],
]

test('every conversation shows until when it is kept, and the purge takes exactly those whose date has passed', async () => {
  const stories = await Promise.all(CASES.map(async ([name, what, stays]) => ({ name, stays, ...(await told(what)) })))
  const shown = new Map((await readRetained(pool(), terms, stories.map(({ conversationId }) => conversationId))).map((one) => [one.id, one]))
  for (const { name, stays, conversationId } of stories) {
    const until = shown.get(conversationId)?.until
    expect([name, until === null || (until ?? new Date(0)) > new Date()]).toEqual([name, stays])
  }
  const proofs = await purge()
  for (const { name, stays, conversationId, personId, caseId } of stories) {
    expect([name, await isThere(conversationId)]).toEqual([name, stays])
    expect([name, await rowsOf('person', 'id', personId)]).toEqual([name, stays ? 1 : 0])
    if (caseId) expect([name, await rowsOf('case_record', 'id', caseId)]).toEqual([name, stays ? 1 : 0])
  }
  expect(proofs.map((proof) => proof.class).toSorted()).toEqual(['case', 'talk', 'unfinished'])
  expect(await purge()).toEqual([])
})

test('a purge takes transcript, notes, drafts, evidence and lane, destroys the keys, and the logs keep ids only', async () => {
  const { conversationId, personId, messageId } = await told({ hoursAgo: 91 * DAY, closed: 'helped', staffNote: true })
  await pool().query(`update message set content_enc = '\\xabcd' where id = $1`, [messageId])
  await recordAccess(pool(), { staffId, action: 'conversation.open', subject: 'conversation', subjectId: conversationId })
  const { rows: [before] } = await pool().query<{ keyId: string }>('select key_id as "keyId" from person where id = $1', [personId])
  expect(await rowsOf('change_log', 'row_id', messageId)).toBe(1)

  const [proof] = await purge()
  expect(proof).toMatchObject({ class: 'talk', counts: { conversation: 1, message: 1, note: 1, draft: 1, evidence: 1, lane: 1, person: 1 }, keysDestroyed: [before?.keyId] })
  for (const table of ['message', 'note', 'draft', 'evidence', 'lane']) expect([table, await rowsOf(table, 'conversation_id', conversationId)]).toEqual([table, 0])
  expect((await pool().query('select wrapped from data_key where id = $1', [before?.keyId])).rows).toEqual([{ wrapped: null }])
  await expect(vault.key(pool(), before?.keyId ?? '')).rejects.toThrow(/destroyed/)
  const { rows: images } = await pool().query(`select before, after from change_log where row_id = any($1) and (before is not null or after is not null)`, [[conversationId, messageId, personId]])
  expect(images).toEqual([])
  expect(await rowsOf('access_log', 'subject_id', conversationId)).toBe(1)
  expect((await pool().query(`select row_id from change_log where operation = 'delete' and row_id = $1`, [messageId])).rowCount).toBe(1)

  await sealLogs(pool(), vault)
  expect((await verifyLogs(pool(), vault)).findings).toEqual([])
  const { rows: [written] } = await pool().query('select cause, class, basis, subject_ids from purge_proof where id = $1', [proof?.id])
  expect(written).toEqual({ cause: 'retention', class: 'talk', basis: terms.talk.basis, subject_ids: [conversationId, personId] })
})

test('while a hold stands on a conversation, its person or its case, nothing of it is purged', async () => {
  const talk = await told({ hoursAgo: YEAR, closed: 'helped' })
  const matter = await told({ hoursAgo: 11 * YEAR, closed: 'helped', case: 'closed' })
  const holds = [
    await placeHold(database.db, staffId, { subject: { kind: 'person', id: talk.personId }, reason: 'police' }),
    await placeHold(database.db, staffId, { subject: { kind: 'case_record', id: matter.caseId ?? '' }, reason: 'court' }),
  ]
  expect(await readRetained(pool(), terms, [talk.conversationId])).toMatchObject([{ held: true }])
  expect(await purge()).toEqual([])
  for (const id of holds) await releaseHold(database.db, staffId, id)
  expect((await purge()).map((proof) => proof.class).toSorted()).toEqual(['case', 'talk'])
  await expect(releaseHold(database.db, staffId, holds[0] ?? '')).rejects.toThrow()
})

test('statistics of a purged conversation stay, cut loose from every id', async () => {
  const { conversationId } = await told({ hoursAgo: YEAR, closed: 'helped' })
  await pool().query(`insert into contact_fact (conversation_id, day, channel, urgency, category, reporter, night, state, counselled, abandoned, messages)
    values ($1, '2025-01-01', 'zalo', 'info', 'x', 'child', false, 'closed', false, false, 3)`, [conversationId])
  await purge()
  expect((await pool().query('select messages, conversation_id = $1 as tied from contact_fact', [conversationId])).rows).toEqual([{ messages: 3, tied: false }])
})

test('a person with another conversation stays, with the key', async () => {
  const { personId, conversationId } = await told({ hoursAgo: YEAR, closed: 'helped' })
  await pool().query(`insert into conversation (id, person_id, channel) values ($1, $2, 'zalo')`, [randomUUID(), personId])
  expect((await purge())[0]).toMatchObject({ counts: { conversation: 1 }, keysDestroyed: [] })
  expect([await isThere(conversationId), await rowsOf('person', 'id', personId)]).toEqual([false, 1])
})

test('raw events go after 30 days, ended sign-ins after 30, the audit after five years without breaking its chain', async () => {
  await pool().query(`insert into channel_event (id, channel, account, event_key, kind, body_enc, received_at) values
    (gen_random_uuid(), 'zalo', 'oa', 'old', 'x', '\\x00', now() - interval '31 days'), (gen_random_uuid(), 'zalo', 'oa', 'new', 'x', '\\x00', now() - interval '29 days')`)
  await pool().query(`insert into staff_session (token_hash, staff_id, csrf_token, expires_at) values ('\\x01', $1, 'x', now() - interval '31 days'), ('\\x02', $1, 'x', now())`, [staffId])
  await recordAccess(pool(), { staffId, action: 'staff.sign-in', subject: 'staff', subjectId: staffId })
  await sealLogs(pool(), vault)
  expect((await purge()).map((proof) => [proof.class, proof.counts])).toEqual([['channel-event', { channel_event: 1 }], ['session', { staff_session: 1 }]])

  const later = new Date(Date.now() + 6 * YEAR * 3_600_000)
  const proofs = await purge(later)
  expect(proofs.find((proof) => proof.class === 'audit')?.counts).toMatchObject({ access_log: expect.any(Number), audit_seal: expect.any(Number) })
  expect(await rowsOf('access_log', 'staff_id', staffId)).toBe(0)
  await sealLogs(pool(), vault)
  expect((await verifyLogs(pool(), vault)).findings).toEqual([])
})

test('what was erased is remembered for thirty days, however short a Centre keeps events, and then no more', async () => {
  await pool().query(`insert into erased_person (channel, account, external_hash, erased_at) values ('zalo', 'oa-1', 'old', now() - interval '31 days'), ('zalo', 'oa-1', 'new', now() - interval '29 days')`)
  await pool().query(`insert into erased_event (channel, account, event_hash, erased_at) values ('zalo', 'oa-1', 'old', now() - interval '31 days'), ('zalo', 'oa-1', 'new', now() - interval '29 days')`)
  await purgeDue({ pool: pool(), vault, terms: { ...terms, 'channel-event': { ...terms['channel-event'], keep: '1 days' } }, now: new Date() })
  expect((await pool().query(`select encode(external_hash, 'escape') as hash from erased_person where account = 'oa-1'`)).rows).toEqual([{ hash: 'new' }])
  expect((await pool().query(`select encode(event_hash, 'escape') as hash from erased_event where event_hash in ('old', 'new')`)).rows).toEqual([{ hash: 'new' }])
})

test('two purgers at once do the work once', async () => {
  await Promise.all(Array.from({ length: 30 }, () => told({ hoursAgo: YEAR, closed: 'helped' })))
  const proofs = (await Promise.all([purge(), purge(), purge()])).flat()
  expect(proofs.reduce((sum, { counts }) => sum + (counts['conversation'] ?? 0), 0)).toBe(30)
})

test('terms that make no sense stop the start with a sentence each', async () => {
  const file = join(await mkdtemp(join(tmpdir(), 'terms-')), 'terms.yaml')
  const write = async (change: Partial<Record<keyof RetentionTerms, unknown>>) => { await writeFile(file, JSON.stringify({ ...terms, ...change })) }
  await write({ talk: undefined })
  await expect(readRetentionTerms(file)).rejects.toThrow('Retention talk')
  await write({ case: { ...terms.case, keep: '3 days' } })
  await expect(readRetentionTerms(file)).rejects.toThrow('Retention case: 3 days is too short.')
  await write({ talk: { ...terms.talk, keep: 'for ever' } })
  await expect(readRetentionTerms(file)).rejects.toThrow(/Retention talk.keep/)
})
