import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { returnUnanswered } from '../../src/desk/index.ts'
import { hintSchema, type Hint } from '../../src/desk/api.ts'
import { eventually } from '../support/eventually.ts'
import { cookiesOf, PASSWORD, startTestDesk, type Browser, type TestDesk } from './support.ts'

let room: TestDesk
let hoa: Browser
let lan: Browser
beforeAll(async () => {
  room = await startTestDesk()
  ;[hoa, lan] = await Promise.all([room.signIn('counsellor'), room.signIn('supervisor')])
})
beforeEach(() => room.db.pool.query(`update conversation set state = 'closed'`))
afterAll(() => room.stop())

/** An open desk: every hint it has heard. */
async function listenAs(who: string): Promise<{ hints: Hint[]; response: Response; close(): void }> {
  const cookie = cookiesOf(await room.trySignIn(`${who}@demo.local`, PASSWORD))
  const abort = new AbortController()
  const response = await fetch(`${room.url}/desk/api/events`, { headers: { cookie }, signal: abort.signal })
  const hints: Hint[] = []
  void (async () => {
    const decoder = new TextDecoder()
    for await (const chunk of response.body ?? []) {
      for (const line of decoder.decode(chunk).split('\n')) if (line.startsWith('data: ')) hints.push(hintSchema.parse(JSON.parse(line.slice(6))))
    }
  })().catch(() => undefined)
  return { hints, response, close: () => abort.abort() }
}

test('an open desk hears of a claim, of a colleague who types, and of alarms; proxies are told not to hold it back', async () => {
  const desk = await listenAs('counsellor2')
  expect(desk.response.headers.get('content-type')).toMatch(/^text\/event-stream/)
  expect(desk.response.headers.get('x-accel-buffering')).toBe('no')
  expect(desk.response.headers.get('cache-control')).toBe('no-cache, no-transform')
  const id = await room.waiting('alo', { level: 'high' })
  // The LISTEN connection of this process may still be opening.
  await eventually(async () => {
    await hoa.post('/presence', { viewing: null, typing: false })
    await hoa.post('/presence', { viewing: id, typing: true })
    return desk.hints.some((hint) => hint.kind === 'presence' && hint.id === id)
  })
  await room.db.pool.query(`insert into alarm (id, conversation_id, level) values (gen_random_uuid(), $1, 'high')`, [id])
  await hoa.post(`/conversations/${id}/claim`)
  await eventually(() => {
    expect(desk.hints).toContainEqual({ kind: 'conversation', id })
    expect(desk.hints).toContainEqual({ kind: 'alarm', id })
  })
  desk.close()
})

test('a heartbeat that changes nothing wakes nobody', async () => {
  const id = await room.waiting('alo')
  await hoa.post('/presence', { viewing: id, typing: false })
  const desk = await listenAs('counsellor2')
  await hoa.post('/presence', { viewing: id, typing: false })
  const other = await room.waiting('alo')
  await eventually(async () => {
    await hoa.post(`/conversations/${other}/notes`, { clientId: randomUUID(), text: 'x' })
    return desk.hints.some((hint) => hint.id === other)
  })
  expect(desk.hints.filter((hint) => hint.kind === 'presence')).toEqual([])
  desk.close()
})

/** As if the claim and the child's words were so many minutes ago. */
async function age(id: string, minutes: number): Promise<void> {
  await room.db.pool.query('update conversation set owner_since = now() - make_interval(mins => $2) where id = $1', [id, minutes])
  await room.db.pool.query(`update message set received_at = now() - make_interval(mins => $2 + 7) where conversation_id = $1 and direction = 'in'`, [id, minutes])
}

test('F12: claimed and left without a word, a conversation goes back to the queue before later ones, and calls again', async () => {
  const id = await room.waiting('em ở ngoài đường', { level: 'high' })
  const later = await room.waiting('em cũng vậy', { level: 'high', minutes: 5 })
  await hoa.post(`/conversations/${id}/claim`)
  await age(id, 9)
  expect(await returnUnanswered(room.desk)).toBe(0)
  await age(id, 11)
  const several = await Promise.all([returnUnanswered(room.desk), returnUnanswered(room.desk), returnUnanswered(room.desk)])
  expect(several.reduce((sum, count) => sum + count, 0)).toBe(1)
  const { body } = await lan.get('/queue?view=waiting')
  expect(body).toMatchObject({ rows: [{ id, ownerKind: 'queue', alarmOpen: true }, { id: later }] })
  expect(await room.logged('conversation.returned', id)).toEqual([{ staffId: null, reason: hoa.me.id }])
  expect((await lan.get('/wall')).body).toMatchObject({ returnedToday: 1 })
})

test('of several left without a word each goes back once, however many look at the same moment', async () => {
  const ids = await Promise.all([0, 1, 2].map(() => room.waiting('alo', { level: 'high' })))
  for (const id of ids) await hoa.post(`/conversations/${id}/claim`)
  for (const id of ids) await age(id, 11)
  const counts = await Promise.all([0, 1, 2, 3].map(() => returnUnanswered(room.desk)))
  expect(counts.reduce((sum, count) => sum + count, 0)).toBe(3)
  for (const id of ids) expect(await room.logged('conversation.returned', id)).toHaveLength(1)
})

test('who has answered keeps the conversation; who then goes away while the child writes on loses it', async () => {
  const externalId = randomUUID()
  const id = await room.write(externalId, 'cô ơi', 'zalo')
  await room.db.pool.query(`update conversation set urgency = 'high' where id = $1`, [id])
  await hoa.post(`/conversations/${id}/claim`)
  await hoa.post(`/conversations/${id}/reply`, { clientId: randomUUID(), text: 'Cô đây', lastSeenSeq: 1 })
  await room.write(externalId, 'em sợ')
  await age(id, 30)
  await hoa.post('/presence', { viewing: id, typing: false })
  expect(await returnUnanswered(room.desk)).toBe(0)
  await room.db.pool.query(`update staff_presence set seen_at = now() - interval '6 minutes' where staff_id = $1`, [hoa.me.id])
  expect(await returnUnanswered(room.desk)).toBe(1)
})

test('F8: a child who has had their answer is not sent back to the queue by silence', async () => {
  const id = await room.waiting('cảm ơn cô', { level: 'high' })
  await hoa.post(`/conversations/${id}/claim`)
  await hoa.post(`/conversations/${id}/reply`, { clientId: randomUUID(), text: 'Không có gì', lastSeenSeq: 1 })
  await age(id, 600)
  expect(await returnUnanswered(room.desk)).toBe(0)
})
