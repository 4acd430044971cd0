/** F12 (Chatwoot 13516, 14508, 5672): claimed and left without a word; and nobody on duty at all. */
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { returnUnanswered } from '../../src/desk/index.ts'
import { eventually } from '../support/eventually.ts'
import { fakePath, startAlarmRoom, type AlarmRoom, type Sent } from './support.ts'

let room: AlarmRoom
let sent: Sent[]
let running: { stop(): Promise<void> }[] = []
beforeAll(async () => { room = await startAlarmRoom() })
beforeEach(async () => {
  await room.clear()
  sent = []
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
const whom = () => sent.map(({ to }) => to.split('@')[0]).sort()

test('F12: claimed and left without a word, it goes back to the queue and calls duty and, this time, the supervisor', async () => {
  await room.onShift('counsellor', 'duty')
  await start([fakePath('mail', sent)])
  const hoa = await room.signIn('counsellor')
  const id = await room.danger('emergency')
  await eventually(() => expect(whom()).toEqual(['counsellor']))
  expect((await hoa.post(`/conversations/${id}/claim`)).status).toBe(200)
  expect(await room.alarmOf(id)).toMatchObject({ acknowledgedBy: hoa.me.id })

  await room.pass(4)
  expect(await returnUnanswered(room.desk)).toBe(1)
  await eventually(() => expect(whom()).toEqual(['counsellor', 'counsellor', 'supervisor']))
  expect(await room.alarmOf(id)).toMatchObject({ acknowledgedBy: null, level: 'emergency' })
})

test('F12: with nobody on duty the duty phone rings, those in charge are called, it is counted, and the child reads the truth with 111', async () => {
  const { metrics } = await start([fakePath('hook', sent), fakePath('mail', sent)])
  const id = await room.danger('emergency')
  await eventually(() => expect(sent.map(({ path, to }) => `${path}:${to.split('@')[0]}`).sort()).toEqual(['hook:', 'mail:admin', 'mail:head', 'mail:supervisor']))
  expect((await metrics.alarmNobodyOnDuty.get()).values).toMatchObject([{ labels: { level: 'emergency' }, value: 1 }])
  expect((await room.health(['hook', 'mail'])).problems).toContain('nobody-on-duty')

  await room.pass(10)
  await eventually(async () => expect(await room.told(id)).toHaveLength(1))
  expect((await room.told(id))[0]).toContain(room.desk.centre().numbers.child111.number)
})
