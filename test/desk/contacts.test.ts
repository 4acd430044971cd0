import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createBot, createSpeech, readDialogs } from '../../src/bot/index.ts'
import { startSpine } from '../../src/conversation/index.ts'
import { readLocales } from '../../src/locales.ts'
import { eventually } from '../support/eventually.ts'
import { refusal, startTestDesk, type Browser, type TestDesk } from './support.ts'

let room: TestDesk
let hoa: Browser
let nam: Browser
let lan: Browser
let spine: ReturnType<typeof startSpine>
beforeAll(async () => {
  room = await startTestDesk()
  ;[hoa, nam, lan] = await Promise.all([room.signIn('counsellor'), room.signIn('counsellor2'), room.signIn('supervisor')])
  const { db, vault, notices, metrics, log, centre } = room.desk
  const locales = await readLocales()
  const speech = createSpeech(locales, centre)
  const bot = createBot({ dialogs: await readDialogs(locales), centre, speech, directory: { findPlaces: () => [], services: () => [] } })
  spine = startSpine({ db, vault, notices, metrics, log, bot, fallback: speech.fallback, replay: async () => undefined, senders: {} })
})
afterAll(async () => {
  await spine.stop()
  await room.stop()
})

test('a call written down is a conversation of its taker: triage reads it, the case opens, the clock runs from the call', async () => {
  const at = new Date(Date.now() - 2 * 3600_000).toISOString()
  const contact = { clientId: randomUUID(), channel: 'phone', at, text: 'Cháu 12 tuổi gọi: ba đang cầm dao rượt con' }
  const taken = await Promise.all([hoa.post('/contacts', contact), hoa.post('/contacts', contact)])
  expect(taken.map(({ status }) => status)).toEqual([200, 200])
  expect(taken[0]?.body).toEqual(taken[1]?.body)
  const { id } = JSON.parse(JSON.stringify(taken[0]?.body))

  await eventually(async () => {
    const { body } = await hoa.get(`/conversations/${id}`)
    expect(body).toMatchObject({ channel: 'phone', urgency: 'emergency', owner: { name: 'Hoa' }, firstInboundAt: at, window: { open: false } })
    expect(body).toMatchObject({ case: { clockDueAt: new Date(Date.parse(at) + 12 * 3600_000).toISOString() }, evidence: expect.arrayContaining([expect.objectContaining({ seq: 1 })]) })
  }, { within: 45_000 })
  // Nothing was said by the machine, and nothing can be sent.
  expect((await hoa.get(`/conversations/${id}/messages`)).body).toMatchObject({ messages: [{ author: 'person', seq: 1 }] })
  const sent = await hoa.post(`/conversations/${id}/reply`, { clientId: randomUUID(), text: 'x', lastSeenSeq: 1 })
  expect([sent.status, refusal(sent).key]).toEqual([409, 'error.no-channel'])
  expect(await room.logged('contact.take', id)).toEqual([{ staffId: hoa.me.id, reason: 'phone' }])
})

test('what the caller says next is added by the owner, once for one client id, and heard by triage too', async () => {
  const { body } = await hoa.post('/contacts', { clientId: randomUUID(), channel: 'walk-in', at: new Date().toISOString(), text: 'Bà hỏi về học bổng' })
  const { id } = JSON.parse(JSON.stringify(body))
  const words = { clientId: randomUUID(), text: 'Cháu nói muốn chết, đã giấu thuốc ngủ' }
  expect((await nam.post(`/conversations/${id}/words`, words)).status).toBe(403)
  const answers = [await hoa.post(`/conversations/${id}/words`, words), await hoa.post(`/conversations/${id}/words`, words)]
  expect(answers[0]?.body).toEqual(answers[1]?.body)
  await eventually(async () => expect((await hoa.get(`/conversations/${id}`)).body).toMatchObject({ lastSeq: 2, urgency: expect.stringMatching(/high|emergency/) }), { within: 45_000 })
})

test('a call cannot be written down before it comes, nor words for a channel that brings its own', async () => {
  const early = await hoa.post('/contacts', { clientId: randomUUID(), channel: 'phone', at: new Date(Date.now() + 3600_000).toISOString(), text: 'x' })
  expect([early.status, refusal(early).key]).toEqual([400, 'error.future'])
  const chat = await room.waiting('xin chào')
  await hoa.post(`/conversations/${chat}/claim`)
  const words = await hoa.post(`/conversations/${chat}/words`, { clientId: randomUUID(), text: 'x' })
  expect([words.status, refusal(words).key]).toEqual([409, 'error.not-by-hand'])
})

test('a supervisor whispers to the owner; a counsellor may only note', async () => {
  const id = await room.waiting('alo')
  await hoa.post(`/conversations/${id}/claim`)
  expect((await nam.post(`/conversations/${id}/notes`, { clientId: randomUUID(), text: 'x', whisper: true })).status).toBe(403)
  expect((await lan.post(`/conversations/${id}/notes`, { clientId: randomUUID(), text: 'Hỏi em có an toàn không', whisper: true })).status).toBe(200)
  expect((await hoa.get(`/conversations/${id}`)).body).toMatchObject({ notes: [{ by: { name: 'Lan' }, text: 'Hỏi em có an toàn không', whisper: true }] })
})

test('saved views are mine, on every machine', async () => {
  const views = { views: [{ name: 'Gấp trên Zalo', query: { view: 'waiting', level: 'high', channel: 'zalo' } }] }
  expect((await hoa.put('/views', views)).body).toEqual(views)
  expect((await (await room.signIn('counsellor')).get('/views')).body).toEqual(views)
  expect((await nam.get('/views')).body).toEqual({ views: [] })
  expect((await hoa.put('/views', { views: [{ name: '', query: { view: 'waiting' } }] })).status).toBe(400)
})
