import { createDecipheriv, createECDH, createHmac, hkdfSync, randomBytes } from 'node:crypto'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { openPaths, sendTestCall, testCallState, listAddresses, removeAddress, type Path } from '../../src/alarms/index.ts'
import { hookPath } from '../../src/alarms/paths/hook.ts'
import { mailPath } from '../../src/alarms/paths/mail.ts'
import { isPushService, pushPath } from '../../src/alarms/paths/push.ts'
import { zaloPath } from '../../src/alarms/paths/zalo.ts'
import { vapidKeys } from '../../src/alarms/vapid.ts'
import { eventually } from '../support/eventually.ts'
import { startGateway, type Gateway } from './gateway.ts'
import { startMailbox, type Mailbox } from './mailbox.ts'
import { startAlarmRoom, type AlarmRoom } from './support.ts'

/** What the child says and is called: no path may carry a letter of it. */
const CANARY = 'Bé Hoàng Thị Măng ở thôn Trà Linh bị nhốt trong chòi'
const SECRET = 'a secret of the gateway, long enough'

let room: AlarmRoom
let mailbox: Mailbox
let gateway: Gateway
let pushService: Gateway
let zalo: { externalId: string; text: string }[]
let running: { stop(): Promise<void> }[] = []

beforeAll(async () => { [room, mailbox, gateway, pushService] = await Promise.all([startAlarmRoom(), startMailbox(), startGateway(), startGateway()]) })
beforeEach(async () => {
  await room.clear()
  zalo = []
  mailbox.mails.length = gateway.posted.length = pushService.posted.length = 0
  gateway.answer = { status: 200 }
  pushService.answer = { status: 201 }
})
afterEach(async () => {
  await Promise.all(running.map((one) => one.stop()))
  running = []
})
afterAll(async () => {
  await Promise.all([mailbox.stop(), gateway.stop(), pushService.stop()])
  await room.stop()
})

async function start(): Promise<void> {
  const vapid = { ...await vapidKeys(room.db.pool, room.vault), subject: 'mailto:truc@langnghe.example.vn' }
  const paths: Path[] = [
    pushPath(vapid, (endpoint) => endpoint.startsWith(pushService.url)),
    zaloPath(async (externalId, text) => {
      zalo.push({ externalId, text })
      return { outcome: 'sent' }
    }),
    hookPath({ url: `${gateway.url}/sms`, secret: SECRET }),
    mailPath({ url: mailbox.url, from: 'Trực <truc@langnghe.example.vn>' }),
  ]
  running.push(await room.start(paths))
}

/** A browser that can read what it is pushed (RFC 8291). */
function browser() {
  const ecdh = createECDH('prime256v1')
  ecdh.generateKeys()
  const auth = randomBytes(16)
  const subscription = { endpoint: `${pushService.url}/${randomBytes(8).toString('hex')}`, keys: { p256dh: ecdh.getPublicKey('base64url'), auth: auth.toString('base64url') } }
  const read = (body: Buffer): unknown => {
    const salt = body.subarray(0, 16)
    const sender = body.subarray(21, 21 + body.readUInt8(20))
    const shared = ecdh.computeSecret(sender)
    const info = Buffer.concat([Buffer.from('WebPush: info\0'), ecdh.getPublicKey(), sender])
    const input = Buffer.from(hkdfSync('sha256', shared, auth, info, 32))
    const key = Buffer.from(hkdfSync('sha256', input, salt, 'Content-Encoding: aes128gcm\0', 16))
    const nonce = Buffer.from(hkdfSync('sha256', input, salt, 'Content-Encoding: nonce\0', 12))
    const sealed = body.subarray(21 + sender.length)
    const decipher = createDecipheriv('aes-128-gcm', key, nonce)
    decipher.setAuthTag(sealed.subarray(-16))
    const plain = Buffer.concat([decipher.update(sealed.subarray(0, -16)), decipher.final()])
    return JSON.parse(plain.subarray(0, plain.lastIndexOf(2)).toString('utf8'))
  }
  return { subscription, read }
}

