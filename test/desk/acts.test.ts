import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Conversation, Messages } from '../../src/desk/api.ts'
import { conversationSchema, messagesSchema } from '../../src/desk/api.ts'
import { refusal, startTestDesk, type Browser, type TestDesk } from './support.ts'

let room: TestDesk
let hoa: Browser
let nam: Browser
let id: string
beforeAll(async () => {
  room = await startTestDesk()
  ;[hoa, nam] = await Promise.all([room.signIn('counsellor'), room.signIn('counsellor2')])
})
beforeEach(async () => {
  await room.db.pool.query(`update conversation set state = 'closed'`)
  await room.db.pool.query('delete from alarm')
  id = await room.waiting('em không muốn về nhà', { level: 'high', minutes: 4 })
  await hoa.post(`/conversations/${id}/claim`)
})
afterAll(() => room.stop())

async function header(browser = hoa): Promise<Conversation> {
  return conversationSchema.parse((await browser.get(`/conversations/${id}`)).body)
}

async function transcript(query = ''): Promise<Messages> {
  return messagesSchema.parse((await hoa.get(`/conversations/${id}/messages${query}`)).body)
}

async function externalIdOf(): Promise<string> {
  const { rows: [row] } = await room.db.pool.query<{ personId: string; keyId: string; enc: Buffer }>(
    'select p.id as "personId", p.key_id as "keyId", p.external_enc as enc from person p join conversation c on c.person_id = p.id where c.id = $1', [id])
  if (!row) throw new Error('the person is there')
  return room.vault.open(await room.vault.key(room.db.pool, row.keyId), `person.external:${row.personId}`, row.enc)
}

test('the owner\'s words go through the same outbox as the bot\'s, once for one client id', async () => {
  const said = { clientId: randomUUID(), text: ' Chào em, cô là Hoa đây. ', lastSeenSeq: 1 }
  const answers = await Promise.all(Array.from({ length: 5 }, () => hoa.post(`/conversations/${id}/reply`, said)))
  expect(new Set(answers.map(({ status, body }) => JSON.stringify([status, body]))).size).toBe(1)
  expect((await room.db.pool.query('select 1 from outbox where conversation_id = $1', [id])).rowCount).toBe(1)
  const { messages, lastSeq } = await transcript()
  expect(lastSeq).toBe(2)
  expect(messages.at(-1)).toMatchObject({ seq: 2, author: 'staff', by: { name: 'Hoa' }, text: 'Chào em, cô là Hoa đây.', status: 'queued', clientId: said.clientId })
  expect(await room.logged('conversation.reply', id)).toEqual([{ staffId: hoa.me.id, reason: null }])
})

test('a client id used in one conversation says nothing in another', async () => {
  const clientId = randomUUID()
  await hoa.post(`/conversations/${id}/reply`, { clientId, text: 'một', lastSeenSeq: 1 })
  const other = await room.waiting('chào', { level: 'high' })
  await hoa.post(`/conversations/${other}/claim`)
  const answer = await hoa.post(`/conversations/${other}/reply`, { clientId, text: 'hai', lastSeenSeq: 1 })
  expect([answer.status, refusal(answer).key]).toEqual([409, 'error.client-id'])
})

test('words written before the newest message was seen are not sent; the answer names the newer seq', async () => {
  await room.write(await externalIdOf(), 'ba về rồi')
  const stale = await hoa.post(`/conversations/${id}/reply`, { clientId: randomUUID(), text: 'Em về nhà đi', lastSeenSeq: 1 })
  expect([stale.status, refusal(stale)]).toMatchObject([409, { key: 'error.stale', details: { lastSeq: 2 } }])
  expect((await room.db.pool.query('select 1 from outbox where conversation_id = $1', [id])).rowCount).toBe(0)
  expect((await hoa.post(`/conversations/${id}/reply`, { clientId: randomUUID(), text: 'Cô đọc rồi', lastSeenSeq: 2 })).status).toBe(200)
})

test('my own words do not make my screen stale', async () => {
  await hoa.post(`/conversations/${id}/reply`, { clientId: randomUUID(), text: 'một', lastSeenSeq: 1 })
  expect((await hoa.post(`/conversations/${id}/reply`, { clientId: randomUUID(), text: 'hai', lastSeenSeq: 1 })).status).toBe(200)
})

