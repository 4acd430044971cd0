/** F10 (GlobaLeaks 3684): the alert outbox is stuck, and nobody notices. Here with a real mail server that goes away. */
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { hookPath } from '../../src/alarms/paths/hook.ts'
import { mailPath } from '../../src/alarms/paths/mail.ts'
import { eventually } from '../support/eventually.ts'
import { startGateway, type Gateway } from './gateway.ts'
import { startMailbox, type Mailbox } from './mailbox.ts'
import { startAlarmRoom, type AlarmRoom } from './support.ts'

const SECRET = 'a secret of the gateway, long enough'
let room: AlarmRoom
let mailbox: Mailbox
let gateway: Gateway
let running: { stop(): Promise<void> }[] = []

beforeAll(async () => { [room, mailbox, gateway] = await Promise.all([startAlarmRoom(), startMailbox(), startGateway()]) })
beforeEach(async () => {
  await room.clear()
  mailbox.mails.length = 0
  gateway.posted.length = 0
  gateway.answer = { status: 200 }
})
afterEach(async () => {
  await Promise.all(running.map((one) => one.stop()))
  running = []
})
afterAll(async () => {
  await Promise.all([mailbox.stop(), gateway.stop()])
  await room.stop()
})

/** How many alarms Hoa's phone rang about: in a flood one ring is about several. */
const rungAbout = () => gateway.posted.filter(({ body }) => body.includes('+84900000001')).reduce((sum, { body }) => sum + Number(/"count":(\d+)/.exec(body.toString())?.[1]), 0)
const mailedAbout = () => mailbox.mails.reduce((sum, { raw }) => sum + aboutHowMany(raw), 0)

/** Mail is quoted-printable: the number and the words stand apart from their marks. */
function aboutHowMany(raw: string): number {
  const text = raw.replace(/=\r?\n/g, '').replace(/(?:=[0-9A-F]{2})+/g, (bytes) => Buffer.from(bytes.replaceAll('=', ''), 'hex').toString('utf8'))
  return Number(/(\d+) người cần giúp/.exec(text)?.[1] ?? 1)
}

async function start() {
  const one = await room.start([hookPath({ url: gateway.url, secret: SECRET }), mailPath({ url: mailbox.url, from: 'truc@langnghe.example.vn' })])
  running.push(one)
  return one
}

test('F10: with mail away for 30 minutes health is red within one, alarms go by the second path, and the flush doubles nothing', async () => {
  await room.onShift('counsellor', 'duty')
  await room.address('counsellor', 'hook', '+84900000001')
  await mailbox.stop()
  for (let process = 0; process < 2; process += 1) await start()
  const ids = await Promise.all(Array.from({ length: 5 }, () => room.danger('emergency')))

  // The second path rings at once.
  await eventually(() => expect(rungAbout()).toBe(5))
  await eventually(async () => expect((await room.calls(ids[0] ?? '')).find(({ path }) => path === 'mail')?.attempts).toBeGreaterThan(0))
  expect((await room.health(['hook', 'mail'])).paths).toMatchObject([{ path: 'hook', state: 'ok' }, { path: 'mail', state: 'failing' }])

  await room.pass(0.75)
  const red = await room.health(['hook', 'mail'])
  expect(red).toMatchObject({ ok: false, problems: ['path:mail'] })
  expect(red.paths[1]).toMatchObject({ path: 'mail', state: 'stuck', pending: 5 })
  expect(red.paths[1]?.oldestSeconds).toBeLessThan(60)
  expect(red.paths[1]?.code).toBeTruthy()

  // Half an hour: the ladder climbs to everyone and calls them again, and each mail is tried many times.
  for (const minutes of [2, 3, 5, 10, 10]) {
    const steps = (await room.alarmOf(ids[0] ?? '')).step
    await room.pass(minutes)
    await eventually(async () => expect((await room.alarmOf(ids[0] ?? '')).step).toBeGreaterThan(steps))
  }
  const attempts = (await room.calls(ids[0] ?? '')).filter(({ path }) => path === 'mail').map((one) => one.attempts)
  expect(Math.max(...attempts)).toBeGreaterThan(3)
  expect(mailbox.mails).toEqual([])

  await mailbox.start()
  await room.pass(1)
  // Duty, supervisor, head and administrator: each hears of each alarm once, not once a step.
  await eventually(() => expect(mailedAbout()).toBeGreaterThanOrEqual(5 * 4))
  await eventually(async () => expect((await room.health(['hook', 'mail'])).paths[1]).toMatchObject({ state: 'ok', pending: 0 }))
  expect(mailedAbout()).toBe(5 * 4)
  expect(new Set(mailbox.mails.map(({ messageId }) => messageId)).size).toBe(mailbox.mails.length)
  await eventually(async () => expect((await room.health(['hook', 'mail'])).problems).toEqual([]))
})

