/** The web chat on a real database and spine, behind the real HTTP map; visitors who write, and listen. */
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:http'
import express from 'express'
import * as z from 'zod'
import { createApp } from '../../src/app.ts'
import { webChannel, type WebChannel, type WebChannelOptions } from '../../src/channels/web/index.ts'
import { appendOutbound, lockConversation, type Bot } from '../../src/conversation/index.ts'
import { listen, transaction, type Client, type Database } from '../../src/database/index.ts'
import { centreSchema, type Centre } from '../../src/directory/index.ts'
import demoCentre from '../../src/directory/demo-centre.json' with { type: 'json' }
import { readLocales } from '../../src/locales.ts'
import { createLog } from '../../src/log.ts'
import { createTestDatabase } from '../support/database.ts'
import { echoBot, startTestSpine } from '../support/spine.ts'

export const centre = centreSchema.parse(demoCentre)

const message = z.object({
  id: z.string(), place: z.string(), seq: z.number(), author: z.enum(['person', 'bot', 'staff']), text: z.string(),
  buttons: z.array(z.object({ title: z.string(), payload: z.string(), phone: z.string().optional() })),
  at: z.string(), staffName: z.string().optional(), clientId: z.string().optional(),
})
const state = z.object({ owner: z.string(), open: z.boolean(), staffName: z.string().optional(), typing: z.boolean().optional() })
const transcript = z.object({ messages: z.array(message), state })

export type Answer = { status: number; headers: Headers; body: unknown }

const BUTTONS = [{ title: 'Em cần giúp', payload: '#greeting/menu:child' }, { title: 'Gọi công an', payload: '#greeting/menu:call-police', phone: '113' }]

/** Echoes, and greets whoever arrives in their language. */
const bot: Bot = async (turn) => {
  const result = await echoBot(turn)
  return turn.reason === 'arrival' ? { ...result, say: [{ text: `hello in ${turn.conversation.locale}`, buttons: BUTTONS }] } : result
}

/** Streams do not look by themselves here, so that a test that hears something has heard the notice. */
const NEVER = 3_600_000

export type TestChatOptions = Partial<Pick<WebChannelOptions, 'limits' | 'tries' | 'directory' | 'pollMs'>> & { centre?: Centre }

/** One instance; `beside` starts it on another's database. */
export async function startTestChat(options: TestChatOptions = {}, beside?: { url: string; db: Database; drop: () => Promise<void> }) {
  const { url: databaseUrl, db, drop } = beside ?? (await createTestDatabase())
  const notices = listen(databaseUrl)
  const locales = await readLocales()
  await notices.ready
  let web: WebChannel | undefined
  const spine = await startTestSpine(databaseUrl, { bot, send: async (outbound) => (await web?.sender(outbound)) ?? { outcome: 'retry', code: 'early' } })
  web = webChannel({ db, vault: spine.vault, receive: spine.receive, receiveEvent: spine.receiveEvent, notices, log: createLog('silent'), locales, pollMs: NEVER, ...options, centre: () => options.centre ?? centre })
  const nothing = express.Router()
  const app = createApp({ behindProxy: false, webhooks: [], chat: web.router, desk: nothing, simulator: undefined, health: nothing, centre: () => centre, locales, log: createLog('silent') })
  const server = createServer(app)
  server.listen(0)
  await once(server, 'listening')
  const address = server.address()
  const url = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`

  async function call(method: string, path: string, init: { token?: string; body?: unknown; raw?: string } = {}): Promise<Answer> {
    const body = init.raw ?? (init.body === undefined ? undefined : JSON.stringify(init.body))
    const headers = { 'content-type': 'application/json', ...(init.token === undefined ? {} : { authorization: `Bearer ${init.token}` }) }
    const response = await fetch(`${url}/chat/api${path}`, { method, headers, ...(body === undefined ? {} : { body }) })
    const text = await response.text()
    return { status: response.status, headers: response.headers, body: text === '' ? undefined : JSON.parse(text) }
  }

  /** A new visitor, or one who came through another instance. */
  async function visitor(known?: string) {
    const token = known ?? z.object({ token: z.string() }).parse((await call('POST', '/session')).body).token
    return {
      token,
      say: (text: string, more: { clientId?: string; payload?: string } = {}) => call('POST', '/messages', { token, body: { clientId: randomUUID(), text, ...more } }),
      post: (path: string, body: unknown) => call('POST', path, { token, body }),
      read: async (after = '') => transcript.parse((await call('GET', `/messages?after=${encodeURIComponent(after)}`, { token })).body),
      listen: (lastEventId?: string) => openStream(`${url}/chat/api/events`, token, lastEventId),
      conversation: async () => {
        const { rows } = await db.pool.query<{ id: string }>(
          `select c.id from conversation c join person p on p.id = c.person_id where p.external_hash = $1 order by c.opened_at desc limit 1`,
          [spine.vault.blindIndex('external:web:web', token)])
        return rows[0]?.id ?? ''
      },
    }
  }

  return {
    db, url, call, visitor, vault: spine.vault,
    /** Another instance on the same database, to be stopped first. */
    second: () => startTestChat(options, { url: databaseUrl, db, drop: async () => undefined }),
    /** Writes words of ours into a conversation, as a turn or the desk would. */
    async write(conversationId: string, outgoing: { author: 'bot' | 'staff'; text: string; staffId?: string }, then: (client: Client) => Promise<void> = async () => undefined) {
      return transaction(db.pool, async (client) => {
        const row = await lockConversation(client, conversationId)
        if (!row) throw new Error('the conversation is there')
        const { text, ...who } = outgoing
        const [written] = await appendOutbound(client, spine.vault, row, [{ ...who, content: { text } }])
        await then(client)
        return written?.messageId ?? ''
      })
    },
    async stop() {
      web?.stop()
      server.closeAllConnections()
      await new Promise((done) => server.close(done))
      await spine.stop()
      await notices.stop()
      await drop()
    },
  }
}

export type TestChat = Awaited<ReturnType<typeof startTestChat>>

export type Heard = { id: string; event: string; data: unknown }

/** A browser's stream: what was heard so far, and how it ended. */
export async function openStream(url: string, token: string, lastEventId?: string) {
  const stop = new AbortController()
  const response = await fetch(url, { signal: stop.signal, headers: { authorization: `Bearer ${token}`, ...(lastEventId === undefined ? {} : { 'last-event-id': lastEventId }) } })
  const heard: Heard[] = []
  let ended = false
  const reading = (async () => {
    let rest = ''
    for await (const chunk of response.body?.pipeThrough(new TextDecoderStream()) ?? []) {
      const blocks = (rest + chunk).split('\n\n')
      rest = blocks.pop() ?? ''
      for (const block of blocks) {
        const field = (name: string) => block.split('\n').find((line) => line.startsWith(`${name}: `))?.slice(name.length + 2) ?? ''
        if (field('data') !== '') heard.push({ id: field('id'), event: field('event'), data: JSON.parse(field('data')) })
      }
    }
  })().catch(() => undefined).finally(() => { ended = true })
  return {
    status: response.status,
    headers: response.headers,
    heard,
    texts: () => heard.filter(({ event }) => event === 'message').map(({ data }) => message.parse(data).text),
    lastState: () => state.parse(heard.findLast(({ event }) => event === 'state')?.data),
    ended: () => ended,
    async close() {
      stop.abort()
      await reading
    },
  }
}
