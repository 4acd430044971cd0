import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { alarmPathsSchema, alarmTestStateSchema, wallAlarmsSchema } from '../../src/desk/api.ts'
import { refusal, type Browser } from '../desk/support.ts'
import { eventually } from '../support/eventually.ts'
import { fakePath, startAlarmRoom, type AlarmRoom, type Sent } from './support.ts'

let room: AlarmRoom
let hoa: Browser
let lan: Browser
let sent: Sent[]
let stop: () => Promise<void>
beforeAll(async () => {
  room = await startAlarmRoom()
  sent = []
  ;[hoa, lan] = await Promise.all([room.signIn('counsellor'), room.signIn('supervisor')])
  ;({ stop } = await room.start([fakePath('push', sent), fakePath('hook', sent), fakePath('mail', sent)]))
})
beforeEach(async () => {
  await room.clear()
  sent.length = 0
})
afterAll(async () => {
  await stop()
  await room.stop()
})

const subscription = { endpoint: 'https://fcm.googleapis.com/fcm/send/abc', keys: { p256dh: 'B'.repeat(87), auth: 'a'.repeat(22) } }
const paths = async (who: Browser) => alarmPathsSchema.parse((await who.get('/me/alarm-paths')).body)

test('everybody sets up their own paths, sees that they are there and not what they hold, and removes them', async () => {
  expect((await hoa.post('/me/alarm-paths', { path: 'push', subscription, label: 'Điện thoại của Hoa' })).status).toBe(200)
  expect((await hoa.post('/me/alarm-paths', { path: 'hook', phone: '+84900000001' })).status).toBe(200)
  const answer = await hoa.get('/me/alarm-paths')
  const mine = alarmPathsSchema.parse(answer.body)
  expect(mine).toMatchObject({ open: ['push', 'hook', 'mail'], pushKey: 'the key of the test' })
  expect(mine.addresses.map(({ path, label }) => [path, label])).toEqual([['push', 'Điện thoại của Hoa'], ['hook', '']])
  expect(JSON.stringify(answer.body)).not.toMatch(/84900000001|fcm/)
  expect((await paths(lan)).addresses).toEqual([])

  const [first] = mine.addresses
  expect((await lan.post(`/me/alarm-paths/${first?.id}/remove`)).status).toBe(404)
  expect((await hoa.post(`/me/alarm-paths/${first?.id}/remove`)).status).toBe(200)
  expect((await paths(hoa)).addresses.map(({ path }) => path)).toEqual(['hook'])
})

test('a subscription that leads anywhere but to a push service is refused', async () => {
  const answer = await hoa.post('/me/alarm-paths', { path: 'push', subscription: { ...subscription, endpoint: 'https://10.0.0.7/admin' } })
  expect([answer.status, refusal(answer).key]).toEqual([400, 'error.push-service'])
  expect((await paths(hoa)).addresses).toEqual([])
})

test('nobody stores addresses without end', async () => {
  const answers = []
  for (let n = 0; n < 11; n += 1) answers.push(await hoa.post('/me/alarm-paths', { path: 'hook', phone: `+8490000010${n}` }))
  expect(answers.map(({ status }) => status)).toEqual([...Array.from({ length: 10 }, () => 200), 409])
})

test('a test rings only me', async () => {
  const begun = alarmTestStateSchema.parse((await hoa.post('/me/alarm-test', { path: 'mail' })).body)
  await eventually(async () => expect(alarmTestStateSchema.parse((await hoa.get(`/me/alarm-test/${begun.id}`)).body).state).toBe('sent'))
  expect(sent.map(({ path, to, call }) => [path, to, call.kind])).toEqual([['mail', 'counsellor@demo.local', 'test']])
  expect((await hoa.post('/me/alarm-test', { path: 'zalo' })).status).toBe(400)
  expect((await lan.get(`/me/alarm-test/${begun.id}`)).status).toBe(404)
  // Nothing set up there: the test says so rather than staying silent.
  const nowhere = alarmTestStateSchema.parse((await hoa.post('/me/alarm-test', { path: 'hook' })).body)
  await eventually(async () => expect(alarmTestStateSchema.parse((await hoa.get(`/me/alarm-test/${nowhere.id}`)).body)).toMatchObject({ state: 'failed', code: 'no-address' }))
})

test('the wall shows open alarms with everybody called, how each path does, and that nobody is on duty', async () => {
  const id = await room.danger('emergency')
  await eventually(async () => expect((await room.calls(id)).filter(({ state }) => state === 'sent').length).toBeGreaterThanOrEqual(4))
  const wall = wallAlarmsSchema.parse((await lan.get('/wall/alarms')).body)
  expect(wall).toMatchObject({ ok: false, problems: ['nobody-on-duty'], alarms: [{ conversationId: id, level: 'emergency', breachedAt: null, step: 1 }] })
  expect(wall.paths.map(({ path, state }) => [path, state])).toEqual([['push', 'ok'], ['hook', 'ok'], ['mail', 'ok']])
  expect(wall.alarms[0]?.calls.map(({ name, path, state }) => [name, path, state])).toEqual(expect.arrayContaining([[null, 'hook', 'sent'], ['Sơn', 'mail', 'sent'], ['Lan', 'mail', 'sent'], ['Quản trị', 'mail', 'sent']]))
})
