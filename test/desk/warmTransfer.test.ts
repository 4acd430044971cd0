import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { refusal, startTestDesk, type Browser, type TestDesk } from './support.ts'

let room: TestDesk
let hoa: Browser
let nam: Browser
let lan: Browser
let id: string
beforeAll(async () => {
  room = await startTestDesk()
  ;[hoa, nam, lan] = await Promise.all([room.signIn('counsellor'), room.signIn('counsellor2'), room.signIn('supervisor')])
})
beforeEach(async () => {
  await room.db.pool.query(`update conversation set state = 'closed'`)
  await nam.post('/presence', { viewing: null, typing: false })
  id = await room.waiting('em muốn nói với chú', { level: 'high' })
  await hoa.post(`/conversations/${id}/claim`)
  await hoa.post(`/conversations/${id}/transfer`, { staffId: nam.me.id, note: 'Em muốn nói với đàn ông', warm: true })
})
afterAll(() => room.stop())

const owner = async () => JSON.parse(JSON.stringify((await lan.get(`/conversations/${id}`)).body)).owner.name

test('an offered conversation stays with its owner, who goes on answering, and stands in the list of the colleague', async () => {
  expect((await lan.get(`/conversations/${id}`)).body).toMatchObject({ owner: { name: 'Hoa' }, offer: { to: { name: 'Nam' } }, notes: [{ text: 'Em muốn nói với đàn ông' }] })
  expect((await nam.get('/queue?view=mine')).body).toMatchObject({ rows: [{ id, ownerName: 'Hoa', offeredTo: nam.me.id }] })
  expect((await hoa.post(`/conversations/${id}/reply`, { clientId: randomUUID(), text: 'Em đợi chút nhé', lastSeenSeq: 1 })).status).toBe(200)
  expect((await nam.post(`/conversations/${id}/reply`, { clientId: randomUUID(), text: 'x', lastSeenSeq: 1 })).status).toBe(403)
})

test('who takes the offer owns it, once', async () => {
  const answers = await Promise.all([nam.post(`/conversations/${id}/accept`), nam.post(`/conversations/${id}/accept`)])
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 409])
  expect(await owner()).toBe('Nam')
  expect((await lan.get(`/conversations/${id}`)).body).toMatchObject({ offer: null })
  expect(await room.logged('conversation.accept', id)).toEqual([{ staffId: nam.me.id, reason: hoa.me.id }])
})

test('F8: declined, taken back, or overtaken by another owner, the offer is gone and somebody still owns the conversation', async () => {
  expect((await lan.post(`/conversations/${id}/decline`)).status).toBe(409)
  expect((await nam.post(`/conversations/${id}/decline`)).status).toBe(200)
  expect(await owner()).toBe('Hoa')

  await hoa.post(`/conversations/${id}/transfer`, { staffId: nam.me.id, note: 'x', warm: true })
  expect((await hoa.post(`/conversations/${id}/decline`)).status).toBe(200)
  expect((await nam.post(`/conversations/${id}/accept`)).status).toBe(409)

  await hoa.post(`/conversations/${id}/transfer`, { staffId: nam.me.id, note: 'x', warm: true })
  await lan.post(`/conversations/${id}/take-over`, { reason: 'danger' })
  const late = await nam.post(`/conversations/${id}/accept`)
  expect([late.status, refusal(late).key]).toEqual([409, 'error.no-offer'])
  expect(await owner()).toBe('Lan')
  expect((await nam.get('/queue?view=mine')).body).toMatchObject({ rows: [] })
})
