import { randomBytes, randomUUID } from 'node:crypto'
import { mkdtemp, readdir, readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import * as z from 'zod'
import { readConfig } from '../../src/config.ts'
import { openSpool } from '../../src/conversation/index.ts'
import { seedDemoCentre } from '../../src/directory/index.ts'
import { createLog } from '../../src/log.ts'
import { createVault, purgeDue, readRetentionTerms } from '../../src/safeguards/index.ts'
import { startService, type Service } from '../../src/service.ts'
import { startSimulator, type Simulator } from '../../src/simulator/index.ts'
import { seedDemoStaff } from '../../src/staff/index.ts'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'
import { eventually } from '../support/eventually.ts'
import { echoBot, startTestSpine, textFrom } from '../support/spine.ts'
import { CANARY, findCanaries, findInDatabase, TOLD } from './canary.ts'

const PASSWORD = 'demo-canary-test-2026'
let database: TestDatabase
let simulator: Simulator
let service: Service
let directory: string
/** Everything that leaves the service beside the chat and the desk: log lines, error answers, metrics. */
const logged: string[] = []
const refused: string[] = []
const log = createLog('trace', { write: (line) => void logged.push(line) })

beforeAll(async () => {
  database = await createTestDatabase()
  simulator = await startSimulator()
  directory = await mkdtemp(join(tmpdir(), 'canary-'))
  await seedDemoCentre(database.db.prisma)
  await seedDemoStaff(database.db, PASSWORD)
  const config = readConfig({ ...simulator.settings(), NODE_ENV: 'test', PORT: '0', DATA_DIR: directory, DATABASE_URL: database.url, MASTER_KEY: randomBytes(32).toString('base64') })
  service = await startService({ config, databaseUrl: database.url, log })
  simulator.connect(service.url)
})
afterAll(async () => {
  await service.stop()
  await simulator.close()
  await database.drop()
})

type Call = { method?: string; headers?: Record<string, string>; body?: string }

/** A call that must be refused; its answer is kept for the search. */
async function mustFail(path: string, { method = 'POST', headers = {}, body }: Call = {}): Promise<void> {
  const response = await fetch(`${service.url}${path}`, { method, headers: { 'content-type': 'application/json', ...headers }, ...(body === undefined ? {} : { body }) })
  refused.push(`${await response.text()}${JSON.stringify([...response.headers])}`)
  expect([path, response.status >= 400]).toEqual([path, true])
}

async function signIn(): Promise<{ cookie: string; csrf: string }> {
  const response = await fetch(`${service.url}/desk/api/sign-in`, {
    method: 'POST', headers: { 'content-type': 'application/json', origin: service.url }, body: JSON.stringify({ email: 'counsellor@demo.local', password: PASSWORD }),
  })
  const { csrfToken } = z.object({ csrfToken: z.string() }).parse(await response.json())
  return { cookie: response.headers.getSetCookie().map((one) => one.split(';')[0]).join('; '), csrf: csrfToken }
}

async function conversationOn(channel: string): Promise<{ id: string; lastSeq: number }> {
  const { rows: [row] } = await database.db.pool.query<{ id: string; lastSeq: number }>('select id, last_seq as "lastSeq" from conversation where channel = $1 order by opened_at desc limit 1', [channel])
  if (!row) throw new Error('the conversation is there')
  return row
}

async function settled(): Promise<void> {
  await eventually(async () => {
    const { rows: [open] } = await database.db.pool.query<{ left: number }>(`select ((select count(*) from outbox) + (select count(*) from message where direction = 'in' and done_at is null))::int as left`)
    expect(open?.left).toBe(0)
  })
}

test('the search finds a canary in plain text, in bytes, and in other coats', () => {
  for (const coat of [TOLD, TOLD.normalize('NFD'), encodeURIComponent(TOLD), Buffer.from(TOLD, 'utf16le'), Buffer.from(TOLD).toString('hex')]) {
    expect(findCanaries(coat)).toEqual(expect.arrayContaining(['name', 'phone', 'text']))
  }
})

test('the search finds a canary in any table, also in bytes', async () => {
  const { pool } = database.db
  await pool.query(`insert into channel_event (id, channel, account, event_key, kind, body_enc) values (gen_random_uuid(), 'web', 'web', $1, 'x', $2)`, [CANARY.email, Buffer.from(TOLD)])
  expect((await findInDatabase(pool)).found).toEqual(expect.arrayContaining(['channel_event: email', 'channel_event: name', 'channel_event: phone']))
  await pool.query('delete from channel_event where event_key = $1', [CANARY.email])
})

test('after a whole story, through every path and every error, no canary stands in the database, a log line, a metric or a refusal', async () => {
  // A child on Zalo and one on the web, in danger, with everything about themselves.
  const child = simulator.zalo.person(CANARY.externalId, CANARY.name)
  await child.follows()
  await child.says(TOLD)
  await child.says(CANARY.text)
  await child.sends('file', { url: `https://f6.file.talk.zdn.vn/${encodeURIComponent(CANARY.school)}.pdf`, name: `${CANARY.name}.pdf`, size: '20', checksum: 'd41d8cd98f00b204e9800998ecf8427e', type: 'pdf' })
  const { token } = z.object({ token: z.string() }).parse(await (await fetch(`${service.url}/chat/api/session`, { method: 'POST' })).json())
  const visitor = { authorization: `Bearer ${token}`, 'content-type': 'application/json' }
  await fetch(`${service.url}/chat/api/messages`, { method: 'POST', headers: visitor, body: JSON.stringify({ clientId: randomUUID(), text: TOLD }) })
  await settled()

  // A counsellor claims, notes, changes the level, drafts, replies and closes.
  const { cookie, csrf } = await signIn()
  const desk = async (path: string, body: unknown, method = 'POST') => {
    const response = await fetch(`${service.url}/desk/api/conversations/${path}`, {
      method, headers: { cookie, origin: service.url, 'x-csrf-token': csrf, 'content-type': 'application/json' }, body: JSON.stringify(body),
    })
    expect([path, response.status < 300, await response.text()]).toEqual([path, true, expect.anything()])
  }
  const talk = await conversationOn('zalo')
  await desk(`${talk.id}/claim`, {})
  await desk(`${talk.id}/notes`, { clientId: randomUUID(), text: `${CANARY.note} ${CANARY.name} ${CANARY.phone}` })
  const { rows: [level] } = await database.db.pool.query<{ urgency: string }>('select urgency from conversation where id = $1', [talk.id])
  await desk(`${talk.id}/level`, { from: level?.urgency, level: 'emergency', reason: `${CANARY.reason} ${CANARY.name}` })
  await desk(`${talk.id}/draft`, { text: CANARY.draft }, 'PUT')
  await desk(`${talk.id}/reply`, { clientId: randomUUID(), text: `${CANARY.reply} ${CANARY.name}`, lastSeenSeq: (await conversationOn('zalo')).lastSeq })
  await settled()
  await desk(`${talk.id}/draft`, { text: CANARY.draft }, 'PUT')

  // The case record: child, reporter, harmer, note, task, referral with its ground, the official paper, a search.
  const value = (said: unknown) => ({ status: 'value', value: said })
  const record = async (path: string, body?: unknown): Promise<unknown> => {
    const response = await fetch(`${service.url}/desk/api${path}`, {
      method: body === undefined ? 'GET' : 'POST', headers: { cookie, origin: service.url, 'x-csrf-token': csrf, 'content-type': 'application/json' }, ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    const text = await response.text()
    expect([path, response.status < 300, text.slice(0, 80)]).toEqual([path, true, expect.anything()])
    return text === '' ? undefined : JSON.parse(text)
  }
  const withId = z.object({ id: z.string() })
  const caseId = withId.parse(await record(`/conversations/${talk.id}/open-case`, {})).id
  const childPart = withId.parse(await record(`/cases/${caseId}/parts`, { kind: 'child', answers: { name: value(CANARY.name), phone: value(CANARY.phone), address: value(CANARY.address), school: value(CANARY.school) } })).id
  await record(`/cases/${caseId}/parts`, { kind: 'reporter', answers: { name: value(CANARY.name), phone: value(CANARY.phone), note: value(CANARY.note) } })
  await record(`/cases/${caseId}/parts`, { kind: 'harmer', answers: { relation: value('stepfather'), name: value(CANARY.name), note: value(CANARY.text) } })
  await record(`/cases/${caseId}/parts`, { kind: 'note', answers: { text: value(CANARY.note) } })
  await record(`/cases/${caseId}/edits`, { edits: [{ partId: childPart, field: 'carer', baseVersion: 0, answer: value(CANARY.reason) }] })
  await record(`/cases/${caseId}/tasks`, { kind: 'visit', text: CANARY.address, dueAt: new Date(Date.now() + 86_400_000).toISOString() })
  const referral = withId.parse(await record(`/cases/${caseId}/referrals`, { bodyKind: 'commune', chosen: [{ partId: childPart, field: 'name' }, { partId: childPart, field: 'address' }] })).id
  await record(`/referrals/${referral}/ground`, { kind: 'legal', article: '19-1a', why: CANARY.reason })
  await record(`/referrals/${referral}/act`, { act: 'send' })
  await record(`/referrals/${referral}/contacts`, { via: 'phone', text: CANARY.text })
  await record(`/cases/${caseId}/papers`, { kind: 'mau-01', sign: true })
  await record('/cases/search', { text: CANARY.name })
  await record('/cases/search-notes', { text: CANARY.note })

  // What goes wrong: each refusal and each error with a canary in it.
  const evil = JSON.stringify({ text: TOLD, clientId: CANARY.text, from: CANARY.name })
  const signed = { cookie, origin: service.url, 'x-csrf-token': csrf }
  for (const path of ['/webhooks/zalo', '/webhooks/messenger']) {
    await mustFail(path, { body: evil })
    await mustFail(path, { body: `{"${CANARY.name}` })
    await mustFail(path, { body: evil.repeat(20_000) })
    await mustFail(path, { body: evil, headers: { 'content-encoding': 'gzip' } })
  }
  await mustFail(`/webhooks/messenger?hub.mode=subscribe&hub.verify_token=${encodeURIComponent(CANARY.password)}&hub.challenge=${encodeURIComponent(CANARY.text)}`, { method: 'GET' })
  await mustFail('/chat/api/messages', { headers: visitor, body: evil })
  await mustFail('/chat/api/messages', { headers: visitor, body: `{"text": "${CANARY.text}` })
  await mustFail('/chat/api/messages', { headers: visitor, body: JSON.stringify({ clientId: randomUUID(), text: TOLD.repeat(100) }) })
  await mustFail('/chat/api/messages', { headers: { authorization: `Bearer ${Buffer.from(CANARY.externalId).toString('base64')}` }, body: evil })
  await mustFail(`/chat/api/messages?after=${encodeURIComponent(CANARY.text)}`, { method: 'GET', headers: { authorization: 'Bearer x' } })
  await mustFail('/desk/api/sign-in', { headers: { origin: service.url }, body: JSON.stringify({ email: CANARY.email, password: CANARY.password }) })
  await mustFail(`/desk/api/conversations/${encodeURIComponent(CANARY.name)}`, { method: 'GET', headers: signed })
  await mustFail(`/desk/api/queue?view=${encodeURIComponent(CANARY.text)}`, { method: 'GET', headers: signed })
  await mustFail(`/desk/api/conversations/${talk.id}/notes`, { headers: signed, body: JSON.stringify({ clientId: CANARY.text, text: TOLD }) })
  await mustFail(`/desk/api/conversations/${talk.id}/level`, { headers: signed, body: JSON.stringify({ from: CANARY.text, level: CANARY.name, reason: TOLD }) })
  await mustFail(`/desk/api/conversations/${talk.id}/reply`, { headers: signed, body: `{"text": "${TOLD}` })
  await mustFail(`/desk/api/conversations/${talk.id}/notes`, { headers: signed, body: JSON.stringify({ clientId: randomUUID(), text: TOLD.repeat(2_000) }) })
  await mustFail(`/desk/api/cases/${caseId}/edits`, { headers: signed, body: JSON.stringify({ edits: [{ partId: childPart, field: CANARY.name, baseVersion: 0, answer: value(TOLD) }] }) })
  await mustFail(`/desk/api/cases/${caseId}/parts`, { headers: signed, body: JSON.stringify({ kind: CANARY.text, answers: { name: value(CANARY.name) } }) })
  await mustFail(`/${encodeURIComponent(CANARY.name)}`, { method: 'GET' })
  await mustFail(`/%E0%A4%A/${encodeURIComponent(CANARY.name)}`, { method: 'GET' })

  await desk(`${talk.id}/close`, { reason: 'helped', lastSeenSeq: (await conversationOn('zalo')).lastSeq })
  await settled()

  const dump = await findInDatabase(database.db.pool)
  expect(dump.found).toEqual([])
  expect(dump.rows).toBeGreaterThan(50)
  // The change log really holds images: the search did not pass over an empty table.
  expect((await database.db.pool.query('select 1 from change_log where after is not null')).rowCount).toBeGreaterThan(5)
  const metrics = await (await fetch(`${service.url}/metrics`)).text()
  expect(metrics).toContain('lang_nghe_turns_total')
  expect(findCanaries(metrics)).toEqual([])
  expect(logged.filter((line) => findCanaries(line).length > 0)).toEqual([])
  expect(logged.length).toBeGreaterThan(10)
  expect(refused.filter((answer) => findCanaries(answer).length > 0)).toEqual([])
})

test('when the case\'s term is over, the purge leaves of it no row in any table but ids in logs and proofs', async () => {
  const { pool } = database.db
  const { rows: [matter] } = await pool.query<{ id: string; keyId: string }>(`select id, key_id as "keyId" from case_record where id in (select case_id from conversation where channel = 'zalo')`)
  if (!matter) throw new Error('the case is there')
  await pool.query(`update case_record set state = 'closed', closed_at = now() where id = $1`, [matter.id])
  await pool.query(`update conversation set state = 'closed', closed_at = now() where case_id = $1 and state = 'open'`, [matter.id])
  const terms = await readRetentionTerms()
  await eventually(async () => {
    await purgeDue({ pool, vault: createVault(randomBytes(32)), terms: { ...terms, audit: { ...terms.audit, keep: '99 years' } }, now: new Date(Date.now() + 11 * 366 * 86_400_000) })
    expect((await pool.query('select 1 from case_record where id = $1', [matter.id])).rowCount).toBe(0)
  })
  const { rows: tables } = await pool.query<{ name: string }>(`select table_name as name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'`)
  const left: string[] = []
  for (const { name } of tables) {
    if ((await pool.query(`select 1 from "${name}" t where to_jsonb(t)::text like '%' || $1 || '%' limit 1`, [matter.id])).rowCount) left.push(name)
  }
  expect(left.toSorted()).toEqual(['access_log', 'change_log', 'purge_proof'])
  expect((await pool.query('select wrapped from data_key where id = $1', [matter.keyId])).rows).toEqual([{ wrapped: null }])
  expect((await pool.query(`select 1 from change_log where purged_by is null and row_id = $1 and before is not null`, [matter.id])).rowCount).toBe(0)
})

test('a bot that fails with a child\'s words in its error, and a platform that answers with them, leave none in log or database', async () => {
  // No service beside it, which would send in its place.
  const { url, db, drop } = await createTestDatabase()
  const spine = await startTestSpine(url, {
    log,
    bot: async (turn) => {
      const text = turn.messages.find(({ open }) => open)?.content.text ?? ''
      if (text.includes(CANARY.text)) throw Object.assign(new Error(`cannot read: ${text}`), { detail: text })
      return echoBot(turn)
    },
    send: async ({ text }) => { throw new Error(`the platform said: ${text} ${CANARY.phone}`) },
  })
  await spine.receive(textFrom(CANARY.externalId, TOLD, 'canary-error-1'))
  await spine.receive(textFrom('somebody', `${CANARY.name} chào cô`, 'canary-error-2'))
  await eventually(async () => expect((await db.pool.query(`select 1 from lane where last_error is not null`)).rowCount).toBeGreaterThan(0))
  await eventually(async () => expect((await db.pool.query(`select 1 from outbox where attempts > 0`)).rowCount).toBeGreaterThan(0))
  await spine.stop()
  expect((await findInDatabase(db.pool)).found).toEqual([])
  expect(logged.filter((line) => findCanaries(line).length > 0)).toEqual([])
  await drop()
})

test('while the database is away the spool holds nothing readable, also what it had to set aside', async () => {
  const spoolDirectory = await mkdtemp(join(tmpdir(), 'canary-spool-'))
  const spool = await openSpool(spoolDirectory, createVault(randomBytes(32)))
  const message = textFrom(CANARY.externalId, TOLD, 'canary-spool')
  await spool.append({ type: 'message', message })
  await spool.drain(async () => 'refused')
  await spool.append({ type: 'message', message })
  const files = await readdir(spoolDirectory)
  expect(files).toHaveLength(2)
  for (const file of files) expect([file, findCanaries(await readFile(join(spoolDirectory, file)))]).toEqual([file, []])
})