test('an emergency goes by every path a person has at once, and none carries a word of the child', async () => {
  await room.onShift('counsellor', 'duty')
  const phone = browser()
  await room.address('counsellor', 'push', JSON.stringify(phone.subscription))
  await room.address('counsellor', 'zalo', 'zalo-of-hoa')
  await room.address('counsellor', 'hook', '+84900000001')
  await start()
  const id = await room.danger('emergency', CANARY)
  const { id: alarmId } = await room.alarmOf(id)
  await eventually(async () => expect((await room.calls(id)).map(({ path, state }) => [path, state])).toEqual([['hook', 'sent'], ['mail', 'sent'], ['push', 'sent'], ['zalo', 'sent']]))

  const pushed = phone.read(pushService.posted[0]?.body ?? Buffer.alloc(0))
  expect(pushed).toEqual({ alarm: alarmId, kind: 'duty', level: 'emergency', lang: 'vi', path: expect.stringMatching(/^\/alarm\/[\w.-]+$/) })
  const everything = [JSON.stringify(pushed), JSON.stringify(zalo), gateway.posted[0]?.body.toString('utf8'), mailbox.mails[0]?.raw, JSON.stringify(pushService.posted[0]?.headers)].join('\n')
  for (const word of [...CANARY.split(' ').filter((one) => one.length > 3), id]) expect(everything, word).not.toContain(word)
  expect(zalo[0]?.text).toContain('KHẨN CẤP: có người cần giúp')
  expect(zalo[0]?.text).toContain(alarmId)
})

test('the hook is signed over its raw body with id and time, so that a recorded call cannot be changed or played again', async () => {
  await room.onShift('counsellor', 'duty')
  await room.address('counsellor', 'hook', '+84900000001')
  await start()
  await room.danger('emergency')
  await eventually(() => expect(gateway.posted).toHaveLength(1))
  const [{ path, headers, body } = { path: '', headers: {}, body: Buffer.alloc(0) }] = gateway.posted
  expect(path).toBe('/sms')
  const signed = `${headers['webhook-id']}.${headers['webhook-timestamp']}.${body.toString('utf8')}`
  expect(headers['webhook-signature']).toBe(`v1,${createHmac('sha256', SECRET).update(signed).digest('base64')}`)
  expect(Math.abs(Number(headers['webhook-timestamp']) - Date.now() / 1000)).toBeLessThan(60)
  expect(JSON.parse(body.toString('utf8'))).toMatchObject({ type: 'alarm', id: headers['webhook-id'], to: '+84900000001', level: 'emergency', kind: 'duty' })
})

test('a gateway that answers with a redirect is not followed anywhere', async () => {
  gateway.answer = { status: 307, headers: { location: `${pushService.url}/inside` } }
  const path = hookPath({ url: gateway.url, secret: SECRET })
  const call = { id: crypto.randomUUID(), alarmId: null, level: 'info', count: 1, kind: 'test', language: 'vi', subject: 's', text: 't', link: 'https://langnghe.example.vn/desk' } as const
  expect(await path.send('', call)).toEqual({ outcome: 'retry', code: 'http-307' })
  expect(pushService.posted).toEqual([])
})

test.each([
  ['https://fcm.googleapis.com/fcm/send/abc', true],
  ['https://updates.push.services.mozilla.com/wpush/v2/abc', true],
  ['https://web.push.apple.com/abc', true],
  ['https://wns2-sg2p.notify.windows.com/w/?token=abc', true],
  ['http://fcm.googleapis.com/fcm/send/abc', false],
  ['https://fcm.googleapis.com.evil.example/abc', false],
  ['https://fcm.googleapis.com:8443/abc', false],
  ['https://user@fcm.googleapis.com/abc', false],
  ['https://127.0.0.1/abc', false],
  ['https://169.254.169.254/latest', false],
  ['nonsense', false],
])('a push subscription to %s is a push service: %s', (endpoint, expected) => expect(isPushService(endpoint)).toBe(expected))

test('a browser that has unsubscribed is forgotten, and the other paths ring', async () => {
  await room.onShift('counsellor', 'duty')
  await room.address('counsellor', 'push', JSON.stringify(browser().subscription))
  pushService.answer = { status: 410 }
  await start()
  const id = await room.danger('emergency')
  await eventually(async () => expect((await room.calls(id)).map(({ path, state }) => [path, state])).toEqual(expect.arrayContaining([['mail', 'sent'], ['push', 'failed']])))
  expect(await listAddresses(room.db.pool, room.idOf('counsellor'))).toEqual([])
})

