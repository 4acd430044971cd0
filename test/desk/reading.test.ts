import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { conversationSchema, messagesSchema, wallSchema } from '../../src/desk/api.ts'
import { refusal, startTestDesk, type Browser, type TestDesk } from './support.ts'

let room: TestDesk
let hoa: Browser
let nam: Browser
let lan: Browser
beforeAll(async () => {
  room = await startTestDesk()
  ;[hoa, nam, lan] = await Promise.all([room.signIn('counsellor'), room.signIn('counsellor2'), room.signIn('supervisor')])
})
afterAll(() => room.stop())

async function messages(id: string, query = '') {
  return messagesSchema.parse((await hoa.get(`/conversations/${id}/messages${query}`)).body)
}

test('each opening is a line in the access log, by whoever opened; reading on in the same minutes is the same opening', async () => {
  const id = await room.waiting('bí mật')
  await hoa.get(`/conversations/${id}`)
  await hoa.get(`/conversations/${id}/messages`)
  await lan.get(`/conversations/${id}/messages`)
  expect(await room.logged('conversation.open', id)).toEqual([{ staffId: hoa.me.id, reason: null }, { staffId: lan.me.id, reason: null }])
})

test('an opening that cannot be logged shows nothing', async () => {
  const id = await room.waiting('bí mật')
  await room.db.pool.query('alter table access_log rename to access_log_away')
  try {
    const answer = await nam.get(`/conversations/${id}`)
    expect(answer.status).toBeGreaterThanOrEqual(500)
    expect(JSON.stringify(answer.body)).not.toContain('bí mật')
  } finally {
    await room.db.pool.query('alter table access_log_away rename to access_log')
  }
})

test('a long transcript comes in pages of 50 in rising seq, backwards and forwards, nothing twice', async () => {
  const person = randomUUID()
  let id = ''
  for (let count = 1; count <= 120; count += 1) id = await room.write(person, `tin ${count}`)
  const newest = await messages(id)
  expect([newest.messages[0]?.seq, newest.messages.at(-1)?.seq, newest.more, newest.lastSeq]).toEqual([71, 120, true, 120])
  const before = await messages(id, '?before=71')
  expect([before.messages[0]?.seq, before.messages.at(-1)?.seq, before.more]).toEqual([21, 70, true])
  const first = await messages(id, '?before=21')
  expect([first.messages[0]?.seq, first.messages.at(-1)?.seq, first.more]).toEqual([1, 20, false])
  const tail = await messages(id, '?after=118')
  expect([tail.messages.map(({ text }) => text), tail.more]).toEqual([['tin 119', 'tin 120'], false])
  expect((await messages(id, '?after=0')).more).toBe(true)
})

test('evidence stands at its place in the words that carried it', async () => {
  const id = await room.waiting('hôm qua ba cầm dao rượt con')
  await room.db.pool.query(
    `insert into evidence (id, conversation_id, message_id, start, "end", cue, level) select gen_random_uuid(), $1, id, 11, 18, 'weapon', 'emergency' from message where conversation_id = $1`, [id])
  const { messages: [message] } = await messages(id)
  expect(message?.evidence).toEqual([{ start: 11, end: 18, cue: 'weapon', level: 'emergency' }])
  expect(message?.text.slice(11, 18)).toBe('cầm dao')
  const { evidence } = conversationSchema.parse((await hoa.get(`/conversations/${id}`)).body)
  expect(evidence).toMatchObject([{ seq: 1, cue: 'weapon', messageId: message?.id }])
})

test('a picture shows as its kind and number only', async () => {
  const id = await room.waiting('')
  const { rows: [row] } = await room.db.pool.query<{ id: string; keyId: string }>('select m.id, p.key_id as "keyId" from message m join conversation c on c.id = m.conversation_id join person p on p.id = c.person_id where c.id = $1', [id])
  if (!row) throw new Error('the message is there')
  const content = room.vault.seal(await room.vault.key(room.db.pool, row.keyId), `message.content:${row.id}`, JSON.stringify({ text: '', media: [{ url: 'https://cdn.example/x.jpg' }] }))
  await room.db.pool.query(`update message set kind = 'image', content_enc = $2 where id = $1`, [row.id, content])
  const answer = await hoa.get(`/conversations/${id}/messages`)
  expect(answer.body).toMatchObject({ messages: [{ kind: 'image', text: '', attachments: 1 }] })
  expect(JSON.stringify(answer.body)).not.toContain('cdn.example')
})

test('what was erased by rule answers so, and does not break', async () => {
  const id = await room.waiting('đã xoá')
  await room.db.pool.query(`update data_key set wrapped = null, destroyed_at = now() where id = (select p.key_id from person p join conversation c on c.person_id = p.id where c.id = $1)`, [id])
  room.vault.forget((await room.db.pool.query<{ key_id: string }>('select p.key_id from person p join conversation c on c.person_id = p.id where c.id = $1', [id])).rows[0]?.key_id ?? '')
  for (const path of ['', '/messages']) {
    const answer = await hoa.get(`/conversations/${id}${path}`)
    expect([answer.status, refusal(answer).key]).toEqual([404, 'error.erased'])
  }
})

test('colleagues see who else looks at a conversation and who types there', async () => {
  const id = await room.waiting('alo')
  await nam.post('/presence', { viewing: id, typing: true })
  expect((await hoa.get(`/conversations/${id}`)).body).toMatchObject({ viewers: [{ name: 'Nam', typing: true }] })
  expect((await nam.get(`/conversations/${id}`)).body).toMatchObject({ viewers: [] })
  await nam.post('/presence', { viewing: null, typing: false })
  expect((await hoa.get(`/conversations/${id}`)).body).toMatchObject({ viewers: [] })
  expect((await hoa.get('/staff')).body).toMatchObject({ staff: expect.arrayContaining([expect.objectContaining({ name: 'Nam', present: true }), expect.objectContaining({ name: 'Lan', present: false })]) })
  expect(JSON.stringify((await hoa.get('/staff')).body)).not.toContain('Quản trị')
})

test('the wall counts who waits, who is late, whose alarms nobody heard, and who is on', async () => {
  await room.db.pool.query(`update conversation set state = 'closed'`)
  const late = await room.waiting('a', { level: 'emergency', minutes: 6, channel: 'web' })
  await room.waiting('b', { level: 'low', minutes: 30 })
  await room.db.pool.query(`insert into alarm (id, conversation_id, level, raised_at) values (gen_random_uuid(), $1, 'emergency', now() - interval '3 minutes')`, [late])
  await nam.post('/presence', { viewing: null, typing: false })
  const wall = wallSchema.parse((await lan.get('/wall')).body)
  expect(wall.waiting).toEqual([{ level: 'emergency', channel: 'web', count: 1 }, { level: 'low', channel: 'zalo', count: 1 }])
  expect(wall).toMatchObject({ late: 1, alarmsOpen: 1, onDuty: [{ name: 'Nam' }] })
  expect(Date.parse(wall.now) - Date.parse(wall.oldestWaitingSince ?? '')).toBeGreaterThan(29 * 60_000)
})

test('the language of the desk is kept with the account', async () => {
  const headers = { origin: room.url, 'x-csrf-token': nam.me.csrfToken, 'content-type': 'application/json' }
  expect((await nam.raw('PATCH', '/me', { headers, body: '{"locale":"en"}' })).body).toMatchObject({ locale: 'en' })
  expect((await nam.get('/me')).body).toMatchObject({ locale: 'en' })
})
