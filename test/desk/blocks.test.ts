/** Blocking over the whole service: somebody is kept away, and danger is heard all the same (issue 5.9). */
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readConfig } from '../../src/config.ts'
import { blocksSchema, conversationSchema, queueSchema } from '../../src/desk/api.ts'
import { seedDemoCentre } from '../../src/directory/index.ts'
import { createLog } from '../../src/log.ts'
import { startService, type Service } from '../../src/service.ts'
import { startSimulator, type Simulator } from '../../src/simulator/index.ts'
import { seedDemoStaff } from '../../src/staff/index.ts'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'
import { signInTo, type DeskOf } from '../support/deskOf.ts'
import { eventually } from '../support/eventually.ts'
import { temporaryDirectory } from '../support/runningService.ts'

let database: TestDatabase
let simulator: Simulator
let service: Service
let hoa: DeskOf
let nam: DeskOf
let lan: DeskOf
beforeAll(async () => {
  database = await createTestDatabase()
  await seedDemoCentre(database.db.prisma)
  await seedDemoStaff(database.db, 'mật khẩu thử nghiệm')
  simulator = await startSimulator()
  service = await startService({ config: readConfig({ ...simulator.settings(), NODE_ENV: 'test', PORT: '0', DATA_DIR: await temporaryDirectory() }), databaseUrl: database.url, log: createLog('silent') })
  simulator.connect(service.url)
  ;[hoa, nam, lan] = await Promise.all(['counsellor', 'counsellor2', 'supervisor'].map((who) => signInTo(database.db, service.url, who))) as [DeskOf, DeskOf, DeskOf]
})
afterAll(async () => {
  await service.stop()
  await simulator.close()
  await database.drop()
})

const sql = async <T extends object>(text: string, values: unknown[]) => (await database.db.pool.query<T>(text, values)).rows
const heard = (child: { inbox: readonly { text?: string }[] }) => child.inbox.map(({ text }) => text ?? '')
const talkNow = async (id: string) => (await sql<{ owner: string; urgency: string; waits: boolean; last: number; open: number }>(`
  select c.owner_kind as owner, c.urgency, c.waiting_since is not null as waits, c.last_seq as last,
    (select count(*)::int from alarm a where a.conversation_id = c.id and a.acknowledged_at is null) as open from conversation c where c.id = $1`, [id]))[0]
/** Everything this person said has been through a turn, and what followed has left. */
const done = (id: string) => eventually(async () => expect(await sql(`
  select 1 from message where conversation_id = $1 and direction = 'in' and done_at is null
  union all select 1 from outbox where conversation_id = $1
  union all select 1 from lane where conversation_id = $1 and due_at <= now()`, [id])).toEqual([]))

/** Somebody writes, Hoa holds their talk. */
async function held(words: string) {
  const person = simulator.zalo.person()
  await person.says(words)
  await eventually(() => expect(person.inbox.length).toBeGreaterThan(0))
  const { rows: [row] } = await database.db.pool.query<{ id: string }>('select conversation_id as id from message where direction = \'in\' order by received_at desc limit 1')
  const id = row?.id ?? ''
  expect((await hoa.post(`/conversations/${id}/claim`, {})).status).toBe(200)
  return { person, id }
}

const block = (by: DeskOf, id: string, days = 1, reason = 'abuse') => by.post(`/conversations/${id}/block`, { reason, days, note: 'Chửi bới nhiều lần dù đã nhắc' })

test('who is blocked hears one line with the emergency numbers, then nothing; what they write is kept and judged', async () => {
  const { person, id } = await held('alo alo')
  const before = person.inbox.length
  expect((await block(hoa, id)).status).toBe(200)
  await eventually(() => expect(heard(person).slice(before)).toEqual([expect.stringContaining('113')]))
  for (const text of ['sao im re vậy', 'trả lời coi']) await person.says(text)
  await done(id)
  expect(person.inbox.length).toBe(before + 1)
  expect(await talkNow(id)).toMatchObject({ owner: 'bot', waits: false, open: 0 })
  expect(await sql(`select 1 from message where conversation_id = $1 and direction = 'in'`, [id])).toHaveLength(3)
})

test('the desk shows the block: in the talk, in its row and in the list, with author, reason, end and what came since', async () => {
  const { person, id } = await held('alo ạ')
  await block(hoa, id, 7)
  await person.says('ê')
  await done(id)
  const shown = conversationSchema.parse(await (await nam.get(`/conversations/${id}`)).json())
  expect(shown.block).toMatchObject({ reason: 'abuse', note: 'Chửi bới nhiều lần dù đã nhắc', by: { name: 'Hoa' }, mayLift: false })
  const { rows } = queueSchema.parse(await (await nam.get('/queue?view=all')).json())
  expect(rows.find((row) => row.id === id)?.blocked).toBe(true)
  const { blocks } = blocksSchema.parse(await (await hoa.get('/blocks')).json())
  const mine = blocks.find(({ conversationId }) => conversationId === id)
  expect(mine).toMatchObject({ inForce: true, heard: 1, channel: 'zalo', by: { name: 'Hoa' }, mayLift: true })
  expect(Math.round((Date.parse(mine?.until ?? '') - Date.parse(mine?.at ?? '')) / 86_400_000)).toBe(7)
  const stored = await sql<{ note: Buffer }>('select note_enc as note from person_block where conversation_id = $1', [id])
  expect(stored[0]?.note.toString('utf8')).not.toContain('Chửi')
})

