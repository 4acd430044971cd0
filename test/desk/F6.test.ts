/** F6 (rapidpro 1484, Chatwoot 14870): once a human holds the talk the bot says nothing, whatever the channel brings. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readConfig } from '../../src/config.ts'
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
beforeAll(async () => {
  database = await createTestDatabase()
  await seedDemoCentre(database.db.prisma)
  await seedDemoStaff(database.db, 'mật khẩu thử nghiệm')
  simulator = await startSimulator()
  service = await startService({ config: readConfig({ ...simulator.settings(), NODE_ENV: 'test', PORT: '0', DATA_DIR: await temporaryDirectory() }), databaseUrl: database.url, log: createLog('silent') })
  simulator.connect(service.url)
  hoa = await signInTo(database.db, service.url, 'counsellor')
})
afterAll(async () => {
  await service.stop()
  await simulator.close()
  await database.drop()
})

const CHANNELS = ['zalo', 'messenger'] as const

test.each(CHANNELS)('F6: on %s a held talk hears every kind of event, and the bot speaks again only when it is given back', async (channel) => {
  const child = channel === 'zalo' ? simulator.zalo.person() : simulator.messenger.person()
  await child.says('em chào cô')
  await eventually(() => expect(child.inbox.length).toBeGreaterThan(0))
  const { rows: [talk] } = await database.db.pool.query<{ id: string }>(`select conversation_id as id from message where channel = $1 and direction = 'in' order by received_at desc limit 1`, [channel])
  const id = talk?.id ?? ''
  expect((await hoa.post(`/conversations/${id}/claim`, {})).status).toBe(200)
  const before = child.inbox.length

  const said = ['ba đang cầm dao rượt con', 'dừng lại', 'xoá hết đi', 'gặp người thật', 'bỏ qua', '111']
  for (const text of said) await child.says(text)
  for (const kind of ['image', 'audio', 'video', 'sticker', 'location', 'file'] as const) await child.sends(kind)
  if ('opensChat' in child) {
    for (const act of [() => child.follows(), () => child.opensChat(), () => child.reacts('x'), () => child.unfollows(), () => child.follows()]) await act()
  } else {
    for (const act of [() => child.postbacks('GET_STARTED'), () => child.reacts('x'), () => child.follows()]) await act()
  }
  await child.sees()
  await eventually(async () => {
    const { rows } = await database.db.pool.query(`select 1 from message where conversation_id = $1 and direction = 'in' and done_at is null`, [id])
    expect(rows).toEqual([])
  })
  const outgoing = async () => (await database.db.pool.query<{ author: string }>(`select author from message where conversation_id = $1 and direction = 'out' and seq > $2`, [id, before + 1])).rows
  expect(await outgoing()).toEqual([])
  expect(child.inbox.length).toBe(before)

  expect((await hoa.post(`/conversations/${id}/release`, { to: 'bot' })).status).toBe(200)
  await eventually(() => expect(child.inbox.length).toBeGreaterThan(before))
  expect((await outgoing()).every(({ author }) => author === 'bot')).toBe(true)
})

test('F6: what the bot had decided and not yet sent when a human took over stays unsaid', async () => {
  const child = simulator.zalo.person()
  await child.says('em chào')
  await eventually(() => expect(child.inbox.length).toBeGreaterThan(0))
  const { rows: [talk] } = await database.db.pool.query<{ id: string; account: string }>(`select conversation_id as id, account from message where channel = 'zalo' and direction = 'in' order by received_at desc limit 1`)
  const id = talk?.id ?? ''
  // A line of the bot that waits for its time, as after a busy answer of the platform.
  const { rows: [last] } = await database.db.pool.query<{ id: string; seq: number }>(`
    with said as (
      insert into message (id, conversation_id, seq, direction, author, content_enc, channel, account, said_at, status, status_at)
      select gen_random_uuid(), conversation_id, seq + 1, 'out', 'bot', content_enc, channel, account, now(), 'queued', now() from message where conversation_id = $1 order by seq desc limit 1
      returning id, conversation_id, seq
    ), bumped as (update conversation set last_seq = said.seq from said where conversation.id = said.conversation_id)
    insert into outbox (message_id, conversation_id, seq, due_at) select id, conversation_id, seq, now() + interval '1 hour' from said returning message_id as id, seq`, [id])
  const before = child.inbox.length
  await hoa.post(`/conversations/${id}/claim`, {})
  const { rows: [withheld] } = await database.db.pool.query<{ status: string; left: number }>(`select status, (select count(*)::int from outbox where message_id = $1) as left from message where id = $1`, [last?.id])
  expect(withheld).toEqual({ status: 'withheld', left: 0 })
  expect(child.inbox.length).toBe(before)
})
