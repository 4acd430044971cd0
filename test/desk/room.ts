/** The desk on a real database behind the real HTTP map, with browsers that keep cookies and people who write. */
import { randomUUID } from 'node:crypto'
import { mkdtemp } from 'node:fs/promises'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import express from 'express'
import * as z from 'zod'
import { createApp } from '../../src/app.ts'
import { createReceive, openSpool, type ChannelName } from '../../src/conversation/index.ts'
import { listen } from '../../src/database/index.ts'
import { addAlarmRoutes, deskRouter, type Desk } from '../../src/desk/index.ts'
import { readCentre, seedDemoCentre } from '../../src/directory/index.ts'
import { addLearningRoutes } from '../../src/learning/index.ts'
import { readLocales } from '../../src/locales.ts'
import { createLog } from '../../src/log.ts'
import { createMetrics } from '../../src/metrics.ts'
import { createVault } from '../../src/safeguards/index.ts'
import { createStaff, seedDemoStaff } from '../../src/staff/index.ts'
import { startSession } from '../../src/staff/session.ts'
import { codeAt } from '../../src/staff/totp.ts'
import { meSchema, type Me } from '../../src/desk/api.ts'
import type { Urgency } from '../../src/triage/index.ts'
import type { TestDatabase } from '../support/database.ts'
import { TEST_MASTER_KEY } from '../support/spine.ts'

export const PASSWORD = 'mật khẩu thử nghiệm'
const answerSchema = z.record(z.string(), z.unknown())
const refusedSchema = z.object({ error: z.object({ code: z.string(), key: z.string(), details: answerSchema }) })

export type Answer = { status: number; headers: Headers; body: unknown }
export type Browser = {
  readonly me: Me
  get(path: string): Promise<Answer>
  post(path: string, body?: unknown): Promise<Answer>
  put(path: string, body: unknown): Promise<Answer>
  /** Any request, with the cookie and nothing else that is not given. */
  raw(method: string, path: string, init: { headers?: Record<string, string>; body?: string }): Promise<Answer>
}

/** What an authenticator app shows for a secret now, or `steps` half minutes later. */
export function appCode(secret: string, steps = 0): string {
  const bits = [...secret].map((letter) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter).toString(2).padStart(5, '0')).join('')
  const bytes = Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)))
  return codeAt(bytes, Math.floor(Date.now() / 30_000) + steps)
}

/** The `key` and `details` of a refusal. */
export function refusal(answer: Answer): { key: string; details: Record<string, unknown> } {
  return refusedSchema.parse(answer.body).error
}

