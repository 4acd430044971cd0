/** How every way a send can end is read, against platforms that answer with their own bodies, or with nothing. */
import { freePort } from '../../../test/support/freePort.ts'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { readConfig, type Config } from '../../config.ts'
import type { Outbound, Sender, SendResult } from '../../conversation/channel.ts'
import type { Button } from '../../conversation/content.ts'
import { startSimulator, type Fault, type MetaPerson, type Simulator, type ZaloPerson } from '../../simulator/index.ts'
import { messengerSender } from '../messenger/index.ts'
import { zaloSender, type ZaloTokens } from '../zalo/index.ts'

const HOUR = 3_600_000
/** What nobody answers shall not keep the tests waiting. */
const timeoutMs = 300

let sim: Simulator
let config: Config
let zaloChild: ZaloPerson
let metaChild: MetaPerson
let replaced: string[]

const tokens: Pick<ZaloTokens, 'current' | 'replace'> = {
  current: async () => ({ ok: true, access: sim.zalo.tokens.access }),
  replace: async (rejected) => {
    replaced.push(rejected)
    return { ok: true, access: sim.zalo.tokens.access }
  },
}

beforeAll(async () => {
  sim = await startSimulator({ echoes: 'off' })
  config = readConfig({ NODE_ENV: 'test', ...sim.settings() })
})
afterAll(() => sim.close())
beforeEach(async () => {
  replaced = []
  sim.zalo.faults.clear()
  sim.messenger.faults.clear()
  sim.messenger.allowHumanAgent(true)
  zaloChild = sim.zalo.person()
  metaChild = sim.messenger.person()
  await zaloChild.says('alo')
  await metaChild.says('alo')
})

type Part = Partial<Omit<Outbound, 'to'>> & { externalId?: string }

function outbound(channel: 'zalo' | 'messenger', { externalId, ...part }: Part = {}): Outbound {
  const to = { channel, account: 'x', externalId: externalId ?? (channel === 'zalo' ? zaloChild.id : metaChild.id) }
  return { to, text: 'Chào em', buttons: [], author: 'bot', messageId: 'our-1', lastInboundAt: new Date(), ...part }
}
const viaZalo = (part: Part = {}, sender: Sender = zaloSender({ config, tokens, timeoutMs })) => sender(outbound('zalo', part))
const viaMessenger = (part: Part = {}, now = new Date()) => messengerSender({ config, timeoutMs, now: () => now })(outbound('messenger', part))

const failed = (code: string): SendResult => ({ outcome: 'failed', code })
const retry = (code: string): SendResult => ({ outcome: 'retry', code })
const choices = (count: number, title = 'Chọn'): Button[] => Array.from({ length: count }, (_, index) => ({ title: `${title} ${index + 1}`, payload: `#a/b:${index + 1}` }))
const call = (phone: string, title: string): Button => ({ title, payload: '#a/b:call', phone })

/** What a broken line means is the same for both. */
const LINES: [string, Fault, SendResult][] = [
  ['no answer ever comes', { kind: 'hang' }, { outcome: 'unknown', code: 'timeout' }],
  ['the line drops after it was taken', { kind: 'drop-after' }, { outcome: 'unknown', code: 'timeout' }],
  ['the line drops', { kind: 'drop' }, { outcome: 'unknown', code: 'timeout' }],
  ['the answer is no JSON', { kind: 'garbage' }, { outcome: 'unknown', code: 'unreadable' }],
  ['429', { kind: 'status', status: 429 }, retry('rate-limit')],
  ['429 with a hint', { kind: 'status', status: 429, retryAfter: 17 }, { outcome: 'retry', code: 'rate-limit', afterSeconds: 17 }],
  ['500', { kind: 'status', status: 500 }, retry('temporary')],
  ['503', { kind: 'status', status: 503 }, retry('temporary')],
  ['a gateway that gave up waiting', { kind: 'status', status: 504 }, { outcome: 'unknown', code: 'timeout' }],
]

describe.each(LINES)('%s', (_name, fault, expected) => {
  test('Zalo', async () => {
    sim.zalo.faults.next(fault)
    expect(await viaZalo()).toEqual(expected)
  })
  test('Messenger', async () => {
    sim.messenger.faults.next(fault)
    expect(await viaMessenger()).toEqual(expected)
  })
})

test('nobody listens there: it is tried again, for nothing was sent', async () => {
  const free = await freePort()
  const away = { ...config, ZALO_API_URL: `http://127.0.0.1:${free}`, MESSENGER_API_URL: `http://127.0.0.1:${free}` }
  expect(await viaZalo({}, zaloSender({ config: away, tokens }))).toEqual(retry('network'))
  expect(await messengerSender({ config: away })(outbound('messenger'))).toEqual(retry('network'))
})

