/** The administrator's page: how the channels do, without a word of what is said; and Zalo's permission, lost and given again. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readChannels, watchChannels } from '../../src/channelHealth/index.ts'
import { channelsSchema, zaloLinkSchema, type ChannelState } from '../../src/desk/api.ts'
import { seedDemoCentre } from '../../src/directory/index.ts'
import { createLog } from '../../src/log.ts'
import { createMetrics } from '../../src/metrics.ts'
import { startSimulator, type Simulator } from '../../src/simulator/index.ts'
import { createStaff, seedDemoStaff } from '../../src/staff/index.ts'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'
import { signInTo, type DeskOf } from '../support/deskOf.ts'
import { eventually } from '../support/eventually.ts'
import { runService, temporaryDirectory, type RunningService } from '../support/runningService.ts'

let database: TestDatabase
let sim: Simulator
let service: RunningService
let admin: DeskOf

beforeAll(async () => {
  database = await createTestDatabase()
  await seedDemoCentre(database.db.prisma)
  await seedDemoStaff(database.db, 'mật khẩu thử nghiệm')
  await createStaff(database.db, { email: 'admin2@demo.local', name: 'Quản trị hai', role: 'administrator', password: 'mật khẩu thử nghiệm' })
  sim = await startSimulator()
  service = await runService({ ...sim.settings(), DATABASE_URL: database.url, DATA_DIR: await temporaryDirectory(), MASTER_KEY: Buffer.alloc(32, 7).toString('base64'), PUBLIC_URL: 'http://desk.test' })
  sim.connect(service.url)
  admin = await signIn('admin')
})
afterAll(async () => {
  await service.stop()
  await sim.close()
  await database.drop()
})

/** PUBLIC_URL is the origin of honest requests. */
const signIn = (who: string) => signInTo(database.db, service.url, who, 'http://desk.test')
const stateOf = async (channel: string): Promise<ChannelState | undefined> =>
  channelsSchema.parse(await (await admin.get('/channels')).json()).channels.find((one) => one.channel === channel)

/** What an administrator's browser brings back from Zalo's page of permission. */
async function comeBack(desk: DeskOf): Promise<{ code: string; oaId: string; state: string }> {
  const { url } = zaloLinkSchema.parse(await (await desk.post('/channels/zalo/link', {})).json())
  const page = await fetch(url, { redirect: 'manual' })
  const back = new URL(page.headers.get('location') ?? '')
  expect(`${back.origin}${back.pathname}`).toBe('http://desk.test/desk/channels')
  const value = (name: string) => back.searchParams.get(name) ?? ''
  return { code: value('code'), oaId: value('oa_id'), state: value('state') }
}
let calls = 0
const watch = () => watchChannels({
  pool: database.db.pool, metrics: createMetrics(), open: ['zalo', 'messenger', 'web'], timeZone: () => 'Asia/Ho_Chi_Minh', log: createLog('silent'),
  call: async () => { calls += 1 },
})
const keyOf = async (answer: Response): Promise<string> => (await answer.json()).error.key

test('it is for the administrator alone', async () => {
  for (const who of ['counsellor', 'supervisor', 'head']) expect((await (await signIn(who)).get('/channels')).status).toBe(403)
  expect((await (await signIn('counsellor')).post('/channels/zalo/link', {})).status).toBe(403)
})

test('last words in and out, counts, errors by code and refusals; never a word or a name', async () => {
  const [child, blocked] = [sim.zalo.person(undefined, 'Tên riêng'), sim.messenger.person()]
  blocked.blocks()
  await child.says('Em muốn hỏi một chuyện bí mật ạ')
  await blocked.says('Em chào ạ')
  await fetch(`${service.url}/webhooks/zalo`, { method: 'POST', body: '{}' })
  await eventually(async () => expect(await stateOf('zalo')).toMatchObject({ open: true, problems: [], received: 1, sent: 1, errors: [], refusals: [{ reason: 'signature', n: 1 }], token: { failedAt: null } }))
  await eventually(async () => expect(await stateOf('messenger')).toMatchObject({ open: true, received: 1, sent: 0, errors: [{ code: 'blocked', n: 1 }], lastOutboundAt: null, token: null }))
  const text = await (await admin.get('/channels')).text()
  expect(text).not.toMatch(/bí mật|Tên riêng|Em chào/)
  expect(text).not.toContain(child.id)
})

test('refusals are counted over all processes', async () => {
  const [one, other] = [createMetrics(), createMetrics()]
  const room = (metrics: typeof one) => ({ pool: database.db.pool, metrics, open: ['messenger'] as const, timeZone: () => 'Asia/Ho_Chi_Minh' })
  one.webhookRefused.inc({ channel: 'messenger', reason: 'signature' }, 2)
  other.webhookRefused.inc({ channel: 'messenger', reason: 'signature' })
  const counted = async (metrics: typeof one) => (await readChannels(room(metrics))).find(({ channel }) => channel === 'messenger')?.refusals
  await counted(one)
  expect(await counted(other)).toEqual([{ reason: 'signature', n: 3 }])
  expect(await counted(one)).toEqual([{ reason: 'signature', n: 3 }])
})

test('Messenger: a policy notice of the platform is a problem the administrator sees and is called about', async () => {
  await sim.messenger.emit({ at: Date.now(), in: 'messaging', item: { recipient: { id: sim.messenger.account.pageId }, timestamp: Date.now(), policy_enforcement: { action: 'warning', reason: 'x' } } })
  await eventually(async () => expect((await stateOf('messenger'))?.problems).toEqual(['policy']))
  await database.db.pool.query(`update channel_event set received_at = now() - interval '8 days' where kind = 'policy'`)
  expect((await stateOf('messenger'))?.problems).toEqual([])
})