test('F10: a calmer alarm lets the spare path ring as soon as one before it fails, and spares it when they reach somebody', async () => {
  await room.onShift('counsellor', 'duty')
  await room.onShift('counsellor2', 'duty')
  await room.address('counsellor', 'hook', '+84900000001')
  gateway.answer = { status: 503 }
  await start()
  const id = await room.danger('medium')
  const callsOf = async (email: string) => (await room.calls(id)).filter((one) => one.email === email)
  // One path at a time below high: mail waits behind the phone, until the phone fails.
  await eventually(async () => expect(await callsOf('counsellor')).toMatchObject([{ path: 'hook', state: 'pending' }, { path: 'mail', state: 'sent' }]))
  await eventually(async () => expect(await callsOf('counsellor2')).toMatchObject([{ path: 'mail', state: 'sent' }]))

  gateway.answer = { status: 200 }
  const well = await room.danger('medium')
  await eventually(async () => expect((await room.calls(well)).filter((one) => one.email === 'counsellor')).toMatchObject([{ path: 'hook', state: 'sent' }, { path: 'mail', state: 'spared' }]))
})

test('F10: when every path of everybody called has ended in nothing the ladder does not wait for its time', async () => {
  await room.onShift('counsellor', 'duty')
  mailbox.refused.set('counsellor@demo.local', 550)
  // The gateway's own number stands in for a phone: it is refused too.
  gateway.answer = { status: 422 }
  await start()
  const id = await room.danger('emergency')
  await eventually(async () => expect((await room.alarmOf(id)).step).toBeGreaterThan(1))
  await eventually(() => expect(mailbox.mails.map(({ to }) => to)).toContain('supervisor@demo.local'))
  mailbox.refused.clear()
})

test('F10: a ladder that stands still turns health red', async () => {
  await room.onShift('counsellor', 'duty')
  await room.danger('emergency')
  await room.pass(0.75)
  expect((await room.health(['mail'])).problems).toEqual(['ladder'])
})

test('F10: a mail server that would refuse is seen by day, without any alarm: one trial a minute, whichever process comes first', async () => {
  await room.db.pool.query('delete from alarm_path')
  await room.onShift('counsellor', 'duty')
  await mailbox.stop()
  await Promise.all([start(), start()])
  const state = async () => (await room.health(['mail'])).paths[0]?.state
  await eventually(async () => expect(await state()).toBe('failing'))
  await room.db.pool.query(`update alarm_path set failing_since = failing_since - interval '45 seconds'`)
  expect((await room.health(['mail'])).problems).toEqual(['path:mail'])

  await mailbox.start()
  await Promise.all(running.splice(0).map((one) => one.stop()))
  await start()
  // The last trial was less than a minute ago: nobody tries again before.
  expect(await state()).toBe('stuck')
  await room.db.pool.query(`update alarm_path set checked_at = checked_at - interval '1 minute'`)
  await Promise.all(running.splice(0).map((one) => one.stop()))
  await start()
  await eventually(async () => expect(await state()).toBe('ok'))
  expect(mailbox.mails).toEqual([])
})
