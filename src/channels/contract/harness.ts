/** Both webhooks on a port, with a receiver that only remembers: request in, status and meaning out. */
import { createHash, createHmac } from 'node:crypto'
import { createServer } from 'node:http'
import express from 'express'
import { pino } from 'pino'
import { readConfig, type Config } from '../../config.ts'
import type { ChannelEvent, Inbound } from '../../conversation/channel.ts'
import { createMetrics } from '../../metrics.ts'
import { messengerWebhook } from '../messenger/index.ts'
import { zaloWebhook } from '../zalo/index.ts'

export const APP = '1000000000000000001'
export const OA = '4000000000000000004'
export const USER = '3000000000000000003'
export const PAGE = '100000000000001'
export const META_APP = '222222222222222'
export const PSID = '7100000000000001'
const OA_KEY = 'oa-key'
const APP_SECRET = 'app-key'
export const VERIFY_TOKEN = 'verify-token'

/** The clock of every case: 2026-11-22, a little after the examples' own times. */
export const NOW = new Date(1_795_400_100_000)

export const config: Config = readConfig({
  NODE_ENV: 'test',
  ZALO_APP_ID: APP,
  ZALO_APP_SECRET: 'zalo-app-secret',
  ZALO_OA_ID: OA,
  ZALO_OA_SECRET_KEY: OA_KEY,
  ZALO_VERIFIER_CODE: 'Abc_123-x',
  MESSENGER_PAGE_ID: PAGE,
  MESSENGER_APP_ID: META_APP,
  MESSENGER_APP_SECRET: APP_SECRET,
  MESSENGER_VERIFY_TOKEN: VERIFY_TOKEN,
  MESSENGER_PAGE_TOKEN: 'page-token',
})

export type Outcome = { status: number; messages: Inbound[]; events: ChannelEvent[]; text: string }

export type Harness = {
  readonly url: string
  readonly metrics: ReturnType<typeof createMetrics>
  /** Every log line so far. */
  readonly logged: readonly string[]
  /** Posts raw bytes with exactly these headers. */
  post(path: string, body: Buffer, headers: Record<string, string>): Promise<Outcome>
  /** Posts signed as Zalo does. A string goes out as it is. */
  zalo(body: unknown): Promise<Outcome>
  /** Posts signed as Meta does. */
  messenger(body: unknown): Promise<Outcome>
  /** While on, nothing is taken. */
  fail(on: boolean): void
  close(): Promise<void>
}

export async function startHarness(): Promise<Harness> {
  let taken: Pick<Outcome, 'messages' | 'events'> = { messages: [], events: [] }
  let failing = false
  const metrics = createMetrics()
  const logged: string[] = []
  const refuseIfFailing = () => {
    if (failing) throw new Error('neither database nor spool')
  }
  const dependencies = {
    config,
    metrics,
    log: pino({ level: 'trace' }, { write: (line: string) => void logged.push(line) }),
    now: () => NOW,
    receive: async (message: Inbound) => {
      refuseIfFailing()
      taken.messages.push(message)
    },
    receiveEvent: async (event: ChannelEvent) => {
      refuseIfFailing()
      taken.events.push(event)
    },
  }
  const app = express()
  app.use(zaloWebhook(dependencies), messengerWebhook(dependencies))
  const server = createServer(app)
  const port = await new Promise<number>((done) => {
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      done(typeof address === 'object' && address !== null ? address.port : 0)
    })
  })
  const url = `http://127.0.0.1:${port}`

  async function post(path: string, body: Buffer, headers: Record<string, string>): Promise<Outcome> {
    taken = { messages: [], events: [] }
    const response = await fetch(`${url}${path}`, { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body: new Uint8Array(body) })
    return { status: response.status, text: await response.text(), ...taken }
  }

  return {
    url,
    metrics,
    logged,
    post,
    zalo(body) {
      const raw = bytesOf(body)
      return post('/webhooks/zalo', raw, { 'x-zevent-signature': `mac=${zaloMacOf(raw)}` })
    },
    messenger(body) {
      const raw = bytesOf(body)
      return post('/webhooks/messenger', raw, { 'x-hub-signature-256': `sha256=${createHmac('sha256', APP_SECRET).update(raw).digest('hex')}` })
    },
    fail: (on) => void (failing = on),
    async close() {
      server.closeAllConnections()
      await new Promise<void>((done) => void server.close(() => done()))
    },
  }
}

function bytesOf(body: unknown): Buffer {
  return Buffer.from(typeof body === 'string' ? body : JSON.stringify(body), 'utf8')
}

/** Signs a body whose timestamp is found by eye, so that also what is no JSON can be signed. */
function zaloMacOf(raw: Buffer): string {
  const timestamp = /"timestamp":\s*"?(\d+)/.exec(raw.toString('utf8'))?.[1] ?? ''
  return createHash('sha256').update(APP).update(raw).update(timestamp).update(OA_KEY).digest('hex')
}