test('an emergency from who is blocked rings, each time anew, waits for a human, and they hear the numbers', async () => {
  const { person, id } = await held('alo alo alo')
  await block(hoa, id)
  await done(id)
  await person.says('ba đang cầm dao rượt con, con trốn trong nhà tắm')
  await eventually(async () => expect(await talkNow(id)).toMatchObject({ owner: 'queue', urgency: 'emergency', waits: true, open: 1 }))
  expect((await hoa.post(`/conversations/${id}/acknowledge`, {})).status).toBe(200)
  expect(await talkNow(id)).toMatchObject({ open: 0 })
  // The level stands already: for anybody else only a rise rings. Nobody is with them, so these words ring by themselves.
  await sql('update person_block set told_at = now() - interval \'1 hour\' where conversation_id = $1', [id])
  const before = person.inbox.length
  await person.says('ba phá cửa rồi, ba đang cầm dao')
  await eventually(async () => expect(await talkNow(id)).toMatchObject({ open: 1 }))
  await eventually(() => expect(heard(person).slice(before)).toEqual([expect.stringContaining('115')]))
})

test('who hunts a child is kept away and calls staff still: the alarm rings', async () => {
  const { person, id } = await held('alo, cho hỏi')
  await block(hoa, id, 7, 'hunting')
  await person.says('giấu con bé ở đâu, khai địa chỉ ra mau')
  await eventually(async () => expect(await talkNow(id)).toMatchObject({ owner: 'queue', urgency: 'high', waits: true, open: 1 }))
})

test('a block outlasts the talk: a new one is silent too, and danger in it rings', async () => {
  const { person, id } = await held('alo alo nè')
  await block(lan, id)
  await done(id)
  await sql(`update conversation set state = 'closed', closed_at = now() where id = $1`, [id])
  const before = person.inbox.length
  await person.says('chào')
  const next = await eventually(async () => {
    const [row] = await sql<{ id: string }>('select c.id from conversation c join conversation o on o.person_id = c.person_id where o.id = $1 and c.id <> $1', [id])
    expect(row).toBeDefined()
    return row?.id ?? ''
  })
  await done(next)
  expect(person.inbox.length).toBe(before)
  await person.says('em vừa uống 1 nắm thuốc ngủ, em muốn chết')
  await eventually(async () => expect(await talkNow(next)).toMatchObject({ waits: true, open: 1 }))
})

test('a block ends by itself, and is lifted by who set it or by a supervisor: the bot answers again', async () => {
  const { person, id } = await held('alo alo alo alo')
  await block(hoa, id)
  await done(id)
  expect((await nam.post(`/conversations/${id}/unblock`, {})).status).toBe(403)
  expect((await lan.post(`/conversations/${id}/unblock`, {})).status).toBe(200)
  await done(id)
  const before = person.inbox.length
  await person.says('chào cô')
  await eventually(() => expect(person.inbox.length).toBeGreaterThan(before))

  expect((await lan.post(`/conversations/${id}/block`, { reason: 'spam', days: 1, note: 'quảng cáo' })).status).toBe(200)
  await done(id)
  await sql(`update person_block set until = now() - interval '1 minute' where conversation_id = $1 and lifted_at is null`, [id])
  const silent = person.inbox.length
  await person.says('chào cô ạ')
  await eventually(() => expect(person.inbox.length).toBeGreaterThan(silent))
  expect((await hoa.post(`/conversations/${id}/unblock`, {})).status).toBe(409)
  const acts = await sql<{ action: string; reason: string | null }>(`select action, reason from access_log where subject_id = $1 and action like 'person.%' order by id`, [id])
  expect(acts).toEqual([{ action: 'person.block', reason: 'abuse:1' }, { action: 'person.unblock', reason: null }, { action: 'person.block', reason: 'spam:1' }])
})

test('a counsellor blocks only who writes in a talk they hold, and for a week at most; a supervisor any, for 90 days', async () => {
  const { id } = await held('alo lần nữa')
  expect((await block(nam, id)).status).toBe(403)
  expect((await block(hoa, id, 30)).status).toBe(403)
  expect((await hoa.post(`/conversations/${id}/block`, { reason: 'abuse', days: 1 })).status).toBe(400)
  expect((await block(lan, id, 90)).status).toBe(200)
  expect((await block(lan, id, 1)).status).toBe(409)
  const analyst = await sql<{ id: string }>(`insert into staff (id, email, name, role, password_hash) values ($1, 'figures@demo.local', 'Số', 'analyst', 'x') returning id`, [randomUUID()])
  expect(analyst).toHaveLength(1)
  expect((await (await signInTo(database.db, service.url, 'figures')).get('/blocks')).status).toBe(403)
})

test('a commune that is named is on the talk, and the queue is narrowed to it', async () => {
  const person = simulator.zalo.person()
  await person.says('em ở xã Việt An, lớp em tẩy chay em')
  const row = await eventually(async () => {
    const { rows } = queueSchema.parse(await (await lan.get('/queue?view=all')).json())
    const found = rows.find(({ preview }) => preview.includes('Việt An'))
    expect(found?.commune).toMatch(/^\d{5}$/)
    return found
  })
  const narrowed = queueSchema.parse(await (await lan.get(`/queue?view=all&commune=${row?.commune}`)).json())
  expect(narrowed.rows.map(({ id }) => id)).toEqual([row?.id])
  expect(queueSchema.parse(await (await lan.get('/queue?view=all&commune=00000')).json()).rows).toEqual([])
})