/** Starts the desk on a migrated database, with demo staff in it; `stop` drops the database. */
export async function startDeskRoom({ db, drop, url: databaseUrl }: TestDatabase, { production = false }: { production?: boolean } = {}) {
  const [vault, metrics, log, notices, locales] = [createVault(TEST_MASTER_KEY), createMetrics(), createLog('silent'), listen(databaseUrl), await readLocales()]
  await seedDemoCentre(db.prisma)
  const centre = await readCentre(db.prisma)
  const config: { production: boolean; PUBLIC_URL?: string } = { production }
  const desk: Desk = { db, vault, metrics, log, notices, config, centre: () => centre }
  const room = deskRouter(desk, (gate) => {
    addAlarmRoutes(gate, desk, { names: ['push', 'hook', 'mail'], pushKey: 'the key of the test' })
    addLearningRoutes(gate, desk)
  })
  const app = createApp({
    behindProxy: false, webhooks: [], chat: express.Router(), desk: room.router, simulator: undefined, health: express.Router(),
    centre: () => centre, locales, log,
  })
  const server = createServer(app)
  const port = await new Promise<number>((done) => server.listen(0, () => {
    const address = server.address()
    done(typeof address === 'object' && address ? address.port : 0)
  }))
  const url = `http://127.0.0.1:${port}`
  if (production) config.PUBLIC_URL = url
  await seedDemoStaff(db, PASSWORD)
  await createStaff(db, { email: 'analyst@demo.local', name: 'Phân tích', role: 'analyst', password: PASSWORD })
  const spool = await openSpool(await mkdtemp(join(tmpdir(), 'desk-spool-')), vault)
  const { receive } = createReceive({ pool: db.pool, vault, notices, spool, metrics, log })

  async function call(method: string, path: string, headers: Record<string, string>, body?: string): Promise<Answer> {
    const response = await fetch(`${url}/desk/api${path}`, { method, headers, ...(body === undefined ? {} : { body }) })
    const text = await response.text()
    return { status: response.status, headers: response.headers, body: text === '' ? undefined : JSON.parse(text) }
  }

  async function trySignIn(email: string, password: string, cookie = '', code?: string): Promise<Answer> {
    return call('POST', '/sign-in', { origin: url, 'content-type': 'application/json', cookie }, JSON.stringify({ email, password, code }))
  }

  /** A browser with a living session; the door itself (password, limits) is signIn.test.ts. */
  async function signIn(who: string): Promise<Browser> {
    const { rows: [staff] } = await db.pool.query<{ id: string }>('select id from staff where email = $1', [`${who}@demo.local`])
    if (!staff) throw new Error(`${who} has an account`)
    const cookie = `desk=${(await startSession(db.pool, staff.id)).token}`
    const me = meSchema.parse((await call('GET', '/me', { cookie })).body)
    const write = { cookie, origin: url, 'x-csrf-token': me.csrfToken, 'content-type': 'application/json' }
    return {
      me,
      get: (path) => call('GET', path, { cookie }),
      post: (path, body = {}) => call('POST', path, write, JSON.stringify(body)),
      put: (path, body) => call('PUT', path, write, JSON.stringify(body)),
      raw: (method, path, { headers = {}, body }) => call(method, path, { cookie, ...headers }, body),
    }
  }

  /** Somebody writes; answers the id of their open conversation. */
  async function write(externalId: string, text: string, channel: ChannelName = 'zalo'): Promise<string> {
    const eventKey = randomUUID()
    await receive({ channel, account: 'a-1', externalId, eventKey, kind: 'text', content: { text }, saidAt: new Date() })
    const { rows: [row] } = await db.pool.query<{ id: string }>('select conversation_id as id from message where event_key = $1', [eventKey])
    if (!row) throw new Error('the message is there')
    return row.id
  }

  /** A new person who waits for a human at a level since some minutes. */
  async function waiting(text: string, options: { level?: Urgency; minutes?: number; channel?: ChannelName } = {}): Promise<string> {
    const id = await write(randomUUID(), text, options.channel)
    await db.pool.query(
      `update conversation set owner_kind = 'queue', urgency = $2, waiting_since = now() - make_interval(mins => $3) where id = $1`,
      [id, options.level ?? 'medium', options.minutes ?? 0])
    await db.pool.query(`update message set done_at = now() where conversation_id = $1`, [id])
    return id
  }

  async function logged(action: string, subjectId: string): Promise<{ staffId: string | null; reason: string | null }[]> {
    const { rows } = await db.pool.query<{ staffId: string | null; reason: string | null }>(
      'select staff_id as "staffId", reason from access_log where action = $1 and subject_id = $2 order by id', [action, subjectId])
    return rows
  }

  return {
    router: room.router, routes: room.routes, desk, db, vault, url, call, trySignIn, signIn, write, waiting, logged,
    async stop() {
      room.stop()
      server.closeAllConnections()
      await new Promise<void>((done) => server.close(() => done()))
      await notices.stop()
      await drop()
    },
  }
}

export type TestDesk = Awaited<ReturnType<typeof startDeskRoom>>

/** The Cookie header a browser would send back. */
export function cookiesOf(answer: Answer): string {
  return answer.headers.getSetCookie().map((cookie) => cookie.split(';')[0]).join('; ')
}
