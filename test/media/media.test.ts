/** What children send beside words, through the whole service: fetched at once, sealed, unseen, opened once with a reason. */
import { createHash, randomBytes } from 'node:crypto'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { mediaSchema, openingSchema, type Media } from '../../src/desk/api.ts'
import { seedDemoCentre } from '../../src/directory/index.ts'
import { erasePerson, openVault } from '../../src/safeguards/index.ts'
import { startSimulator, type Simulator } from '../../src/simulator/index.ts'
import { seedDemoStaff } from '../../src/staff/index.ts'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'
import { signInTo, type DeskOf } from '../support/deskOf.ts'
import { eventually } from '../support/eventually.ts'
import { runService, temporaryDirectory, type RunningService } from '../support/runningService.ts'

let database: TestDatabase
let sim: Simulator
let service: RunningService

beforeAll(async () => {
  database = await createTestDatabase()
  await seedDemoCentre(database.db.prisma)
  await seedDemoStaff(database.db, 'mật khẩu thử nghiệm')
  sim = await startSimulator()
  service = await runService({ ...sim.settings(), DATABASE_URL: database.url, DATA_DIR: await temporaryDirectory(), MASTER_KEY: Buffer.alloc(32, 7).toString('base64') })
  sim.connect(service.url)
})
afterAll(async () => {
  await service.stop()
  await sim.close()
  await database.drop()
})
afterEach(() => sim.media.faults.clear())

type Kept = { id: string; state: string; attempts: number; error_code: string | null; mime: string | null; bytes: number | null; fingerprint: Buffer | null; content_enc: Buffer | null; conversation: string }
const KEPT = `select d.*, m.conversation_id as conversation from media d join message m on m.id = d.message_id where m.provider_message_id = $1 order by place`

async function keptOf(person: { chat: readonly { id: string }[] }): Promise<Kept[]> {
  return (await database.db.pool.query<Kept>(KEPT, [person.chat[0]?.id])).rows
}

const desk = (who: string) => signInTo(database.db, service.url, who)

const mediaOf = async (staff: DeskOf, conversation: string): Promise<Media[]> => mediaSchema.array().parse(await (await staff.get(`/conversations/${conversation}/media`)).json())

test.each([['zalo', 'image', 'image/png'], ['zalo', 'audio', 'audio/amr'], ['zalo', 'video', 'video/mp4'], ['zalo', 'file', 'application/pdf'], ['messenger', 'image', 'image/png'], ['messenger', 'audio', 'audio/amr']] as const)(
  '%s %s: fetched once, sealed, hashed, known by its content, and a human must read it', async (channel, kind, mime) => {
    const person = sim[channel].person()
    expect(await (channel === 'zalo' ? sim.zalo.person(person.id) : sim.messenger.person(person.id)).sends(kind)).toMatchObject({ status: 200 })
    const [kept] = await eventually(async () => {
      const all = await keptOf(person)
      expect(all).toMatchObject([{ state: 'stored', mime, attempts: 1, error_code: null }])
      return all
    })
    expect(kept?.content_enc?.includes('PNG')).toBe(false)
    expect(kept?.content_enc?.length).toBeGreaterThan(kept?.bytes ?? 0)
    await eventually(async () => expect((await database.db.pool.query('select review from conversation where id = $1', [kept?.conversation])).rows).toEqual([{ review: true }]))
  })

test('the same event twice is fetched once', async () => {
  const person = sim.zalo.person()
  const url = sim.media.address('image') ?? ''
  await person.sends('image', { url, thumbnail: url }, { times: 3 })
  await eventually(async () => expect(await keptOf(person)).toMatchObject([{ state: 'stored' }]))
  await sim.idle()
  expect(sim.media.fetches(url)).toBe(1)
})

test('a platform that fails is asked again; the desk sees that it waits, and why', async () => {
  sim.media.faults.next({ kind: 'status', status: 503 })
  const person = sim.zalo.person()
  await person.sends('image')
  const [waiting] = await eventually(async () => {
    const all = await keptOf(person)
    expect(all).toMatchObject([{ state: 'waiting', attempts: 1, error_code: 'status' }])
    return all
  })
  const supervisor = await desk('supervisor')
  expect(await mediaOf(supervisor, waiting?.conversation ?? '')).toMatchObject([{ kind: 'image', state: 'waiting', errorCode: 'status', mime: null, opened: 0 }])
  expect((await supervisor.post(`/media/${waiting?.id}/open`, { reason: 'danger' })).status).toBe(409)
  await database.db.pool.query('update media set due_at = now() where id = $1', [waiting?.id])
  await eventually(async () => expect(await keptOf(person)).toMatchObject([{ state: 'stored', attempts: 2, error_code: null }]))
})

test('an address that has run out fails in the end, and stays visible', async () => {
  const person = sim.zalo.person()
  const url = `${sim.media.address('image')}0`
  await person.sends('image', { url })
  await eventually(async () => {
    // The code is taken off with it: a try that is under way is not due again.
    await database.db.pool.query(`update media set due_at = now(), error_code = null where state = 'waiting' and error_code is not null`)
    expect(await keptOf(person)).toMatchObject([{ state: 'failed', attempts: 6, error_code: 'gone' }])
  })
})

