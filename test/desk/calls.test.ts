/** A counsellor who calls the child has answered; who claims and says nothing has not (issue 5.2, F12). */
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { raiseAlarm } from '../../src/alarms/index.ts'
import { returnedSchema, queueSchema } from '../../src/desk/api.ts'
import { returnUnanswered } from '../../src/desk/index.ts'
import { transaction } from '../../src/database/index.ts'
import { refusal, startTestDesk, type Browser, type TestDesk } from './support.ts'

let room: TestDesk
let hoa: Browser
let nam: Browser
let lan: Browser
beforeAll(async () => {
  room = await startTestDesk()
  ;[hoa, nam, lan] = await Promise.all([room.signIn('counsellor'), room.signIn('counsellor2'), room.signIn('supervisor')])
})
beforeEach(() => room.db.pool.query(`update conversation set state = 'closed', closed_at = now() where state = 'open'`))
afterAll(() => room.stop())

const call = (who: Browser, id: string, contact: string) => who.post(`/conversations/${id}/notes`, { clientId: randomUUID(), text: 'Gọi số em cho, nói 5 phút', contact })
/** So many minutes go by for everything about the talk. */
async function pass(minutes: number): Promise<void> {
  const back = `make_interval(mins => ${minutes})`
  await room.db.pool.query(`update conversation set owner_since = owner_since - ${back}, waiting_since = waiting_since - ${back}`)
  await room.db.pool.query(`update message set received_at = received_at - ${back}`)
  await room.db.pool.query(`update note set at = at - ${back}`)
}
/** Waits, and Hoa has taken it. */
async function taken(level: 'emergency' | 'medium' = 'medium'): Promise<string> {
  const id = await room.waiting('em cần nói chuyện', { level })
  await hoa.post(`/conversations/${id}/claim`)
  return id
}
const present = (who: Browser) => who.post('/presence', { viewing: null, typing: false })

test('F12: claimed and left without a word it returns at any level, waits since the first words, is marked, and every supervisor is told by name until somebody takes it', async () => {
  const id = await taken()
  const later = await room.waiting('người đến sau', { minutes: 15 })
  await present(hoa)
  await pass(21)
  await room.db.pool.query(`update conversation set waiting_since = now() - interval '10 minutes' where id = $1`, [later])
  expect(await returnUnanswered(room.desk)).toBe(1)

  const { rows } = queueSchema.parse((await hoa.get('/queue?view=waiting')).body)
  expect(rows.map((row) => [row.id, row.returned])).toEqual([[id, true], [later, false]])
  const told = returnedSchema.parse((await lan.get('/wall/returned')).body)
  expect(told.returned).toMatchObject([{ id, urgency: 'medium', heldBy: { id: hoa.me.id, name: hoa.me.name } }])
  expect((await hoa.get('/wall/returned')).status).toBe(403)

  await nam.post(`/conversations/${id}/claim`)
  expect(returnedSchema.parse((await lan.get('/wall/returned')).body).returned).toEqual([])
  expect(queueSchema.parse((await nam.get('/queue?view=mine')).body).rows).toMatchObject([{ id, returned: false }])
})

test('a call that reached the child is the first human answer: the talk stays, until new words stand unanswered', async () => {
  const id = await taken()
  await present(hoa)
  expect((await call(hoa, id, 'spoke')).status).toBe(200)
  await pass(21)
  await present(hoa)
  expect(await returnUnanswered(room.desk)).toBe(0)
  const { body } = await nam.get(`/conversations/${id}`)
  expect(body).toMatchObject({ owner: { id: hoa.me.id }, notes: [{ contact: 'spoke', by: { name: hoa.me.name } }] })
})

test('a call nobody picked up is written down and answers nothing: the talk returns', async () => {
  const id = await taken()
  await present(hoa)
  expect((await call(hoa, id, 'no-answer')).status).toBe(200)
  await pass(21)
  expect(await returnUnanswered(room.desk)).toBe(1)
})

test('a call that reached the child hears the alarm that rose meanwhile', async () => {
  const id = await taken('emergency')
  await transaction(room.db.pool, (client) => raiseAlarm(client, { conversationId: id, level: 'emergency' }))
  await call(hoa, id, 'no-answer')
  const open = async () => (await room.db.pool.query(`select acknowledged_by as by from alarm where conversation_id = $1 and acknowledged_at is null`, [id])).rowCount
  expect(await open()).toBe(1)
  await call(hoa, id, 'spoke')
  expect(await open()).toBe(0)
})

test('only who holds an open talk writes down a call; the statistics take it for the first human answer', async () => {
  const id = await taken()
  const other = await call(nam, id, 'spoke')
  expect([other.status, refusal(other).key]).toEqual([403, 'error.not-owner'])
  expect((await hoa.post(`/conversations/${id}/notes`, { clientId: randomUUID(), text: 'x', contact: 'maybe' })).status).toBe(400)
  await call(hoa, id, 'spoke')
  await hoa.post(`/conversations/${id}/close`, { reason: 'helped', lastSeenSeq: 1 })
  const closed = await call(hoa, id, 'spoke')
  expect([closed.status, refusal(closed).key]).toEqual([409, 'error.closed'])
})

test('a call that came to the counsellor never goes back to the queue: they are with the person', async () => {
  const contact = { clientId: randomUUID(), channel: 'phone', at: new Date().toISOString(), text: 'Cháu gọi, cháu sợ' }
  await hoa.post('/contacts', contact)
  await room.db.pool.query(`update conversation set urgency = 'emergency' where channel = 'phone'`)
  await room.db.pool.query('delete from staff_presence')
  await pass(30)
  expect(await returnUnanswered(room.desk)).toBe(0)
})
