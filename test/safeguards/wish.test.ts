import { randomBytes, randomUUID } from 'node:crypto'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readConfig } from '../../src/config.ts'
import { seedDemoCentre } from '../../src/directory/index.ts'
import { createLog } from '../../src/log.ts'
import { accessesSchema, auditSchema, erasedSchema, erasuresSchema, holdsSchema, keepingSchema, retentionSchema, verifiedSchema } from '../../src/safeguards/api.ts'
import { eraseWaiting, openVault, parseAnchors, type Vault } from '../../src/safeguards/index.ts'
import { startService, type Service } from '../../src/service.ts'
import { seedDemoStaff } from '../../src/staff/index.ts'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'
import { webChild } from '../support/deskBrowser.ts'
import { signInTo, type DeskOf } from '../support/deskOf.ts'
import { eventually } from '../support/eventually.ts'
import { tell } from './story.ts'

const master = randomBytes(32)
let database: TestDatabase
let service: Service
let vault: Vault
let head: DeskOf
let hoa: DeskOf
beforeAll(async () => {
  database = await createTestDatabase()
  await seedDemoCentre(database.db.prisma)
  await seedDemoStaff(database.db, 'demo-wish-test-2026')
  const config = readConfig({ NODE_ENV: 'test', PORT: '0', DATA_DIR: await mkdtemp(join(tmpdir(), 'wish-')), DATABASE_URL: database.url, MASTER_KEY: master.toString('base64') })
  service = await startService({ config, databaseUrl: database.url, log: createLog('silent') })
  vault = await openVault(database.db.pool, [master])
  ;[head, hoa] = await Promise.all([signInTo(database.db, service.url, 'head'), signInTo(database.db, service.url, 'counsellor')])
})
afterAll(async () => {
  await service.stop()
  await database.drop()
})

async function get<T>(desk: DeskOf, path: string, schema: { parse(value: unknown): T }): Promise<T> {
  const answer = await desk.get(path)
  expect([path, answer.status]).toEqual([path, 200])
  return schema.parse(await answer.json())
}
const wishes = async () => (await get(head, '/erasures', erasuresSchema)).requests
const open = async () => (await wishes()).filter(({ outcome }) => outcome === 'asked')

/** Says each line when the answer to the one before has come. */
async function talk(lines: readonly string[]) {
  const child = await webChild(service.url)
  for (const line of lines) {
    const heard = (await child.heard()).length
    await child.says(line)
    await eventually(async () => expect((await child.heard()).length).toBeGreaterThan(heard))
  }
  return child
}

test('"xóa những gì đã nói" in the chat becomes a wish with its terms; the head reads it, erases, and the child\'s words are gone', async () => {
  const child = await talk(['chào', 'xóa những gì đã nói', 'xóa'])
  expect((await child.heard()).at(-1)).toMatch(/đã xóa những gì mình ghi/)
  const [wish] = await open()
  expect(wish).toMatchObject({ cause: 'chat', outcome: 'asked', decidedBy: null, conversationId: expect.any(String) })
  expect(Date.parse(wish?.answerDueAt ?? '')).toBeGreaterThan(Date.parse(wish?.askedAt ?? ''))
  expect((await get(hoa, `/conversations/${wish?.conversationId}/keeping`, keepingSchema)).wish?.id).toBe(wish?.id)

  expect((await hoa.post(`/erasures/${wish?.id}/erase`, {})).status).toBe(403)
  // The retention job decides nothing in a human's place.
  expect(await eraseWaiting({ pool: database.db.pool, vault })).toBe(0)
  const erased = await head.post(`/erasures/${wish?.id}/erase`, {})
  expect(erasedSchema.parse(await erased.json())).toEqual({ outcome: 'erased', kept: [] })
  expect(await wishes()).toMatchObject([{ id: wish?.id, outcome: 'erased', decidedBy: 'Sơn', proofId: expect.any(String), conversationId: null }])
  expect((await database.db.pool.query('select 1 from message')).rowCount).toBe(0)
})