test('only the owner replies, releases, transfers and closes; everybody may note', async () => {
  const acts: [string, object][] = [
    ['reply', { clientId: randomUUID(), text: 'x', lastSeenSeq: 1 }],
    ['release', { to: 'queue' }],
    ['transfer', { staffId: nam.me.id, note: 'x' }],
    ['close', { reason: 'helped', lastSeenSeq: 1 }],
  ]
  for (const [act, body] of acts) {
    const answer = await nam.post(`/conversations/${id}/${act}`, body)
    expect([act, answer.status, refusal(answer).key]).toEqual([act, 403, 'error.not-owner'])
  }
  expect((await nam.post(`/conversations/${id}/notes`, { clientId: randomUUID(), text: 'Em này hôm qua có gọi' })).status).toBe(200)
})

test('a note is one note for one client id, readable by colleagues, unreadable in the database', async () => {
  const note = { clientId: randomUUID(), text: 'Cẩn thận: cha dượng hay cầm máy' }
  const [first, second] = await Promise.all([nam.post(`/conversations/${id}/notes`, note), nam.post(`/conversations/${id}/notes`, note)])
  expect(first.body).toEqual(second.body)
  expect((await header()).notes).toMatchObject([{ by: { name: 'Nam' }, text: note.text }])
  const { rows } = await room.db.pool.query('select text_enc from note where conversation_id = $1', [id])
  expect(rows[0].text_enc.includes(Buffer.from('dượng'))).toBe(false)
})

test('the level goes down or up only with a reason, which is kept under the person\'s key', async () => {
  const without = await hoa.post(`/conversations/${id}/level`, { from: 'high', level: 'low', reason: '   ' })
  expect(without.status).toBe(400)
  expect((await header()).urgency).toBe('high')

  expect((await hoa.post(`/conversations/${id}/level`, { from: 'high', level: 'low', reason: 'Em nói đùa với bạn, đã gọi xác nhận' })).status).toBe(200)
  const after = await header()
  expect([after.urgency, after.urgencySetBy?.name]).toEqual(['low', 'Hoa'])
  expect(after.urgencyHistory).toMatchObject([{ from: 'high', to: 'low', by: { name: 'Hoa' }, reason: 'Em nói đùa với bạn, đã gọi xác nhận' }])
  expect(await room.logged('conversation.level', id)).toEqual([{ staffId: hoa.me.id, reason: 'high>low' }])
})

test('F15: of two who set the level from the same screen the second hears what it is now', async () => {
  const answers = await Promise.all([hoa, nam].map((browser) => browser.post(`/conversations/${id}/level`, { from: 'high', level: 'emergency', reason: 'Có dao' })))
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 409])
  expect(refusal(answers.find(({ status }) => status === 409) ?? answers[0] ?? (() => { throw new Error('an answer') })())).toMatchObject({ key: 'error.level-changed', details: { level: 'emergency' } })
})

test('a level raised by hand opens the case; where nobody holds it, it also calls for a human', async () => {
  const free = await room.waiting('chuyện ở lớp', { level: 'low' })
  await nam.post(`/conversations/${free}/level`, { from: 'low', level: 'high', reason: 'Bị đánh hội đồng, có thương tích' })
  const { body } = await nam.get(`/conversations/${free}`)
  expect(body).toMatchObject({ urgency: 'high', alarmOpen: true, case: { number: expect.stringMatching(/^\d{4}-\d{6}$/) } })
})

test('opening the case twice gives one case', async () => {
  const [first, second] = await Promise.all([hoa.post(`/conversations/${id}/open-case`), hoa.post(`/conversations/${id}/open-case`)])
  expect(first.status).toBe(200)
  expect(first.body).toEqual(second.body)
})

test('released to the queue, a person waits since the words no human has answered', async () => {
  await room.db.pool.query(`update message set received_at = now() - interval '30 minutes' where conversation_id = $1`, [id])
  expect((await hoa.post(`/conversations/${id}/release`, { to: 'queue', note: 'Hết ca' })).status).toBe(200)
  const { waitingSince, owner, notes, alarmOpen } = await header()
  // She was in danger when she was let go of: somebody is called again.
  expect(alarmOpen).toBe(true)
  expect(owner).toMatchObject({ kind: 'queue', name: null })
  expect(Date.now() - Date.parse(waitingSince ?? '')).toBeGreaterThan(29 * 60_000)
  expect(notes).toMatchObject([{ text: 'Hết ca' }])
})

