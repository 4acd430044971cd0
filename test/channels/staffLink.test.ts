/** Staff link their own accounts by a code from their own phone, and send themselves a test by every platform. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { linkCodeSchema, myChannelsSchema } from '../../src/desk/api.ts'
import { openDatabase } from '../../src/database/index.ts'
import { seedDemoCentre } from '../../src/directory/index.ts'
import { createLog } from '../../src/log.ts'
import { createVault } from '../../src/safeguards/index.ts'
import { startSimulator, type Simulator } from '../../src/simulator/index.ts'
import { seedDemoStaff } from '../../src/staff/index.ts'
import { hearLinkCodes } from '../../src/staffLink/index.ts'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'
import { signInTo, type DeskOf } from '../support/deskOf.ts'
import { eventually } from '../support/eventually.ts'
import { openLine } from '../support/line.ts'
import { runService, temporaryDirectory, type RunningService } from '../support/runningService.ts'
import { textFrom } from '../support/spine.ts'

let database: TestDatabase
let sim: Simulator
let service: RunningService
let admin: DeskOf

beforeAll(async () => {
  database = await createTestDatabase()
  await seedDemoCentre(database.db.prisma)
  await seedDemoStaff(database.db, 'mật khẩu thử nghiệm')
  sim = await startSimulator()
  service = await runService({ ...sim.settings(), DATABASE_URL: database.url, DATA_DIR: await temporaryDirectory(), MASTER_KEY: Buffer.alloc(32, 7).toString('base64') })
  sim.connect(service.url)
  admin = await signInTo(database.db, service.url, 'admin')
})
afterAll(async () => {
  await service.stop()
  await sim.close()
  await database.drop()
})

const CHANNELS = ['zalo', 'messenger'] as const
const people = async () => (await database.db.pool.query('select 1 from person')).rowCount
const linkedOf = async (desk: DeskOf, channel: string) => myChannelsSchema.parse(await (await desk.get('/me/channels')).json()).channels.find((one) => one.channel === channel)?.linkedAt
const codeFor = async (desk: DeskOf, channel: string) => linkCodeSchema.parse(await (await desk.post('/me/channels/code', { channel })).json()).code
const keyOf = async (answer: Response): Promise<string> => (await answer.json()).error.key

test.each(CHANNELS)('%s: a test message needs a link first; with the code sent from one’s own phone it arrives there', async (channel) => {
  expect(await keyOf(await admin.post('/channels/test', { channel }))).toBe('error.not-linked')
  const phone = sim[channel].person()
  const code = await codeFor(admin, channel)
  expect(await linkedOf(admin, channel)).toBeNull()
  expect(await phone.says(` ${code.toLowerCase()} `)).toMatchObject({ status: 200 })
  await eventually(async () => expect(await linkedOf(admin, channel)).toEqual(expect.any(String)))
  await eventually(() => expect(phone.inbox.map(({ text }) => text)).toEqual([expect.stringContaining('Đã liên kết')]))
  expect(await (await admin.post('/channels/test', { channel })).json()).toEqual({ outcome: 'sent', code: null })
  expect(phone.inbox.at(-1)?.text).toBe('Tin thử từ Lắng Nghe: kênh này gửi được tin.')
  // Staff with a code are nobody who needs help: no person, no conversation, no case.
  expect(await people()).toBe(0)
  const { rows } = await database.db.pool.query<{ action: string; reason: string }>(`select action, reason from access_log where action in ('channel.link', 'channel.test') and reason in ('sent', $1) and (subject_id = $1 or reason = $1) order by id`, [channel])
  expect(rows).toEqual([{ action: 'channel.link', reason: channel }, { action: 'channel.test', reason: 'sent' }])
})

test.each(CHANNELS)('%s: a test that the platform refuses says why', async (channel) => {
  sim[channel].faults.next(channel === 'zalo' ? { kind: 'error', code: -211 } : { kind: 'error', code: 200 })
  expect(await (await admin.post('/channels/test', { channel })).json()).toEqual({ outcome: 'failed', code: channel === 'zalo' ? 'quota' : 'account' })
})

test('Zalo: the linked account is a path of the alarms, and is none any more when the link is given up', async () => {
  const paths = async () => (await (await admin.get('/me/alarm-paths')).json()).addresses
  expect(await paths()).toMatchObject([{ path: 'zalo' }])
  expect((await admin.post('/me/channels/remove', { channel: 'zalo' })).status).toBe(200)
  expect(await paths()).toEqual([])
  expect(await linkedOf(admin, 'zalo')).toBeNull()
  expect((await admin.post('/me/channels/remove', { channel: 'zalo' })).status).toBe(404)
})

test('the same event delivered again links nobody anew and makes nobody; the same code from another phone is what somebody says', async () => {
  const before = await people() ?? 0
  const [phone, stranger] = [sim.zalo.person(), sim.zalo.person()]
  const code = await codeFor(admin, 'zalo')
  await phone.says(code, { messageId: 'same' })
  await phone.says(code, { messageId: 'same' })
  await phone.says(code)
  expect(await people()).toBe(before)
  await stranger.says(code)
  await eventually(async () => expect(await people()).toBe(before + 1))
})

test('a newer code ends the older, and a code of one platform is none on the other', async () => {
  const before = await people() ?? 0
  const older = await codeFor(admin, 'messenger')
  await codeFor(admin, 'messenger')
  await sim.messenger.person().says(older)
  await sim.messenger.person().says(await codeFor(admin, 'zalo'))
  await eventually(async () => expect(await people()).toBe(before + 2))
})

test('every member of staff may link an account; only the administrator tests channels', async () => {
  const counsellor = await signInTo(database.db, service.url, 'counsellor')
  expect((await counsellor.post('/me/channels/code', { channel: 'zalo' })).status).toBe(200)
  expect((await counsellor.post('/channels/test', { channel: 'zalo' })).status).toBe(403)
  expect((await admin.post('/channels/test', { channel: 'web' })).status).toBe(400)
})

test('the database holds neither code nor address in the open', async () => {
  const code = await codeFor(admin, 'zalo')
  const { rows } = await database.db.pool.query<{ all: string }>(`select encode(code_hash, 'escape') || coalesce(encode(used_by_hash, 'escape'), '') as all from channel_link_code union all select encode(address_enc, 'escape') from staff_channel`)
  for (const { all } of rows) expect(all).not.toMatch(new RegExp(`${code.slice(3).replace('-', '')}|${sim.zalo.people.all().map(({ id }) => id).join('|')}`))
})

test('a database that says nothing keeps nobody waiting who writes what looks like a code: it is heard as words', async () => {
  const line = await openLine(database.url)
  const frozen = openDatabase(line.url, { connections: 1 })
  await frozen.pool.query('select 1')
  line.freeze()
  const heard: string[] = []
  const hear = hearLinkCodes({ pool: frozen.pool, vault: createVault(Buffer.alloc(32, 7)), log: createLog('silent'), welcome: async () => undefined, receive: async ({ content }) => void heard.push(content.text) })
  await hear(textFrom('child', 'LN-7KQM-3XHP', 'k-1'))
  expect(heard).toEqual(['LN-7KQM-3XHP'])
  await line.close()
  await frozen.close()
})
