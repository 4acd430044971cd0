/** A talk put aside until a time: by whoever holds it, answered, never in mortal danger; it wakes by itself. */
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { conversationSchema, queueSchema } from '../../src/desk/api.ts'
import { returnUnanswered } from '../../src/desk/returnUnanswered.ts'
import { refusal, startTestDesk, type Browser, type TestDesk } from './support.ts'

let room: TestDesk
let hoa: Browser
let nam: Browser
beforeAll(async () => {
  room = await startTestDesk()
  ;[hoa, nam] = await Promise.all([room.signIn('counsellor'), room.signIn('counsellor2')])
})
afterAll(() => room.stop())

const inHours = (hours: number) => new Date(Date.now() + hours * 3600_000).toISOString()
const snooze = (id: string, until: string | null = inHours(3), who = hoa) => who.post(`/conversations/${id}/snooze`, { until })
const asleep = async (id: string) => conversationSchema.parse((await hoa.get(`/conversations/${id}`)).body).snoozedUntil !== null
const mine = async () => queueSchema.parse((await hoa.get('/queue?view=mine&limit=200')).body).rows

/** A talk that Hoa holds and has answered. */
async function answered(level: 'medium' | 'emergency' = 'medium') {
  const externalId = randomUUID()
  const id = await room.write(externalId, 'em buồn')
  await room.db.pool.query(`update conversation set owner_kind = 'queue', urgency = $2, waiting_since = now() where id = $1`, [id, level])
  expect((await hoa.post(`/conversations/${id}/claim`)).status).toBe(200)
  const reply = () => hoa.post(`/conversations/${id}/reply`, { clientId: randomUUID(), text: 'Cô hẹn em sáng mai nhé.', lastSeenSeq: 999 })
  return { id, externalId, reply }
}

test('only the owner, only what is answered, never an emergency, only a time ahead within fourteen days', async () => {
  const { id, reply } = await answered()
  expect(refusal(await snooze(id)).key).toBe('error.snooze-unanswered')
  await reply()
  expect(refusal(await snooze(id, inHours(3), nam)).key).toBe('error.not-owner')
  for (const hours of [-1, 24 * 15]) expect(refusal(await snooze(id, inHours(hours))).key).toBe('error.snooze-time')
  expect((await snooze(id)).status).toBe(200)
  expect(await asleep(id)).toBe(true)
  expect((await snooze(id, null)).status).toBe(200)
  expect(await asleep(id)).toBe(false)
  const grave = await answered('emergency')
  await grave.reply()
  expect(refusal(await snooze(grave.id)).key).toBe('error.snooze-emergency')
})

test.each<[string, (talk: { id: string; externalId: string }) => Promise<unknown>]>([
  ['the person writes again', ({ externalId }) => room.write(externalId, 'cô ơi')],
  ['it becomes an emergency', ({ id }) => room.db.pool.query(`update conversation set urgency = 'emergency' where id = $1`, [id])],
  ['a colleague has it', ({ id }) => hoa.post(`/conversations/${id}/transfer`, { staffId: nam.me.id, note: 'nhờ em' })],
  ['it goes back to the queue', ({ id }) => hoa.post(`/conversations/${id}/release`, { to: 'queue' })],
  ['its time comes', ({ id }) => room.db.pool.query(`update conversation set snoozed_until = now() where id = $1`, [id])],
])('it wakes when %s', async (_, wake) => {
  await nam.post('/presence', { viewing: null, typing: false })
  const talk = await answered()
  await talk.reply()
  await snooze(talk.id)
  expect(await asleep(talk.id)).toBe(true)
  await wake(talk)
  expect(await asleep(talk.id)).toBe(false)
})

test('in "mine" what sleeps stands last of its level, never gone; when its time has come it stands first until I write', async () => {
  await room.db.pool.query(`update conversation set state = 'closed' where owner_id = $1`, [hoa.me.id])
  const [sleeper, awake] = [await answered(), await answered()]
  await sleeper.reply()
  await awake.reply()
  await snooze(sleeper.id)
  const place = async (id: string) => (await mine()).filter(({ urgency }) => urgency === 'medium').findIndex((row) => row.id === id)
  expect(await place(sleeper.id)).toBeGreaterThan(await place(awake.id))
  expect(await place(sleeper.id)).toBe((await mine()).filter(({ urgency }) => urgency === 'medium').length - 1)
  await room.db.pool.query(`update conversation set snoozed_until = now() where id = $1`, [sleeper.id])
  expect(await place(sleeper.id)).toBeLessThan(await place(awake.id))
  expect((await mine()).find(({ id }) => id === sleeper.id)?.snoozedUntil).not.toBeNull()
  await sleeper.reply()
  expect((await mine()).find(({ id }) => id === sleeper.id)?.snoozedUntil).toBeNull()
})

test('whoever put it aside has gone home when its time comes: it goes to the shift; as long as they are there, it stays theirs', async () => {
  await room.db.pool.query(`update conversation set state = 'closed' where owner_id = $1`, [hoa.me.id])
  const { id, reply } = await answered()
  await reply()
  await snooze(id)
  await room.db.pool.query(`update conversation set owner_since = now() - interval '2 days', last_outbound_at = now() - interval '2 days', snoozed_until = now() - interval '1 day' where id = $1`, [id])
  const owner = async () => (await room.db.pool.query<{ owner: string; waits: boolean }>('select owner_kind as owner, waiting_since is not null as waits from conversation where id = $1', [id])).rows[0]
  await hoa.post('/presence', { viewing: null, typing: false })
  await returnUnanswered(room.desk)
  expect(await owner()).toEqual({ owner: 'staff', waits: false })
  await room.db.pool.query(`update staff_presence set seen_at = now() - interval '10 minutes'`)
  await returnUnanswered(room.desk)
  expect(await owner()).toEqual({ owner: 'queue', waits: true })
})