test('the wait counts from the words since the last human answer, not from the first words', async () => {
  const externalId = await externalIdOf()
  await room.db.pool.query(`update message set received_at = now() - interval '3 hours' where conversation_id = $1`, [id])
  await hoa.post(`/conversations/${id}/reply`, { clientId: randomUUID(), text: 'Cô đây', lastSeenSeq: 1 })
  await room.write(externalId, 'cô còn đó không')
  await hoa.post(`/conversations/${id}/release`, { to: 'queue' })
  expect(Date.now() - Date.parse((await header()).waitingSince ?? '')).toBeLessThan(60 * 60_000)
})

test('released to the bot, the bot is woken to say that it is a machine', async () => {
  await hoa.post(`/conversations/${id}/release`, { to: 'bot' })
  expect((await header()).owner.kind).toBe('bot')
  const { rows: [lane] } = await room.db.pool.query(`select reason, due_at <= now() as due from lane where conversation_id = $1 and kind = 'turn'`, [id])
  expect(lane).toEqual({ reason: 'returned', due: true })
})

test('F7: a transfer greets nobody; level, evidence, notes and history are before the receiver', async () => {
  await hoa.post(`/conversations/${id}/reply`, { clientId: randomUUID(), text: 'Chào em', lastSeenSeq: 1 })
  const before = await header()
  await nam.post('/presence', { viewing: null, typing: false })
  expect((await hoa.post(`/conversations/${id}/transfer`, { staffId: nam.me.id, note: 'Em muốn nói với chú' })).status).toBe(200)
  const after = await header(nam)
  expect(after.owner).toMatchObject({ kind: 'staff', name: 'Nam' })
  expect(after.lastSeq).toBe(before.lastSeq)
  expect([after.urgency, after.facts, after.evidence, after.urgencyHistory]).toEqual([before.urgency, before.facts, before.evidence, before.urgencyHistory])
  expect(after.notes.map(({ text }) => text)).toEqual(['Em muốn nói với chú'])
  expect((await nam.post(`/conversations/${id}/reply`, { clientId: randomUUID(), text: 'Chú Nam đây', lastSeenSeq: 2 })).status).toBe(200)
})

test('nobody who sees no content can be handed a conversation', async () => {
  const admin = await room.signIn('admin')
  for (const staffId of [admin.me.id, randomUUID()]) {
    const answer = await hoa.post(`/conversations/${id}/transfer`, { staffId, note: 'x' })
    expect([answer.status, refusal(answer).key]).toEqual([409, 'error.receiver'])
  }
})

test('nothing is handed to a colleague whose desk is not open', async () => {
  await room.db.pool.query('delete from staff_presence')
  const answer = await hoa.post(`/conversations/${id}/transfer`, { staffId: nam.me.id, note: 'x' })
  expect([answer.status, refusal(answer).key]).toEqual([409, 'error.receiver-absent'])
  expect((await header()).owner.name).toBe('Hoa')
})

test.each([
  ['level', { from: 'high', level: 'low', reason: 'Em nói đùa' }],
  ['review', {}],
])('a human judgement (%s) never covers words that triage has not heard yet', async (act, body) => {
  await room.write(await externalIdOf(), 'em vừa uống hết vỉ thuốc')
  expect((await hoa.post(`/conversations/${id}/${act}`, body)).status).toBe(200)
  const { rows: [row] } = await room.db.pool.query('select judged_up_to_seq as judged, last_seq as last from conversation where id = $1', [id])
  expect(row).toEqual({ judged: 1, last: 2 })
})

