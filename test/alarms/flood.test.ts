/** Many emergencies at once (a landslide, a school): one ring a person with a count, nothing dropped, each ladder intact. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { acknowledgeAlarms } from '../../src/alarms/index.ts'
import { transaction } from '../../src/database/index.ts'
import { eventually } from '../support/eventually.ts'
import { fakePath, startAlarmRoom, type AlarmRoom, type Sent } from './support.ts'

let room: AlarmRoom
const sent: Sent[] = []
let running: { stop(): Promise<void> }[] = []
beforeAll(async () => { room = await startAlarmRoom() })
afterAll(async () => {
  await Promise.all(running.map((one) => one.stop()))
  await room.stop()
})

const to = (name: string) => sent.filter((one) => one.to.startsWith(`${name}@`))
const about = (name: string) => to(name).reduce((sum, { call }) => sum + call.count, 0)

test('a flood of forty rings a person once or twice with a count, hears of every child, and every ladder climbs', async () => {
  await room.onShift('counsellor', 'duty')
  const ids = await Promise.all(Array.from({ length: 40 }, (_, index) => room.danger(index === 7 ? 'emergency' : 'high')))
  for (let process = 0; process < 2; process += 1) running.push(await room.start([fakePath('mail', sent)]))

  // The ladder writes a call for each alarm, one after the other; whoever is rung first hears of those that are there.
  await eventually(async () => {
    const calls = await Promise.all(ids.map((id) => room.calls(id)))
    expect(calls.every((one) => one.length === 1)).toBe(true)
  })
  await room.pass(0.5)
  await eventually(() => expect(about('counsellor')).toBe(40))
  expect(to('counsellor').length).toBeLessThanOrEqual(3)
  const most = to('counsellor').find(({ call }) => call.count > 1)
  expect(most?.call.subject).toContain(`${most?.call.count} người`)
  // The most urgent leads the ring, and the link takes that one.
  const emergency = await room.alarmOf(ids[7] ?? '')
  expect(to('counsellor').find(({ call }) => call.alarmId === emergency.id)?.call.level).toBe('emergency')
  await eventually(async () => { for (const id of ids) expect((await room.calls(id)).map(({ state }) => state)).toEqual(['sent']) })

  // Nine minutes on, nobody has answered: the supervisor hears of those whose time has come, again at once.
  await room.pass(9)
  await eventually(() => expect(about('supervisor')).toBe(40))
  expect(to('supervisor').length).toBeLessThan(20)
})

test('one child acknowledged: the others go on ringing, whoever shared the ring', async () => {
  await Promise.all(running.splice(0).map((one) => one.stop()))
  await room.clear()
  sent.length = 0
  await room.onShift('counsellor', 'duty')
  const ids = await Promise.all(Array.from({ length: 5 }, () => room.danger('emergency')))
  running.push(await room.start([fakePath('mail', sent)]))
  await room.pass(0.5)
  await eventually(async () => { for (const id of ids) expect((await room.calls(id)).at(0)?.state).toBe('sent') })
  await transaction(room.db.pool, (client) => acknowledgeAlarms(client, ids[0] ?? '', room.idOf('counsellor')))
  await room.pass(2)
  await eventually(() => expect(about('supervisor')).toBe(4))
  expect((await room.calls(ids[0] ?? '')).map(({ email }) => email)).toEqual(['counsellor'])
})
