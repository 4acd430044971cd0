/** What is said about a member of staff is there for the focal persons alone: also in every list beside the queue, and by every id. */
import { randomBytes } from 'node:crypto'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readConfig } from '../../src/config.ts'
import { seedDemoCentre } from '../../src/directory/index.ts'
import { createLog } from '../../src/log.ts'
import { openVault } from '../../src/safeguards/index.ts'
import { startService, type Service } from '../../src/service.ts'
import { seedDemoStaff } from '../../src/staff/index.ts'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'
import { signInTo, type DeskOf } from '../support/deskOf.ts'
import { tell, type Story } from './story.ts'

const master = randomBytes(32)
let database: TestDatabase
let service: Service
let [hoa, focal, head]: (DeskOf | undefined)[] = []
let hidden: Story
let open: Story
beforeAll(async () => {
  database = await createTestDatabase()
  await seedDemoCentre(database.db.prisma)
  await seedDemoStaff(database.db, 'demo-hidden-test-2026')
  const config = readConfig({ NODE_ENV: 'test', PORT: '0', DATA_DIR: await mkdtemp(join(tmpdir(), 'hidden-')), DATABASE_URL: database.url, MASTER_KEY: master.toString('base64') })
  service = await startService({ config, databaseUrl: database.url, log: createLog('silent') })
  ;[hoa, focal, head] = await Promise.all(['counsellor', 'supervisor', 'head'].map((who) => signInTo(database.db, service.url, who)))
  const { pool } = database.db
  const vault = await openVault(pool, [master])
  const told = { hoursAgo: 1, closed: 'helped', case: 'new', urgency: 'high' } as const
  open = await tell({ pool, vault, staffId: at(hoa).id }, told)
  hidden = await tell({ pool, vault, staffId: at(hoa).id }, told)
  await pool.query('insert into focal_person (staff_id) values ($1)', [at(focal).id])
  await pool.query('insert into focal_talk (conversation_id) values ($1)', [hidden.conversationId])
  // The same person wrote before, openly.
  await pool.query(`update conversation set person_id = $2 where id = $1`, [open.conversationId, hidden.personId])
  await pool.query(`insert into retention_hold (id, subject, subject_id, reason, placed_by) values (gen_random_uuid(), 'case_record', $1, 'complaint', $2)`, [hidden.caseId, at(focal).id])
})
afterAll(async () => {
  await service.stop()
  await database.drop()
})

function at(desk: DeskOf | undefined): DeskOf {
  if (!desk) throw new Error('signed in')
  return desk
}
const body = async (desk: DeskOf | undefined, path: string) => {
  const answer = await at(desk).get(path)
  return answer.status === 200 ? answer.text() : `${answer.status}`
}

test('that somebody opened it is not told to the head, who may be the one it is about', async () => {
  expect((await at(focal).get(`/conversations/${hidden.conversationId}`)).status).toBe(200)
  expect((await at(hoa).get(`/conversations/${open.conversationId}`)).status).toBe(200)
  const log = await body(head, '/accesses')
  expect([log.includes(open.conversationId), log.includes(hidden.conversationId), log.includes(String(hidden.caseId))]).toEqual([true, false, false])
  const whole = await body(head, `/conversations/${open.conversationId}/accesses?whole=1`)
  expect([whole.includes(open.conversationId), whole.includes(hidden.conversationId)]).toEqual([true, false])
  for (const path of [`/conversations/${hidden.conversationId}/accesses`, `/conversations/${hidden.conversationId}/keeping`, `/cases/${hidden.caseId}/accesses`, `/cases/${hidden.caseId}/keeping`]) expect([path, await body(head, path)]).toEqual([path, '404'])
})

test('holds, earlier talks and likely cases do not name it either', async () => {
  expect(await body(head, '/holds')).toBe('{"holds":[]}')
  expect(await body(hoa, `/conversations/${open.conversationId}`)).not.toContain(hidden.conversationId)
  expect(await body(focal, `/conversations/${open.conversationId}`)).toContain(hidden.conversationId)
  expect(await body(hoa, `/cases/${open.caseId}/suggestions`)).not.toContain(String(hidden.caseId))
})

test('a referral, a request about data or a message of it is not there by its id', async () => {
  const { pool } = database.db
  const { rows: [referral] } = await pool.query<{ id: string }>(`insert into referral (id, case_id, body_kind, state, created_by) values (gen_random_uuid(), $1, 'commune', 'draft', $2) returning id`, [hidden.caseId, at(focal).id])
  for (const path of [`/referrals/${referral?.id}/act`, `/messages/${hidden.messageId}/send-again`]) expect([path, (await at(hoa).post(path, { act: 'withdraw' })).status]).toEqual([path, 404])
  expect((await pool.query('select state from referral where id = $1', [referral?.id])).rows).toEqual([{ state: 'draft' }])
})

test('nobody who does not see it can erase it through the same person\'s other talk', async () => {
  const { pool } = database.db
  await pool.query(`update retention_hold set released_at = now(), released_by = placed_by`)
  await pool.query(`update conversation set case_id = null where id = any($1::uuid[])`, [[hidden.conversationId, open.conversationId]])
  const erased = await at(head).post(`/conversations/${open.conversationId}/erase`, {})
  expect(await erased.json()).toMatchObject({ outcome: 'partly', kept: [{ conversationId: hidden.conversationId, reason: 'being-handled' }] })
  expect((await pool.query('select 1 from message where conversation_id = $1', [hidden.conversationId])).rowCount).toBe(1)
})