test('nobody is closed upon: words just written come first; then closing ends it and drops drafts', async () => {
  await hoa.put(`/conversations/${id}/draft`, { text: 'dở dang' })
  await room.write(await externalIdOf(), 'còn nữa cô ơi')
  const stale = await hoa.post(`/conversations/${id}/close`, { reason: 'helped', lastSeenSeq: 1 })
  expect([stale.status, refusal(stale).key]).toEqual([409, 'error.stale'])
  expect((await hoa.post(`/conversations/${id}/close`, { reason: 'helped', lastSeenSeq: 2 })).status).toBe(200)
  expect(await header()).toMatchObject({ state: 'closed', closeReason: 'helped', draft: '', owner: { name: 'Hoa' } })
  const late = await hoa.post(`/conversations/${id}/reply`, { clientId: randomUUID(), text: 'x', lastSeenSeq: 2 })
  expect([late.status, refusal(late).key]).toEqual([409, 'error.closed'])
})

test('closing does not swallow words that triage has not heard: their turn still comes', async () => {
  await room.write(await externalIdOf(), 'em vừa uống thuốc')
  await hoa.post(`/conversations/${id}/close`, { reason: 'other', lastSeenSeq: 2 })
  const { rows: [lane] } = await room.db.pool.query(`select due_at is not null as due from lane where conversation_id = $1 and kind = 'turn'`, [id])
  expect(lane).toEqual({ due: true })
})

test('F19: who writes after the close gets a new conversation, and the earlier one stands beside it', async () => {
  const externalId = await externalIdOf()
  await hoa.post(`/conversations/${id}/close`, { reason: 'helped', lastSeenSeq: 1 })
  const again = await room.write(externalId, 'em lại đây')
  expect(again).not.toBe(id)
  expect((await hoa.get(`/conversations/${again}`)).body).toMatchObject({ state: 'open', earlier: [{ id, urgency: 'high' }] })
})

test('a draft is kept for me alone and goes with the reply', async () => {
  expect((await hoa.put(`/conversations/${id}/draft`, { text: 'Cô hiểu rồi' })).status).toBe(204)
  expect((await header()).draft).toBe('Cô hiểu rồi')
  expect((await header(nam)).draft).toBe('')
  await hoa.post(`/conversations/${id}/reply`, { clientId: randomUUID(), text: 'Cô hiểu rồi', lastSeenSeq: 1 })
  expect((await header()).draft).toBe('')
})

test('the review flag goes when a human has read it, and the log names who', async () => {
  await room.db.pool.query('update conversation set review = true where id = $1', [id])
  expect((await hoa.post(`/conversations/${id}/review`)).status).toBe(200)
  expect((await header()).review).toBe(false)
  expect(await room.logged('conversation.review', id)).toEqual([{ staffId: hoa.me.id, reason: null }])
})

test('who acknowledges an alarm stands in the record; the second changes nothing', async () => {
  const free = await room.waiting('cứu', { level: 'emergency' })
  await room.db.pool.query(`insert into alarm (id, conversation_id, level, due_at) values (gen_random_uuid(), $1, 'emergency', now())`, [free])
  expect((await nam.get('/alarms')).body).toMatchObject({ alarms: [{ conversationId: free, level: 'emergency' }] })
  await nam.post(`/conversations/${free}/acknowledge`)
  await hoa.post(`/conversations/${free}/acknowledge`)
  expect(await room.logged('alarm.acknowledge', free)).toEqual([{ staffId: nam.me.id, reason: null }])
  expect((await nam.get('/alarms')).body).toEqual({ alarms: [] })
})

test('an emergency that was lowered is read by a second person, also when it was closed meanwhile', async () => {
  await room.db.pool.query(`update conversation set urgency = 'emergency' where id = $1`, [id])
  await hoa.post(`/conversations/${id}/level`, { from: 'emergency', level: 'medium', reason: 'Đã gọi lại, em an toàn với bà' })
  expect(await header()).toMatchObject({ urgency: 'medium', review: true })
  const mine = await hoa.post(`/conversations/${id}/review`)
  expect([mine.status, refusal(mine).key]).toEqual([409, 'error.second-reader'])
  await hoa.post(`/conversations/${id}/close`, { reason: 'helped', lastSeenSeq: 1 })
  expect((await nam.get('/queue?view=all&review=true')).body).toMatchObject({ rows: [{ id, review: true }], counts: { review: 1 } })
  expect((await nam.post(`/conversations/${id}/review`)).status).toBe(200)
  expect((await nam.get('/queue?view=all&review=true')).body).toMatchObject({ rows: [], counts: { review: 0 } })
})
