/** Both channels against the simulated platforms: what comes in, what goes out, what is turned away. */
import { createServer, type Server } from 'node:http'
import express from 'express'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { readConfig, type Config } from '../../config.ts'
import type { ChannelEvent, Inbound, Outbound } from '../../conversation/channel.ts'
import { createLog } from '../../log.ts'
import { createMetrics } from '../../metrics.ts'
import { startSimulator, type Simulator } from '../../simulator/index.ts'
import { messengerSender, messengerWebhook } from '../messenger/index.ts'
import { zaloSender, zaloWebhook, type ZaloTokens } from '../zalo/index.ts'

let sim: Simulator
let config: Config
let server: Server
let messages: Inbound[]
let events: ChannelEvent[]
let failing: boolean
let url: string
const metrics = createMetrics()

beforeAll(async () => {
  sim = await startSimulator()
  config = readConfig({ NODE_ENV: 'test', ...sim.settings() })
  const take = <T>(list: () => T[]) => async (item: T) => {
    if (failing) throw new Error('nothing takes it')
    list().push(item)
  }
  const dependencies = { config, receive: take(() => messages), receiveEvent: take(() => events), metrics, log: createLog('silent') }
  const app = express()
  app.use(zaloWebhook(dependencies), messengerWebhook(dependencies))
  server = createServer(app)
  await new Promise<void>((done) => void server.listen(0, '127.0.0.1', () => done()))
  const address = server.address()
  url = `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`
  sim.connect(url)
})

afterAll(async () => {
  await sim.close()
  await new Promise((done) => server.close(done))
})

beforeEach(() => {
  messages = []
  events = []
  failing = false
  sim.zalo.faults.clear()
  sim.messenger.faults.clear()
})

const decomposed = 'Cháu sợ quá'.normalize('NFD')

describe('what a person writes reaches receive', () => {
  test('from Zalo, composed, with the platform’s time and ids', async () => {
    const child = sim.zalo.person()
    const delivery = await child.says(decomposed, { messageId: 'z1' })
    expect(delivery.status).toBe(200)
    expect(messages).toEqual([expect.objectContaining({ channel: 'zalo', account: config.ZALO_OA_ID, externalId: child.id, eventKey: 'user_send_text:z1', providerMessageId: 'z1', kind: 'text', content: { text: 'Cháu sợ quá' } })])
  })

  test('from Messenger, whose bytes are escaped', async () => {
    const child = sim.messenger.person()
    const delivery = await child.says(`${decomposed} / 😢`, { messageId: 'm1' })
    expect(delivery.status).toBe(200)
    expect(messages).toEqual([expect.objectContaining({ channel: 'messenger', externalId: child.id, eventKey: 'message:m1', content: { text: 'Cháu sợ quá / 😢' } })])
  })
})

test('a batch of Messenger events is taken whole, oldest first', async () => {
  const child = sim.messenger.person()
  sim.messenger.courier.hold()
  const at = Date.now()
  await child.says('hai', { at })
  await child.says('một', { at: at - 5000 })
  const [delivery] = await sim.messenger.courier.release({ batched: true })
  expect(delivery?.status).toBe(200)
  expect(messages.map(({ content }) => content.text)).toEqual(['một', 'hai'])
})

test.each(['zalo', 'messenger'] as const)('%s: without a right signature nothing is taken', async (channel) => {
  for (const signature of ['wrong', 'missing'] as const) {
    expect(await sim[channel].person().says('xin chào', { signature })).toMatchObject({ status: 401 })
  }
  expect(messages).toEqual([])
})

test.each(['zalo', 'messenger'] as const)('%s: when nothing takes it, the platform is told to come again', async (channel) => {
  failing = true
  expect(await sim[channel].person().says('xin chào')).toMatchObject({ status: 503 })
})

describe('what we say reaches the person', () => {
  const tokens: Pick<ZaloTokens, 'current' | 'replace'> = { current: async () => ({ ok: true, access: sim.zalo.tokens.access }), replace: async () => ({ ok: false, why: 'dead' }) }
  const outbound = (channel: 'zalo' | 'messenger', externalId: string): Outbound => ({
    to: { channel, account: 'x', externalId },
    text: 'Chào em'.normalize('NFD'),
    buttons: [{ title: 'Em cần giúp', payload: '#greeting/who:child' }],
    author: 'bot',
    messageId: 'our-1',
    lastInboundAt: new Date(),
  })

  test('on Zalo, with buttons whose tap comes back as text', async () => {
    const child = sim.zalo.person()
    await child.says('alo')
    const result = await zaloSender({ config, tokens })(outbound('zalo', child.id))
    expect(result).toEqual({ outcome: 'sent', providerMessageId: child.inbox[0]?.id })
    expect(child.inbox).toEqual([expect.objectContaining({ text: 'Chào em', buttons: [{ title: 'Em cần giúp', payload: 'Em cần giúp #greeting/who:child' }] })])
    await child.taps('Em cần giúp')
    expect(messages.at(-1)?.content).toEqual({ text: 'Em cần giúp', payload: '#greeting/who:child' })
  })

  test('on Messenger, with quick replies, and its echo names our message', async () => {
    const child = sim.messenger.person()
    await child.says('alo')
    const result = await messengerSender({ config })(outbound('messenger', child.id))
    expect(result).toEqual({ outcome: 'sent', providerMessageId: child.inbox[0]?.id })
    await expect.poll(() => events).toContainEqual(expect.objectContaining({ type: 'echo', messageId: 'our-1', providerMessageId: child.inbox[0]?.id }))
    await child.taps('Em cần giúp')
    expect(messages.at(-1)?.content).toEqual({ text: 'Em cần giúp', payload: '#greeting/who:child' })
  })
})