test('no such host: it is tried again', async () => {
  const away = { ...config, ZALO_API_URL: 'http://no-such-host.invalid', MESSENGER_API_URL: 'http://no-such-host.invalid' }
  expect(await viaZalo({}, zaloSender({ config: away, tokens }))).toEqual(retry('network'))
  expect(await messengerSender({ config: away })(outbound('messenger'))).toEqual(retry('network'))
})

describe('Zalo’s error numbers', () => {
  test.each<[number, SendResult]>([
    [-32, retry('rate-limit')],
    [-200, retry('temporary')],
    [-201, failed('refused')],
    [-204, failed('account')],
    [-205, failed('account')],
    [-209, failed('account')],
    [-210, failed('too-long')],
    [-211, failed('quota')],
    [-212, failed('account')],
    [-213, failed('unknown-person')],
    [-217, failed('blocked')],
    [-218, failed('quota')],
    [-219, failed('account')],
    [-221, failed('account')],
    [-223, failed('account')],
    [-224, failed('account')],
    [-227, failed('unknown-person')],
    [-230, failed('window-closed')],
    [-232, failed('window-closed')],
    [-233, failed('refused')],
    [-234, failed('night')],
    [-235, failed('account')],
    [-240, failed('refused')],
    [-242, failed('account')],
    [-244, failed('blocked')],
    [-248, failed('policy')],
    [-249, failed('refused')],
    [-305, failed('window-closed')],
    [-311, failed('quota')],
    [-320, failed('account')],
    [-321, failed('quota')],
    [-99999, failed('refused')],
  ])('%i', async (code, expected) => {
    sim.zalo.faults.next({ kind: 'error', code })
    expect(await viaZalo()).toEqual(expected)
    expect(zaloChild.inbox).toEqual([])
  })

  test.each([-216, -220])('%i: one fresh token, and the message goes', async (code) => {
    sim.zalo.faults.next({ kind: 'error', code })
    expect(await viaZalo()).toMatchObject({ outcome: 'sent' })
    expect(replaced).toHaveLength(1)
    expect(zaloChild.inbox).toHaveLength(1)
  })

  test('a token refused twice is a matter for an administrator', async () => {
    sim.zalo.faults.next({ kind: 'error', code: -216 }, 2)
    expect(await viaZalo()).toEqual(failed('token'))
    expect(replaced).toHaveLength(1)
  })

  test('no token to be had', async () => {
    const without = (why: 'dead' | 'away') => zaloSender({ config, tokens: { current: async () => ({ ok: false, why }), replace: async () => ({ ok: false, why }) } })
    expect(await viaZalo({}, without('dead'))).toEqual(failed('token'))
    expect(await viaZalo({}, without('away'))).toEqual(retry('temporary'))
  })

  test('seven days of silence close the window, by the platform’s own clock', async () => {
    const silent = await startSimulator({ echoes: 'off' })
    const child = silent.zalo.person()
    await child.says('alo')
    silent.clock.advance(7 * 24 * HOUR + 1)
    const send = zaloSender({ config: readConfig({ NODE_ENV: 'test', ...silent.settings() }), tokens: { current: async () => ({ ok: true, access: silent.zalo.tokens.access }), replace: async () => ({ ok: true, access: silent.zalo.tokens.refresh(silent.zalo.tokens.refreshToken) && silent.zalo.tokens.access }) } })
    expect(await send(outbound('zalo', { externalId: child.id }))).toEqual(failed('window-closed'))
    await silent.close()
  })
})