test.each([['http://169.254.169.254/latest/meta-data', 'host'], ['https://example.org/x.jpg', 'host'], ['https://zdn.vn.example.org/x.jpg', 'host']])('%s is never fetched', async (url, code) => {
  const person = sim.zalo.person()
  await person.sends('image', { url })
  await eventually(async () => expect(await keptOf(person)).toMatchObject([{ state: 'refused', error_code: code, content_enc: null }]))
})

test('opening: a reason, a line in the access log first, the bytes once, for one person, never from a cache', async () => {
  const bytes = Buffer.concat([Buffer.from('ffd8ffe0', 'hex'), randomBytes(70_000)])
  const person = sim.messenger.person()
  await person.sends('image', { url: sim.media.address('image', bytes) })
  const [kept] = await eventually(async () => {
    const all = await keptOf(person)
    expect(all).toMatchObject([{ state: 'stored', mime: 'image/jpeg', bytes: bytes.length, fingerprint: expect.any(Buffer) }])
    // Keyed: the same picture in somebody's hand does not tell whose row it is.
    expect(all[0]?.fingerprint?.equals(createHash('sha256').update(bytes).digest())).toBe(false)
    return all
  })
  const conversation = kept?.conversation ?? ''
  const [supervisor, counsellor, other] = [await desk('supervisor'), await desk('counsellor'), await desk('counsellor2')]
  const logged = async () => (await database.db.pool.query(`select staff_id, reason from access_log where action = 'media.open' and subject = 'conversation' and subject_id = $1 order by id`, [conversation])).rows

  // Not one's own conversation, no reason, no such role: nothing is opened and nothing logged.
  expect((await counsellor.post(`/media/${kept?.id}/open`, { reason: 'danger' })).status).toBe(403)
  expect((await supervisor.post(`/media/${kept?.id}/open`, {})).status).toBe(400)
  expect((await supervisor.post(`/media/${kept?.id}/open`, { reason: 'curious' })).status).toBe(400)
  expect((await (await desk('admin')).post(`/media/${kept?.id}/open`, { reason: 'danger' })).status).toBe(403)
  expect(await logged()).toEqual([])

  const claimed = await counsellor.post(`/conversations/${conversation}/claim`, {})
  expect(claimed.status).toBe(200)
  expect(await mediaOf(counsellor, conversation)).toMatchObject([{ state: 'stored', mayOpen: true, opened: 0 }])
  expect(await mediaOf(other, conversation)).toMatchObject([{ mayOpen: false }])
  const opening = openingSchema.parse(await (await counsellor.post(`/media/${kept?.id}/open`, { reason: 'danger' })).json())
  expect(await logged()).toEqual([{ staff_id: counsellor.id, reason: 'danger' }])

  // Somebody else's browser gains nothing by the token, and does not spend it.
  expect((await supervisor.get(`/media/opened/${opening.token}`)).status).toBe(404)
  const shown = await counsellor.get(`/media/opened/${opening.token}`)
  expect(Object.fromEntries(shown.headers)).toMatchObject({
    'content-type': 'image/jpeg', 'content-disposition': expect.stringMatching(/^attachment/), 'x-content-type-options': 'nosniff',
    'cache-control': 'no-store', 'content-security-policy': "sandbox; default-src 'none'",
  })
  expect(Buffer.from(await shown.arrayBuffer()).equals(bytes)).toBe(true)
  expect((await counsellor.get(`/media/opened/${opening.token}`)).status).toBe(404)
  expect(await mediaOf(counsellor, conversation)).toMatchObject([{ opened: 1 }])

  const late = openingSchema.parse(await (await supervisor.post(`/media/${kept?.id}/open`, { reason: 'second-look' })).json())
  await database.db.pool.query(`update media_opening set expires_at = now() - interval '1 second' where used_at is null`)
  expect((await supervisor.get(`/media/opened/${late.token}`)).status).toBe(404)
})

test('a list of messages holds no address and no bytes of it', async () => {
  const person = sim.zalo.person()
  const url = sim.media.address('image') ?? ''
  await person.sends('image', { url })
  const [kept] = await eventually(async () => {
    const all = await keptOf(person)
    expect(all).toMatchObject([{ state: 'stored' }])
    return all
  })
  const text = await (await (await desk('supervisor')).get(`/conversations/${kept?.conversation}/messages`)).text()
  expect(text).toContain('"image"')
  expect(text).not.toContain(url)
})

test('who is erased takes their pictures along', async () => {
  const person = sim.zalo.person()
  await person.sends('image')
  const [kept] = await eventually(async () => {
    const all = await keptOf(person)
    expect(all).toMatchObject([{ state: 'stored' }])
    return all
  })
  const { pool } = database.db
  await pool.query(`update conversation set state = 'closed', closed_at = now(), review = false, waiting_since = null, urgency = 'info', case_id = null where id = $1`, [kept?.conversation])
  await pool.query('update alarm set acknowledged_at = now() where conversation_id = $1', [kept?.conversation])
  const { rows: [row] } = await pool.query<{ id: string }>('select person_id as id from conversation where id = $1', [kept?.conversation])
  await service.stop()
  const vault = await openVault(pool, [Buffer.alloc(32, 7)])
  expect(await erasePerson({ pool, vault }, { personId: row?.id ?? '', cause: 'withdrawal', askedAt: new Date() })).toMatchObject({ outcome: 'erased', proof: { counts: { media: 1 } } })
  expect((await pool.query('select 1 from media where id = $1', [kept?.id])).rowCount).toBe(0)
})
