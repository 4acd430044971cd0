import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { acknowledgeAlarms } from '../../src/alarms/index.ts'
import { transaction } from '../../src/database/index.ts'
import { eventually } from '../support/eventually.ts'
import { fakePath, startAlarmRoom, type AlarmRoom, type Sent } from './support.ts'

let room: AlarmRoom
let sent: Sent[]
let running: { stop(): Promise<void> }[] = []
beforeAll(async () => { room = await startAlarmRoom() })
beforeEach(async () => {
  sent = []
  await room.clear()
})
afterEach(async () => {
  await Promise.all(running.map((one) => one.stop()))
  running = []
})
afterAll(() => room.stop())

async function start(...paths: Parameters<AlarmRoom['start']>) {
  const one = await room.start(...paths)
  running.push(one)
  return one
}

/** In a flood one ring is about many. */
const rungAbout = () => sent.reduce((sum, { call }) => sum + call.count, 0)
const whom = () => sent.map(({ to }) => to.split('@')[0]).sort()

test('an emergency climbs from duty to the deputy, the head and everyone, and goes on until somebody hears', async () => {
  await room.onShift('counsellor', 'duty')
  await room.onShift('counsellor2', 'deputy')
  await start([fakePath('mail', sent)])
  const id = await room.danger('emergency')
  await eventually(() => expect(whom()).toEqual(['counsellor']))

  await room.pass(2)
  await eventually(() => expect(whom()).toEqual(['counsellor', 'counsellor2']))
  await room.pass(3)
  await eventually(() => expect(whom()).toEqual(['counsellor', 'counsellor2', 'head']))
  expect((await room.alarmOf(id)).breached).toBe(false)

  await room.pass(5)
  await eventually(() => expect(whom()).toEqual(['admin', 'counsellor', 'counsellor', 'counsellor2', 'counsellor2', 'head', 'head', 'supervisor']))
  await eventually(async () => expect(await room.told(id)).toHaveLength(1))
  expect(await room.alarmOf(id)).toMatchObject({ breached: true, step: 4 })
  const [line] = await room.told(id)
  for (const { number } of [room.desk.centre().numbers.police, room.desk.centre().numbers.child111]) expect(line).toContain(number)

  await room.pass(10)
  await eventually(() => expect(sent).toHaveLength(13))
  expect(await room.told(id)).toHaveLength(1)

  await transaction(room.db.pool, (client) => acknowledgeAlarms(client, id, room.idOf('head')))
  await room.pass(60)
  await start([fakePath('mail', sent)])
  // Everything due by now would be taken before a later alarm is.
  await room.danger('emergency')
  await eventually(() => expect(sent.length).toBeGreaterThan(13))
  expect((await room.calls(id)).filter(({ step }) => step > 4)).toEqual([])
})

test('any number of processes climb one ladder: each step is taken once, each call goes once', async () => {
  await room.onShift('counsellor', 'on-call')
  for (let process = 0; process < 4; process += 1) await start([fakePath('mail', sent)])
  const ids = await Promise.all(Array.from({ length: 12 }, () => room.danger('emergency')))
  await eventually(() => expect(rungAbout()).toBe(12))
  await room.pass(5)
  // Steps at 2 and 5 minutes, both overdue: the supervisor (no deputy is planned) and the head, for each alarm.
  await eventually(() => expect(rungAbout()).toBe(36))
  await room.pass(5)
  await eventually(async () => { for (const id of ids) expect(await room.told(id)).toHaveLength(1) })
  await eventually(() => expect(rungAbout()).toBe(12 * 7))
  expect(new Set(sent.map(({ call }) => call.id)).size).toBe(sent.length)
  for (const id of ids) expect((await room.alarmOf(id)).step).toBe(4)
})

test('a higher level lifts the alarm and its ladder starts anew', async () => {
  await room.onShift('counsellor', 'duty')
  await start([fakePath('mail', sent)])
  const id = await room.danger('high')
  await eventually(() => expect(whom()).toEqual(['counsellor']))
  expect(sent[0]?.call.level).toBe('high')
  await room.raise(id, 'emergency')
  await eventually(() => expect(sent).toHaveLength(2))
  expect(sent[1]?.call.level).toBe('emergency')
  await room.pass(2)
  await eventually(() => expect(whom()).toEqual(['counsellor', 'counsellor', 'supervisor']))
})