describe('Meta’s errors', () => {
  test.each<[string, Omit<Extract<Fault, { kind: 'error' }>, 'kind'>, SendResult]>([
    ['1', { code: 1 }, retry('temporary')],
    ['2', { code: 2 }, retry('temporary')],
    ['2, said to be final', { code: 2, transient: false }, failed('refused')],
    ['1200', { code: 1200 }, retry('temporary')],
    ['a code nobody knows, said to pass', { code: 98765, transient: true }, retry('temporary')],
    ['4', { code: 4 }, retry('rate-limit')],
    ['4/2018354', { code: 4, subcode: 2018354 }, retry('rate-limit')],
    ['17', { code: 17 }, retry('rate-limit')],
    ['32', { code: 32 }, retry('rate-limit')],
    ['613', { code: 613 }, retry('rate-limit')],
    ['2022', { code: 2022 }, retry('rate-limit')],
    ['80006', { code: 80006 }, retry('rate-limit')],
    ['10', { code: 10 }, failed('account')],
    ['10/2018278', { code: 10, subcode: 2018278 }, failed('window-closed')],
    ['10/2018065', { code: 10, subcode: 2018065 }, failed('account')],
    ['10/2018108', { code: 10, subcode: 2018108 }, failed('blocked')],
    ['10/1893063', { code: 10, subcode: 1893063 }, failed('account')],
    ['100', { code: 100 }, failed('refused')],
    ['100/2018001', { code: 100, subcode: 2018001 }, failed('unknown-person')],
    ['190', { code: 190 }, failed('token')],
    ['190/460', { code: 190, subcode: 460 }, failed('token')],
    ['200', { code: 200 }, failed('account')],
    ['200/1545041', { code: 200, subcode: 1545041 }, failed('blocked')],
    ['551', { code: 551 }, failed('blocked')],
    ['551/1545041', { code: 551, subcode: 1545041 }, failed('blocked')],
    ['551/1893047', { code: 551, subcode: 1893047, transient: false }, failed('blocked')],
    ['a code nobody knows', { code: 98765 }, failed('refused')],
  ])('%s', async (_name, error, expected) => {
    sim.messenger.faults.next({ kind: 'error', ...error })
    expect(await viaMessenger()).toEqual(expected)
    expect(metaChild.inbox).toEqual([])
  })
})

describe('Messenger’s windows', () => {
  const hoursAgo = (hours: number): Part => ({ lastInboundAt: new Date(Date.now() - hours * HOUR) })

  test('the bot says nothing after 24 hours, and does not even try', async () => {
    expect(await viaMessenger(hoursAgo(24.1))).toEqual(failed('window-closed'))
    expect(metaChild.inbox).toEqual([])
  })
  test('a counsellor’s words go for seven days', async () => {
    sim.clock.advance(0)
    expect(await viaMessenger({ ...hoursAgo(100), author: 'staff' })).toMatchObject({ outcome: 'sent' })
  })
  test('and not after', async () => {
    expect(await viaMessenger({ ...hoursAgo(7 * 24 + 1), author: 'staff' })).toEqual(failed('window-closed'))
  })
  test('a counsellor near the border: the first way is shut, the second open', async () => {
    sim.messenger.faults.next({ kind: 'error', code: 10, subcode: 2018278 })
    expect(await viaMessenger({ ...hoursAgo(23.9), author: 'staff' })).toMatchObject({ outcome: 'sent' })
    expect(metaChild.inbox).toHaveLength(1)
  })
  test('without Meta’s leave for human agents it is the account’s trouble', async () => {
    sim.messenger.allowHumanAgent(false)
    expect(await viaMessenger({ ...hoursAgo(100), author: 'staff' })).toEqual(failed('account'))
  })
  test('a person who blocked the Page', async () => {
    metaChild.blocks()
    expect(await viaMessenger()).toEqual(failed('blocked'))
  })
  test('a person nobody knows', async () => {
    expect(await viaMessenger({ externalId: '7999999999' })).toEqual(failed('unknown-person'))
    expect(await viaZalo({ externalId: '7999999999' })).toEqual(failed('unknown-person'))
  })
})