test('asked now, the platforms say whether they take our tokens', async () => {
  for (const channel of ['zalo', 'messenger']) expect(await (await admin.post('/channels/check', { channel })).json()).toEqual({ problem: null })
})

test('Zalo: permission withdrawn is seen, and given again by the link: messages go on', async () => {
  sim.zalo.tokens.revoke()
  const child = sim.zalo.person()
  await child.says('Em muốn hỏi một chuyện ạ')
  await eventually(async () => expect(await stateOf('zalo')).toMatchObject({ problems: ['token'], errors: [{ code: 'token', n: 1 }], token: { failedAt: expect.any(String), failedCode: '-14014' } }))
  expect(await (await admin.post('/channels/check', { channel: 'zalo' })).json()).toEqual({ problem: 'token' })
  // Two processes look: both know, one calls.
  await database.db.pool.query('delete from channel_problem')
  const watches = [watch(), watch()]
  for (const one of watches) await eventually(() => expect(one.current()).toEqual({ ok: false, problems: ['zalo:token'] }))
  await Promise.all(watches.map((one) => one.stop()))
  expect(calls).toBe(1)

  const back = await comeBack(admin)
  expect((await admin.post('/channels/zalo/authorise', back)).status).toBe(200)
  expect(await stateOf('zalo')).toMatchObject({ problems: [], token: { failedAt: null } })
  expect(await (await admin.post('/channels/check', { channel: 'zalo' })).json()).toEqual({ problem: null })
  const next = sim.zalo.person()
  await next.says('Em muốn hỏi một chuyện ạ')
  await eventually(() => expect(next.inbox).toHaveLength(1))
  const after = watch()
  await eventually(async () => expect((await database.db.pool.query('select 1 from channel_problem')).rowCount).toBe(0))
  await after.stop()
  expect(after.current()).toEqual({ ok: true, problems: [] })
  // The same address opened again does nothing.
  expect(await keyOf(await admin.post('/channels/zalo/authorise', back))).toBe('error.authorise-stale')
})

test('Zalo: a code is worth something only to whoever asked, for our OA, and with the verifier kept here', async () => {
  const refreshes = sim.zalo.tokens.refreshes()
  const back = await comeBack(admin)
  expect(await keyOf(await (await signIn('admin2')).post('/channels/zalo/authorise', back))).toBe('error.authorise-stale')
  expect(await keyOf(await admin.post('/channels/zalo/authorise', { ...back, oaId: '4000000000000000009' }))).toBe('error.authorise-account')
  const mine = await comeBack(await signIn('admin2'))
  expect(await keyOf(await admin.post('/channels/zalo/authorise', { code: mine.code, oaId: mine.oaId }))).toBe('error.authorise-refused')
  expect(sim.zalo.tokens.refreshes()).toBe(refreshes)
  // Zalo may leave the state out: the newest wish of the same administrator counts.
  const { state: _left, ...bare } = await comeBack(admin)
  expect((await admin.post('/channels/zalo/authorise', bare)).status).toBe(200)
})

test('Zalo: a pasted refresh token works once, and the old pair stays when it is refused', async () => {
  expect((await admin.post('/channels/zalo/refresh-token', { refreshToken: sim.zalo.tokens.refreshToken })).status).toBe(200)
  const access = sim.zalo.tokens.access
  expect(await keyOf(await admin.post('/channels/zalo/refresh-token', { refreshToken: 'not-a-token-of-zalo' }))).toBe('error.authorise-refused')
  expect(sim.zalo.tokens.access).toBe(access)
  expect(await (await admin.post('/channels/check', { channel: 'zalo' })).json()).toEqual({ problem: null })
  const { rows } = await database.db.pool.query<{ reason: string }>(`select reason from access_log where action = 'channel.authorise' order by id`)
  expect(rows.map(({ reason }) => reason)).toEqual(['code.ok', 'code.stale', 'code.stale', 'code.account', 'code.refused', 'code.ok', 'pasted.ok', 'pasted.refused'])
})

test('a channel that usually speaks at this hour, and does not, is silent; so is one whose sends fail', async () => {
  const { pool } = database.db
  // Two weeks of web chat, a message every ten minutes day and night, until four hours ago.
  const write = (direction: string, every: string, until: string, status: string | null, code: string | null) => pool.query(
    `insert into message (id, conversation_id, seq, direction, author, content_enc, channel, account, said_at, received_at, done_at, status, status_at, error_code)
     select gen_random_uuid(), c.id, 100000 + (select coalesce(max(seq), 0) from message) + row_number() over (), $1, 'person', ''::bytea, 'web', 'web', at, at, at, $4, at, $5
     from (select id from conversation limit 1) c, generate_series(now() - interval '14 days', now() - $3::interval, $2::interval) at`,
    [direction, every, until, status, code])
  await write('in', '10 minutes', '4 hours', null, null)
  expect(await stateOf('web')).toMatchObject({ problems: ['silent'], received: expect.any(Number) })
  await write('in', '1 day', '0 seconds', null, null)
  expect(await stateOf('web')).toMatchObject({ problems: [] })
  await write('out', '2 hours', '0 seconds', 'failed', 'network')
  expect(await stateOf('web')).toMatchObject({ problems: ['failing'], errors: [{ code: 'network', n: expect.any(Number) }], sent: 0 })
})