test('where danger was told the same wish is written down too; an exception of Điều 19 refuses it by name, and no job overrules that', async () => {
  await talk(['ba em đánh em chảy máu, em đang trốn trong nhà tắm', 'xóa những gì đã nói', 'xóa'])
  const [wish] = await open()
  expect(wish).toMatchObject({ cause: 'chat', outcome: 'asked' })
  expect((await head.post(`/erasures/${wish?.id}/refuse`, { exception: 'because' })).status).toBe(400)
  expect((await hoa.post(`/erasures/${wish?.id}/refuse`, { exception: '19-1a' })).status).toBe(403)
  expect((await head.post(`/erasures/${wish?.id}/refuse`, { exception: '19-1a' })).status).toBe(204)
  expect((await wishes()).find(({ id }) => id === wish?.id)).toMatchObject({ outcome: 'refused', exception: '19-1a', decidedBy: 'Sơn' })
  // Its case closes, the alarm is acknowledged, nothing stands in the way any more: the human's no still holds.
  await database.db.pool.query(`update alarm set acknowledged_at = now()`)
  await database.db.pool.query(`update conversation set state = 'closed', closed_at = now(), case_id = null, waiting_since = null, review = false`)
  expect(await eraseWaiting({ pool: database.db.pool, vault })).toBe(0)
  expect((await head.post(`/erasures/${wish?.id}/erase`, {})).status).toBe(404)
})

test('a counsellor takes the wish in for the child they talk with; said three times it is one wish', async () => {
  const { conversationId, personId } = await tell({ pool: database.db.pool, vault, staffId: hoa.id }, { hoursAgo: 1 })
  for (let n = 0; n < 3; n += 1) expect((await hoa.post(`/conversations/${conversationId}/erasure-wish`, {})).status).toBe(204)
  expect(await open()).toMatchObject([{ cause: 'request', conversationId }])
  expect((await hoa.post(`/conversations/${randomUUID()}/erasure-wish`, {})).status).toBe(404)
  // Erasing from the conversation itself answers the standing wish instead of adding one.
  expect((await head.post(`/conversations/${conversationId}/erase`, {})).status).toBe(200)
  expect((await database.db.pool.query('select outcome from erasure_request where person_id = $1', [personId])).rows).toEqual([{ outcome: 'erased' }])
})

test('who was purged by the term of retention has no open wish left', async () => {
  const { personId, conversationId } = await tell({ pool: database.db.pool, vault, staffId: hoa.id }, { hoursAgo: 1 })
  await hoa.post(`/conversations/${conversationId}/erasure-wish`, {})
  for (const sql of ['delete from evidence where conversation_id = $1', 'delete from message where conversation_id = $1', 'delete from lane where conversation_id = $1', 'delete from conversation where id = $1']) await database.db.pool.query(sql, [conversationId])
  await database.db.pool.query('delete from person where id = $1', [personId])
  expect(await eraseWaiting({ pool: database.db.pool, vault })).toBe(1)
  expect(await open()).toEqual([])
})

test('a case shows until when it is kept; a hold on it shows at its conversation too, in the list of the head, and nowhere to others', async () => {
  const { conversationId, caseId } = await tell({ pool: database.db.pool, vault, staffId: hoa.id }, { hoursAgo: 24, closed: 'helped', case: 'closed' })
  const keeping = await get(hoa, `/cases/${caseId}/keeping`, keepingSchema)
  expect(keeping).toMatchObject({ class: 'case', holds: [], wish: null })
  expect(Math.round((Date.parse(keeping.until ?? '') - Date.now()) / (365.25 * 86_400_000))).toBe(10)
  expect((await head.post(`/cases/${caseId}/holds`, { reason: 'court' })).status).toBe(200)
  for (const path of [`/cases/${caseId}/keeping`, `/conversations/${conversationId}/keeping`]) expect((await get(hoa, path, keepingSchema)).holds).toMatchObject([{ reason: 'court', by: 'Sơn' }])
  expect((await get(head, '/holds', holdsSchema)).holds).toMatchObject([{ subject: 'case_record', subjectId: caseId, caseNumber: caseId, reason: 'court' }])
  expect((await hoa.get('/holds')).status).toBe(403)
  expect((await hoa.get(`/cases/${randomUUID()}/keeping`)).status).toBe(404)
})