describe('what the person sees', () => {
  const shown = (person: ZaloPerson | MetaPerson) => person.inbox.map(({ text, buttons }) => ({ text, buttons }))
  const titles = (person: ZaloPerson | MetaPerson) => person.inbox.flatMap(({ buttons }) => buttons.map(({ title }) => title))

  test('2,000 characters fit, though decomposed they are many more', async () => {
    const text = 'ế'.repeat(2000).normalize('NFD')
    expect(await viaZalo({ text })).toMatchObject({ outcome: 'sent' })
    expect(await viaMessenger({ text })).toMatchObject({ outcome: 'sent' })
    expect(zaloChild.inbox[0]?.text).toBe(text.normalize('NFC'))
  })
  test('2,001 do not, and are not tried', async () => {
    expect(await viaZalo({ text: 'x'.repeat(2001) })).toEqual(failed('too-long'))
    expect(await viaMessenger({ text: 'x'.repeat(2001) })).toEqual(failed('too-long'))
  })

  test('Zalo: five buttons are buttons, six are numbered lines', async () => {
    await viaZalo({ buttons: choices(5) })
    expect(titles(zaloChild)).toEqual(['Chọn 1', 'Chọn 2', 'Chọn 3', 'Chọn 4', 'Chọn 5'])
    await viaZalo({ buttons: choices(6) })
    expect(zaloChild.inbox[1]).toMatchObject({ text: 'Chào em\n1. Chọn 1\n2. Chọn 2\n3. Chọn 3\n4. Chọn 4\n5. Chọn 5\n6. Chọn 6', buttons: [] })
  })
  test('Zalo: a call button, also for 111', async () => {
    await viaZalo({ buttons: [call('111', 'Gọi 111'), ...choices(1)] })
    expect(shown(zaloChild)).toEqual([{ text: 'Chào em', buttons: [{ title: 'Gọi 111', phone: '111' }, { title: 'Chọn 1', payload: 'Chọn 1 #a/b:1' }] }])
  })
  test('Zalo: where buttons are refused, the message goes without them', async () => {
    for (const code of [-201, -233]) {
      sim.zalo.faults.next({ kind: 'error', code })
      expect(await viaZalo({ buttons: [...choices(1), call('111', 'Gọi 111')] })).toMatchObject({ outcome: 'sent' })
      expect(zaloChild.inbox.at(-1)).toMatchObject({ text: 'Chào em\n1. Chọn 1\nGọi 111', buttons: [] })
    }
  })
  test('Zalo: buttons may be turned off', async () => {
    await viaZalo({ buttons: choices(1) }, zaloSender({ config, tokens, buttons: 'numbered' }))
    expect(shown(zaloChild)).toEqual([{ text: 'Chào em\n1. Chọn 1', buttons: [] }])
  })

  test('Messenger: thirteen quick replies, fourteen numbered lines', async () => {
    await viaMessenger({ buttons: choices(13) })
    expect(metaChild.inbox[0]?.buttons).toHaveLength(13)
    await viaMessenger({ buttons: choices(14) })
    expect(metaChild.inbox[1]?.buttons).toEqual([])
    expect(metaChild.inbox[1]?.text).toContain('\n14. Chọn 14')
  })
  test('Messenger: a title over 20 characters stands whole in the text', async () => {
    await viaMessenger({ buttons: [{ title: 'Em muốn nói chuyện với người thật', payload: '#a/b:1' }, { title: 'Để sau', payload: '#a/b:2' }] })
    expect(shown(metaChild)).toEqual([{
      text: 'Chào em\n1. Em muốn nói chuyện với người thật\n2. Để sau',
      buttons: [{ title: '1. Em muốn nói…', payload: '#a/b:1' }, { title: '2. Để sau', payload: '#a/b:2' }],
    }])
  })
  test('Messenger: a full number is a call button, a short one is printed', async () => {
    await viaMessenger({ buttons: [call('0236 3550 111', 'Gọi trung tâm'), ...choices(1)] })
    expect(metaChild.inbox[0]?.buttons).toEqual([{ title: 'Gọi trung tâm', phone: '+842363550111' }, { title: 'Chọn 1', payload: '#a/b:1' }])
    await viaMessenger({ buttons: [call('111', 'Gọi 111'), ...choices(1)] })
    expect(metaChild.inbox[1]).toMatchObject({ text: 'Chào em\nGọi 111', buttons: [{ title: 'Chọn 1', payload: '#a/b:1' }] })
  })
  test('Messenger: where the buttons are refused, the message goes without them', async () => {
    sim.messenger.faults.next({ kind: 'error', code: 100 })
    expect(await viaMessenger({ buttons: choices(2) })).toMatchObject({ outcome: 'sent' })
    expect(shown(metaChild)).toEqual([{ text: 'Chào em\n1. Chọn 1\n2. Chọn 2', buttons: [] }])
  })
  test('Messenger: a long text with a call button keeps its text and prints the number', async () => {
    const text = 'ơ'.repeat(700)
    expect(await viaMessenger({ text, buttons: [call('02363550111', 'Gọi trung tâm')] })).toMatchObject({ outcome: 'sent' })
    expect(shown(metaChild)).toEqual([{ text: `${text}\nGọi trung tâm: 02363550111`, buttons: [] }])
  })
})

test('what was sent has the platform’s id', async () => {
  expect(await viaZalo()).toEqual({ outcome: 'sent', providerMessageId: zaloChild.inbox[0]?.id })
  expect(await viaMessenger()).toEqual({ outcome: 'sent', providerMessageId: metaChild.inbox[0]?.id })
})

test('a visitor of Zalo’s web widget is answered at the other address', async () => {
  const visitor = sim.zalo.person('anonymous-7f3a')
  await visitor.says('alo')
  expect(await viaZalo({ externalId: 'anonymous:anonymous-7f3a:5f0c1c7e' })).toMatchObject({ outcome: 'sent' })
  expect(visitor.inbox).toHaveLength(1)
})