test('Zalo: a closed window ends that path for the person; an answer that never came is asked again', async () => {
  const answers = { closed: { outcome: 'failed', code: 'window' }, silent: { outcome: 'unknown', code: 'timeout' }, token: { outcome: 'failed', code: 'token' } } as const
  const call = { id: crypto.randomUUID(), alarmId: null, level: 'info', count: 1, kind: 'test', language: 'vi', subject: 's', text: 't', link: 'https://langnghe.example.vn/desk' } as const
  const results = await Promise.all(Object.values(answers).map((answer) => zaloPath(async () => answer).send('z', call)))
  expect(results.map(({ outcome }) => outcome)).toEqual(['failed', 'retry', 'retry'])
})

test('a test to oneself goes through the same outbox and says that nobody waits', async () => {
  await start()
  const me = room.idOf('counsellor')
  const test = await sendTestCall(room.db.pool, me, 'mail')
  expect(test).toBeDefined()
  await eventually(async () => expect(await testCallState(room.db.pool, me, test ?? '')).toMatchObject({ state: 'sent' }))
  expect(mailbox.mails.map(({ to }) => to)).toEqual(['counsellor@demo.local'])
  expect(await testCallState(room.db.pool, room.idOf('counsellor2'), test ?? '')).toBeUndefined()
})

test('one removes only what is one\'s own, and addresses stay sealed in the database', async () => {
  const id = await room.address('counsellor', 'hook', '+84900000001')
  expect(await room.address('counsellor', 'hook', '+84900000001')).toBe(id)
  const { rows: [row] } = await room.db.pool.query('select address_enc, address_hash from alarm_address')
  expect(JSON.stringify(row)).not.toContain(Buffer.from('84900000001').toString('hex'))
  expect(Buffer.from(row.address_enc).toString('latin1')).not.toContain('84900000001')
  expect(await removeAddress(room.db.pool, room.idOf('counsellor2'), id)).toBe(false)
  expect(await removeAddress(room.db.pool, room.idOf('counsellor'), id)).toBe(true)
})

test('whose account is closed is called no more, and their addresses go', async () => {
  await room.onShift('counsellor', 'duty')
  await room.address('counsellor', 'hook', '+84900000001')
  await room.db.pool.query('update staff set active = false where id = $1', [room.idOf('counsellor')])
  await start()
  const id = await room.danger('emergency')
  await eventually(async () => expect((await room.calls(id)).map(({ email }) => email)).toContain('supervisor'))
  expect((await room.calls(id)).map(({ email }) => email)).not.toContain('counsellor')
  await eventually(async () => expect((await room.db.pool.query('select 1 from alarm_address')).rowCount).toBe(0))
  await room.db.pool.query('update staff set active = true where id = $1', [room.idOf('counsellor')])
})

test('push keys are made once, whichever process starts first, and are readable by the vault alone', async () => {
  const made = await Promise.all(Array.from({ length: 5 }, () => vapidKeys(room.db.pool, room.vault)))
  expect(new Set(made.map(({ publicKey }) => publicKey)).size).toBe(1)
  const { rows: [row] } = await room.db.pool.query('select value_enc from alarm_secret')
  expect(Buffer.from(row.value_enc).toString('latin1')).not.toContain(made[0]?.privateKey ?? '')
})

test('a path is there with all its settings and not otherwise', async () => {
  const names = async (settings: Record<string, string>) => {
    const config = { PORT: 3000, PUBLIC_URL: undefined, SMTP_URL: undefined, ALARM_MAIL_FROM: undefined, ALARM_HOOK_URL: undefined, ALARM_HOOK_SECRET: undefined, VAPID_PUBLIC_KEY: undefined, VAPID_PRIVATE_KEY: undefined, VAPID_SUBJECT: undefined, ...settings }
    return (await openPaths({ config, pool: room.db.pool, vault: room.vault, zalo: undefined })).paths.map(({ name }) => name)
  }
  expect(await names({})).toEqual(['push'])
  expect(await names({ SMTP_URL: mailbox.url, ALARM_MAIL_FROM: 'a@example.vn', ALARM_HOOK_URL: gateway.url, ALARM_HOOK_SECRET: SECRET })).toEqual(['push', 'hook', 'mail'])
})