test('a human who holds the talk is never talked over: the breach is recorded, the machine stays silent', async () => {
  await start([fakePath('mail', sent)])
  const hoa = await room.signIn('counsellor')
  const id = await room.waiting('em sợ', { level: 'high' })
  expect((await hoa.post(`/conversations/${id}/claim`)).status).toBe(200)
  await room.raise(id, 'emergency')
  await eventually(async () => expect((await room.alarmOf(id)).step).toBe(1))
  // Whoever speaks with them is called first.
  await eventually(() => expect(whom()).toContain('counsellor'))
  await room.pass(11)
  await eventually(async () => expect((await room.alarmOf(id)).breached).toBe(true))
  await eventually(async () => expect((await room.db.pool.query('select 1 from alarm where tell_due_at is not null')).rowCount).toBe(0))
  expect(await room.told(id)).toEqual([])
})

test('whoever acknowledges first stands; calls not yet under way are not made', async () => {
  await room.onShift('counsellor', 'duty')
  await room.onShift('counsellor2', 'duty')
  const id = await room.danger('emergency')
  await start([fakePath('mail', sent, () => ({ outcome: 'retry', code: 'away' }))])
  await eventually(async () => expect((await room.calls(id)).filter(({ attempts }) => attempts > 0)).toHaveLength(2))
  const counts = await Promise.all((['counsellor', 'counsellor2'] as const).map((name) =>
    transaction(room.db.pool, (client) => acknowledgeAlarms(client, id, room.idOf(name)))))
  expect(counts.sort()).toEqual([0, 1])
  await room.pass(5)
  await eventually(async () => expect((await room.calls(id)).map(({ state }) => state)).toEqual(['moot', 'moot']))
})

test('a call that was under way when its process died is not made once somebody has heard', async () => {
  await room.onShift('counsellor', 'duty')
  const id = await room.danger('emergency')
  const first = await start([fakePath('mail', sent, () => ({ outcome: 'retry', code: 'away' }))])
  await eventually(async () => expect((await room.calls(id))[0]?.attempts).toBeGreaterThan(0))
  await first.stop()
  await room.db.pool.query(`update alarm_call set state = 'sending', due_at = now()`)
  await transaction(room.db.pool, (client) => acknowledgeAlarms(client, id, room.idOf('counsellor')))
  await start([fakePath('mail', sent)])
  await eventually(async () => expect((await room.calls(id)).map(({ state }) => state)).toEqual(['moot']))
  expect(sent).toEqual([])
})

test('when no human at all can be called the person hears the truth within a minute, not after ten', async () => {
  const { metrics } = await start([])
  const id = await room.danger('emergency')
  await eventually(async () => expect((await room.alarmOf(id)).breached).toBe(true))
  await room.pass(1)
  await eventually(async () => expect(await room.told(id)).toHaveLength(1))
  expect((await metrics.alarmBreaches.get()).values).toMatchObject([{ labels: { level: 'emergency' }, value: 1 }])
})

test('an open desk is a path: nobody is told that nobody comes while a counsellor sits there', async () => {
  const hoa = await room.signIn('counsellor')
  await hoa.post('/presence', { viewing: null, typing: false })
  await start([])
  const id = await room.danger('emergency')
  await eventually(async () => expect((await room.alarmOf(id)).step).toBe(1))
  expect((await room.alarmOf(id)).breached).toBe(false)
})

test('heard is not helped: who still waits after an acknowledgement is called for again', async () => {
  await room.onShift('counsellor', 'duty')
  const id = await room.danger('emergency')
  await transaction(room.db.pool, (client) => acknowledgeAlarms(client, id, room.idOf('counsellor')))
  await room.pass(6)
  await start([fakePath('mail', sent)])
  // Duty again, and now also those above, since the first call led to nothing.
  await eventually(() => expect(whom()).toEqual(['counsellor', 'supervisor']))
  expect(await room.alarmOf(id)).toMatchObject({ acknowledgedBy: null, level: 'emergency' })
})