test('the head reads everything of one child, and everything one member of staff did, page by page', async () => {
  const first = await tell({ pool: database.db.pool, vault, staffId: hoa.id }, { hoursAgo: 30, closed: 'helped' })
  await hoa.get(`/conversations/${first.conversationId}`)
  const { rows: [second] } = await database.db.pool.query<{ id: string }>(`insert into conversation (id, person_id, channel, state, closed_at) values (gen_random_uuid(), $1, 'zalo', 'closed', now()) returning id`, [first.personId])
  const whole = await get(head, `/conversations/${second?.id}/accesses?whole=1`, accessesSchema)
  expect(whole.lines.map(({ action, subjectId }) => [action, subjectId])).toEqual([['audit.read', second?.id], ['conversation.open', first.conversationId]])
  const hers = await get(head, `/accesses?staff=${hoa.id}`, accessesSchema)
  expect(new Set(hers.lines.map(({ by }) => by?.name))).toEqual(new Set(['Hoa']))
  await database.db.pool.query(`insert into access_log (staff_id, action, subject, subject_id) select $1, 'conversation.open', 'conversation', gen_random_uuid()::text from generate_series(1, 150)`, [hoa.id])
  const newest = await get(head, `/accesses?staff=${hoa.id}`, accessesSchema)
  const older = await get(head, `/accesses?staff=${hoa.id}&before=${newest.next}`, accessesSchema)
  expect([newest.lines.length, older.lines.length > 50, Number(older.lines[0]?.id) < Number(newest.lines.at(-1)?.id)]).toEqual([100, true, true])
  expect((await get(head, '/accesses', accessesSchema)).lines[0]).toMatchObject({ by: { name: 'Sơn' }, action: 'audit.read', subjectId: 'access-log' })
  for (const path of ['/accesses', '/audit', '/retention', '/purges', '/audit/anchors', '/erasures']) expect([path, (await hoa.get(path)).status]).toEqual([path, 403])
})

test('the terms in force and the last run of the purge are shown; the logs are verified from the desk, against anchors kept elsewhere', async () => {
  await eventually(async () => expect((await get(head, '/retention', retentionSchema)).job?.okAt).toEqual(expect.any(String)))
  const { terms, overdue } = await get(head, '/retention', retentionSchema)
  expect([terms.find((one) => one.class === 'talk')?.keep, overdue]).toEqual(['90 days', 0])

  await eventually(async () => expect((await get(head, '/audit', auditSchema)).seals).toBeGreaterThan(0))
  const file: { base64: string } = await (await head.get('/audit/anchors')).json()
  const anchors = Buffer.from(file.base64, 'base64').toString()
  expect(parseAnchors(anchors).length).toBeGreaterThan(0)
  const verify = async (text?: string) => verifiedSchema.parse(await (await head.post('/audit/verify', text === undefined ? {} : { anchors: text })).json())
  expect(await verify(anchors)).toMatchObject({ found: 0, findings: [], anchors: parseAnchors(anchors).length })
  // An anchor that this chain does not contain: the past was rewritten.
  const forged = JSON.stringify({ ...JSON.parse(anchors.split('\n')[0] ?? ''), hash: 'a'.repeat(64) })
  expect(await verify(forged)).toMatchObject({ found: 1, findings: [{ what: 'anchor-missing' }] })
  expect((await get(head, '/audit', auditSchema)).verified).toMatchObject({ found: 1 })
  expect((await head.post('/audit/verify', { anchors: 'no anchor' })).status).toBe(400)
  expect((await hoa.post('/audit/verify', {})).status).toBe(403)
})
