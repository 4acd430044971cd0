import { afterAll, beforeAll, expect, test } from 'vitest'
import { createStaff } from '../../src/staff/index.ts'
import { refusal, startTestDesk, PASSWORD, type Browser, type TestDesk } from './support.ts'

let room: TestDesk
let hoa: Browser
let nam: Browser
let lan: Browser
beforeAll(async () => {
  room = await startTestDesk()
  ;[hoa, nam, lan] = await Promise.all([room.signIn('counsellor'), room.signIn('counsellor2'), room.signIn('supervisor')])
})
afterAll(() => room.stop())

test('F5: of 50 counsellors who claim one conversation at once one wins, and 49 hear the name of the winner', async () => {
  const names = Array.from({ length: 50 }, (_, index) => `many${index}`)
  await room.db.pool.query(
    `insert into staff (id, email, name, role, password_hash) select gen_random_uuid(), n || '@demo.local', n, 'counsellor', '-' from unnest($1::text[]) as n`, [names])
  const browsers = await Promise.all(names.map((name) => room.signIn(name)))
  const id = await room.waiting('em sợ lắm', { level: 'high' })

  const answers = await Promise.all(browsers.map((browser) => browser.post(`/conversations/${id}/claim`)))

  const won = answers.flatMap((answer, index) => (answer.status === 200 ? [names[index]] : []))
  expect(won).toHaveLength(1)
  const lost = answers.filter((answer) => answer.status === 409).map(refusal)
  expect(lost).toHaveLength(49)
  expect(new Set(lost.map(({ key, details }) => `${key} ${details['name']}`))).toEqual(new Set([`error.claimed ${won[0]}`]))
  expect(await room.logged('conversation.claim', id)).toHaveLength(1)
})

test('claiming what is already mine changes nothing', async () => {
  const id = await room.waiting('xin chào')
  expect((await hoa.post(`/conversations/${id}/claim`)).status).toBe(200)
  expect((await hoa.post(`/conversations/${id}/claim`)).status).toBe(200)
  expect(await room.logged('conversation.claim', id)).toHaveLength(1)
})

test('a claim acknowledges the alarm and leaves unsaid what the bot had not yet sent', async () => {
  const id = await room.waiting('ba đánh em', { level: 'emergency' })
  await room.db.pool.query(`insert into alarm (id, conversation_id, level) values (gen_random_uuid(), $1, 'emergency')`, [id])
  await room.db.pool.query(
    `with said as (insert into message (id, conversation_id, seq, direction, author, content_enc, channel, account, said_at, status)
       values (gen_random_uuid(), $1, 2, 'out', 'bot', 'x', 'zalo', 'a-1', now(), 'queued') returning id)
     insert into outbox (message_id, conversation_id, seq) select id, $1, 2 from said`, [id])

  await hoa.post(`/conversations/${id}/claim`)

  const { rows: [alarm] } = await room.db.pool.query('select acknowledged_by from alarm where conversation_id = $1', [id])
  expect(alarm).toEqual({ acknowledged_by: hoa.me.id })
  const { rows: [said] } = await room.db.pool.query(`select status from message where conversation_id = $1 and author = 'bot'`, [id])
  expect(said).toEqual({ status: 'withheld' })
  expect((await room.db.pool.query('select 1 from outbox where conversation_id = $1', [id])).rowCount).toBe(0)
})

test('a counsellor cannot take over; a supervisor can, and the log says why', async () => {
  const id = await room.waiting('chào cô', { level: 'high' })
  await hoa.post(`/conversations/${id}/claim`)
  expect((await nam.post(`/conversations/${id}/take-over`, { reason: 'absent' })).status).toBe(403)
  expect((await lan.post(`/conversations/${id}/take-over`, { reason: 'absent' })).status).toBe(200)
  expect(await room.logged('conversation.take-over', id)).toEqual([{ staffId: lan.me.id, reason: 'absent' }])
  expect((await hoa.post(`/conversations/${id}/reply`, { clientId: crypto.randomUUID(), text: 'x', lastSeenSeq: 1 })).status).toBe(403)
})

test('hands that are full take no more, save for a child in danger', async () => {
  const nguyen = await (async () => {
    await createStaff(room.db, { email: 'full@demo.local', name: 'Nguyên', role: 'counsellor', password: PASSWORD })
    return room.signIn('full')
  })()
  for (let held = 0; held < 6; held += 1) {
    expect((await nguyen.post(`/conversations/${await room.waiting('hỏi chút')}/claim`)).status).toBe(200)
  }
  const seventh = await nguyen.post(`/conversations/${await room.waiting('hỏi nữa')}/claim`)
  expect([seventh.status, refusal(seventh).key]).toEqual([409, 'error.capacity'])
  expect((await nguyen.post(`/conversations/${await room.waiting('cứu em', { level: 'emergency' })}/claim`)).status).toBe(200)
})

test('ten claims by one person at the same moment fill their hands and no more', async () => {
  await createStaff(room.db, { email: 'fast@demo.local', name: 'Tâm', role: 'counsellor', password: PASSWORD })
  const tam = await room.signIn('fast')
  const ids = await Promise.all(Array.from({ length: 10 }, () => room.waiting('chào')))
  const answers = await Promise.all(ids.map((id) => tam.post(`/conversations/${id}/claim`)))
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(6)
})

test('"nhận người cần nhất" gives colleagues who press together different people, the most urgent first', async () => {
  await room.db.pool.query(`update conversation set state = 'closed' where state = 'open'`)
  const low = await room.waiting('bài khó quá', { level: 'low', minutes: 600 })
  const high = await room.waiting('em sợ về nhà', { level: 'high', minutes: 1 })
  const taken = await Promise.all([hoa.post('/claim-next'), nam.post('/claim-next')])
  expect(taken.map(({ body }) => body)).toEqual(expect.arrayContaining([{ id: high }, { id: low }]))
  expect((await lan.post('/claim-next')).body).toEqual({ id: null })
})
