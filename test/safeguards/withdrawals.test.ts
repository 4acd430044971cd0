import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readChannels } from '../../src/channelHealth/readChannels.ts'
import { createLog } from '../../src/log.ts'
import { createMetrics } from '../../src/metrics.ts'
import { openVault, startWithdrawals, type Vault } from '../../src/safeguards/index.ts'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'
import { eventually } from '../support/eventually.ts'
import { startTestSpine, textFrom } from '../support/spine.ts'

let database: TestDatabase
let vault: Vault
beforeAll(async () => {
  database = await createTestDatabase()
  vault = await openVault(database.db.pool, [randomBytes(32)])
})
afterAll(() => database.drop())

const pool = () => database.db.pool
const withdrawal = (externalId: string, key: string) => ({ channel: 'zalo', account: 'oa-1', eventKey: key, kind: 'user_withdraw', body: `{"user":"${externalId}"}`, type: 'withdrawal', externalId, at: new Date() }) as const
const job = async () => (await pool().query<{ attempts: number; code: string | null }>('select attempts, error_code as code from withdrawal')).rows
const problems = async () => (await readChannels({ pool: pool(), metrics: createMetrics(), open: ['zalo'], timeZone: () => 'Asia/Ho_Chi_Minh' })).find(({ channel }) => channel === 'zalo')?.problems

test('a withdrawal is taken at once and erased by a job; what fails is seen by the administrator, tried again, and done once', async () => {
  const spine = await startTestSpine(database.url, { vault })
  await spine.receive(textFrom('child', 'một', 'k-1'))
  await eventually(async () => {
    expect(spine.sent).toHaveLength(1)
    expect((await pool().query('select 1 from outbox')).rowCount).toBe(0)
  })
  // The erasure cannot be done: a foreign hand in the database. The platform still gets its answer.
  await pool().query(`create function refuse() returns trigger language plpgsql as $$ begin raise exception 'no' using errcode = 'XX001'; end $$`)
  await pool().query('create trigger refuse before delete on message for each row execute function refuse()')
  await Promise.all(['w-1', 'w-1', 'w-2'].map((key) => spine.receiveEvent(withdrawal('child', key))))
  const jobs = [1, 2].map(() => startWithdrawals({ pool: pool(), vault, log: createLog('silent') }))
  await eventually(async () => expect(await job()).toMatchObject([{ code: 'XX001' }]))
  expect(await problems()).toEqual(['withdrawal'])
  expect((await pool().query('select 1 from person')).rowCount).toBe(1)

  await pool().query('drop trigger refuse on message')
  await pool().query('update withdrawal set due_at = now()')
  await eventually(async () => expect(await job()).toEqual([]))
  expect(await problems()).toEqual([])
  expect((await pool().query('select 1 from person')).rowCount).toBe(0)
  expect((await pool().query('select cause, outcome from erasure_request')).rows).toEqual([{ cause: 'withdrawal', outcome: 'erased' }])
  await Promise.all([spine, ...jobs].map((one) => one.stop()))
})

test('who withdrew and wrote again before the job came to it has begun a talk anew: a human decides', async () => {
  const spine = await startTestSpine(database.url, { vault })
  // One and the same second by the platform's clock.
  const saidAt = new Date()
  await spine.receive({ ...textFrom('again', 'trước', 'k-20'), saidAt })
  await spine.receiveEvent({ ...withdrawal('again', 'w-20'), at: saidAt })
  await spine.receive({ ...textFrom('again', 'sau', 'k-21'), saidAt })
  await eventually(async () => expect((await pool().query(`select 1 from message where direction = 'in' and done_at is null`)).rowCount).toBe(0))
  const jobs = startWithdrawals({ pool: pool(), vault, log: createLog('silent') })
  await eventually(async () => expect(await job()).toEqual([]))
  expect((await pool().query(`select 1 from message where event_key in ('k-20', 'k-21')`)).rowCount).toBe(2)
  expect((await pool().query(`select kept->0->>'reason' as reason from erasure_request where outcome = 'refused'`)).rows).toEqual([{ reason: 'being-handled' }])
  await Promise.all([spine.stop(), jobs.stop()])
})

test('whoever withdrew without a word of theirs here stays unknown: neither events nor words of before come back', async () => {
  const people = async () => (await pool().query('select 1 from person')).rowCount ?? 0
  const others = await people()
  const spine = await startTestSpine(database.url, { vault })
  await spine.receiveEvent({ channel: 'zalo', account: 'oa-1', eventKey: 'unfollow-1', kind: 'unfollow', body: '{"follower":"stranger"}', type: 'ignored' })
  const before = new Date(Date.now() - 2_000)
  await spine.receiveEvent(withdrawal('stranger', 'w-3'))
  const jobs = startWithdrawals({ pool: pool(), vault, log: createLog('silent') })
  await eventually(async () => expect(await job()).toEqual([]))
  expect((await pool().query(`select 1 from channel_event where kind = 'unfollow'`)).rowCount).toBe(0)
  await spine.receive({ ...textFrom('stranger', 'lúc mất mạng', 'k-9'), saidAt: before, late: true })
  expect(await people()).toBe(others)
  await spine.receive({ ...textFrom('stranger', 'em viết lại', 'k-10'), saidAt: new Date(Date.now() + 1_000), late: true })
  expect(await people()).toBe(others + 1)
  await Promise.all([spine.stop(), jobs.stop()])
})
