/** An old case that is nobody's matter any more: out of a counsellor's reach by every id, and open for a reason that stays in the log. */
import { randomBytes, randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readConfig } from '../../src/config.ts'
import { seedDemoCentre } from '../../src/directory/index.ts'
import { createLog } from '../../src/log.ts'
import { openVault } from '../../src/safeguards/index.ts'
import { startService, type Service } from '../../src/service.ts'
import { NEAR_DAYS } from '../../src/staff/index.ts'
import { seedDemoStaff } from '../../src/staff/index.ts'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'
import { signInTo, type DeskOf } from '../support/deskOf.ts'
import { temporaryDirectory } from '../support/runningService.ts'
import { tell, type Story } from './story.ts'

const master = randomBytes(32)
let database: TestDatabase
let service: Service
let hoa: DeskOf
let nam: DeskOf
let lan: DeskOf
beforeAll(async () => {
  database = await createTestDatabase()
  await seedDemoCentre(database.db.prisma)
  await seedDemoStaff(database.db, 'demo-reach-test-2026')
  service = await startService({ config: readConfig({ NODE_ENV: 'test', PORT: '0', DATA_DIR: await temporaryDirectory(), DATABASE_URL: database.url, MASTER_KEY: master.toString('base64') }), databaseUrl: database.url, log: createLog('silent') })
  ;[hoa, nam, lan] = await Promise.all([signInTo(database.db, service.url, 'counsellor'), signInTo(database.db, service.url, 'counsellor2'), signInTo(database.db, service.url, 'supervisor')])
})
afterAll(async () => {
  await service.stop()
  await database.drop()
})

const pool = () => database.db.pool

/** A closed case of so many days ago, with a picture and a request for data in it. */
async function oldCase(days: number): Promise<Story & { caseId: string; mediaId: string }> {
  const story = await tell({ pool: pool(), vault: await openVault(pool(), [master]), staffId: lan.id }, { hoursAgo: days * 24, closed: 'done', case: 'closed' })
  const mediaId = randomUUID()
  await pool().query(`insert into media (id, message_id, place, state, due_at) values ($1, $2, 0, 'refused', null)`, [mediaId, story.messageId])
  return { ...story, caseId: story.caseId ?? '', mediaId }
}
const key = async (answer: Response) => (answer.status < 400 ? answer.status : `${answer.status} ${((await answer.json()) as { error: { key: string } }).error.key}`)
const reads = (desk: DeskOf, { caseId, conversationId }: { caseId: string; conversationId: string }) => Promise.all([`/cases/${caseId}`, `/cases/${caseId}/suggestions`, `/cases/${caseId}/keeping`, `/conversations/${conversationId}`].map(async (path) => key(await desk.get(path))))
const SHUT = ['403 error.out-of-reach', '403 error.out-of-reach', '403 error.out-of-reach', '404 error.not-found']
const OPEN = [200, 200, 200, 200]

test('closed within three months it is everybody\'s who counsels; later it is not, by no id', async () => {
  const late = await oldCase(NEAR_DAYS - 1)
  expect(await reads(hoa, late)).toEqual(OPEN)
  const old = await oldCase(NEAR_DAYS + 1)
  expect([await reads(hoa, old), await reads(lan, old)]).toEqual([SHUT, OPEN])
  expect(await key(await hoa.post(`/media/${old.mediaId}/open`, { reason: 'assess' }))).toBe('404 error.not-found')
  expect(await key(await hoa.post(`/messages/${old.messageId}/send-again`, {}))).toBe('404 error.not-found')
  for (const path of ['edits', 'tasks', 'state', 'papers', 'referrals']) expect([path, await key(await hoa.post(`/cases/${old.caseId}/${path}`, {}))]).toEqual([path, '403 error.out-of-reach'])
  expect(await key(await hoa.get(`/cases/${randomUUID()}`))).toBe('404 error.not-found')
})

test('whoever answers for it keeps it', async () => {
  const old = await oldCase(NEAR_DAYS + 1)
  await pool().query('update case_record set responsible_id = $2 where id = $1', [old.caseId, hoa.id])
  expect([await reads(hoa, old), await reads(nam, old)]).toEqual([OPEN, SHUT])
})

test('at night it opens for a reason: for whoever gave it, for twelve hours, with its talks, and the log has it', async () => {
  const old = await oldCase(NEAR_DAYS + 200)
  expect(await key(await hoa.post(`/cases/${old.caseId}/reach`, { reason: 'curious' }))).toBe('400 error.bad-request')
  expect(await key(await hoa.post(`/cases/${old.caseId}/reach`, { reason: 'same-child' }))).toBe(204)
  expect([await reads(hoa, old), await reads(nam, old)]).toEqual([OPEN, SHUT])
  const { rows } = await pool().query(`select staff_id as staff, reason from access_log where action = 'case.reach' and subject_id = $1`, [old.caseId])
  expect(rows).toEqual([{ staff: hoa.id, reason: 'same-child' }])
  await pool().query(`update reach_grant set until = now() where case_id = $1`, [old.caseId])
  expect(await reads(hoa, old)).toEqual(SHUT)
})
