import { randomUUID } from 'node:crypto'
import { createServer } from 'node:http'
import express, { type Router } from 'express'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createApp } from '../../src/app.ts'
import { createGate } from '../../src/desk/guard.ts'
import { readLocales } from '../../src/locales.ts'
import { startSession } from '../../src/staff/session.ts'
import { refusal, startTestDesk, type Browser, type TestDesk } from './support.ts'

let room: TestDesk
let id: string
const browsers: Record<string, Browser> = {}
beforeAll(async () => {
  room = await startTestDesk()
  id = await room.waiting('em buồn')
  for (const who of ['counsellor', 'supervisor', 'head', 'admin', 'analyst', 'custodian']) browsers[who] = await room.signIn(who)
})
afterAll(() => room.stop())

/** Every route, with the roles it lets in. A route of the desk that is not in this table fails the last test. */
const COUNSELLING = ['counsellor', 'supervisor', 'head']
const EVERYBODY = [...COUNSELLING, 'admin', 'analyst', 'custodian']
const ROUTES: [string, string, string[]][] = [
  ['GET', '/me', EVERYBODY],
  ['PATCH', '/me', EVERYBODY],
  ['GET', '/queue', COUNSELLING],
  ['POST', '/claim-next', COUNSELLING],
  ['GET', '/alarms', COUNSELLING],
  ['GET', '/staff', [...COUNSELLING, 'admin']],
  ['GET', '/wall', ['supervisor', 'head']],
  ['GET', '/wall/returned', ['supervisor', 'head']],
  ['POST', '/presence', COUNSELLING],
  ['GET', '/conversations/:id', COUNSELLING],
  ['GET', '/conversations/:id/messages', COUNSELLING],
  ['POST', '/conversations/:id/claim', COUNSELLING],
  ['POST', '/conversations/:id/take-over', ['supervisor', 'head']],
  ['POST', '/conversations/:id/reply', COUNSELLING],
  ['POST', '/messages/:id/send-again', COUNSELLING],
  ['POST', '/conversations/:id/notes', COUNSELLING],
  ['POST', '/conversations/:id/level', COUNSELLING],
  ['POST', '/conversations/:id/correct', COUNSELLING],
  ['POST', '/conversations/:id/snooze', COUNSELLING],
  ['POST', '/conversations/:id/review', COUNSELLING],
  ['POST', '/conversations/:id/release', COUNSELLING],
  ['POST', '/conversations/:id/transfer', COUNSELLING],
  ['POST', '/conversations/:id/accept', COUNSELLING],
  ['POST', '/conversations/:id/decline', COUNSELLING],
  ['POST', '/conversations/:id/close', COUNSELLING],
  ['POST', '/conversations/:id/acknowledge', COUNSELLING],
  ['POST', '/conversations/:id/open-case', COUNSELLING],
  ['POST', '/conversations/:id/words', COUNSELLING],
  ['PUT', '/conversations/:id/draft', COUNSELLING],
  ['POST', '/contacts', COUNSELLING],
  ['POST', '/conversations/:id/block', COUNSELLING],
  ['POST', '/conversations/:id/unblock', COUNSELLING],
  ['GET', '/blocks', COUNSELLING],
  ['GET', '/communes', COUNSELLING],
  ['GET', '/canned', COUNSELLING],
  ['POST', '/canned', ['supervisor', 'head']],
  ['PUT', '/canned/:id', ['supervisor', 'head']],
  ['GET', '/views', COUNSELLING],
  ['PUT', '/views', COUNSELLING],
  ['GET', '/roster', COUNSELLING],
  ['POST', '/roster/shifts', ['supervisor', 'head']],
  ['POST', '/roster/shifts/:id/give', ['supervisor', 'head']],
  ['POST', '/roster/shifts/:id/remove', ['supervisor', 'head']],
  ['GET', '/quality/sample', ['supervisor', 'head']],
  ['GET', '/quality/summary', ['supervisor', 'head']],
  ['POST', '/conversations/:id/quality', ['supervisor', 'head']],
  ['GET', '/identity', ['head', 'custodian']],
  ['POST', '/conversations/:id/identity', ['head', 'custodian']],
  ['GET', '/focal-persons', [...COUNSELLING, 'admin']],
  ['PUT', '/focal-persons', ['head', 'admin']],
  ['GET', '/accounts', ['head', 'admin']],
  ['POST', '/accounts', ['head', 'admin']],
  ['POST', '/accounts/:id/change', ['head', 'admin']],
  ['POST', '/accounts/:id/link', ['head', 'admin']],
  ['POST', '/accounts/:id/sessions/end', ['head', 'admin']],
  ['POST', '/account-requests/:id/confirm', ['head', 'admin']],
  ['POST', '/account-requests/:id/refuse', ['head', 'admin']],
  ['POST', '/accounts/:id/second-factor/reset', ['head', 'admin']],
  ['POST', '/me/password', EVERYBODY],
  ['POST', '/me/second-factor/begin', EVERYBODY],
  ['POST', '/me/second-factor/confirm', EVERYBODY],
  ['POST', '/me/second-factor/remove', EVERYBODY],
  ['POST', '/me/proof', EVERYBODY],
  ['GET', '/me/security', EVERYBODY],
  ['POST', '/me/sessions/:id/end', EVERYBODY],
  ['POST', '/me/sessions/end-others', EVERYBODY],
  ['GET', '/me/alarm-paths', EVERYBODY],
  ['POST', '/me/alarm-paths', EVERYBODY],
  ['POST', '/me/alarm-paths/:id/remove', EVERYBODY],
  ['POST', '/me/alarm-test', EVERYBODY],
  ['GET', '/me/alarm-test/:id', EVERYBODY],
  ['GET', '/wall/alarms', ['supervisor', 'head']],
  ['POST', '/triage/try', ['supervisor', 'head']],
  ['GET', '/triage/agreement', ['supervisor', 'head']],
]

describe.each(ROUTES)('%s %s', (method, path, allowed) => {
  const at = () => path.replace(':id', id)

  test('lets nobody in who is not signed in', async () => {
    const answer = await room.call(method, at(), { origin: room.url })
    expect([answer.status, refusal(answer).key]).toEqual([401, 'error.signed-out'])
  })

  test.each(EVERYBODY)('%s', async (who) => {
    // An unusable body: whoever passes the gate stops there (400) or at the act's own rules, and changes nothing.
    const answer = await browsers[who]?.raw(method, at(), {
      headers: { origin: room.url, 'x-csrf-token': browsers[who]?.me.csrfToken ?? '', 'content-type': 'application/json' },
      ...(method === 'GET' ? {} : { body: '{"nonsense":1}' }),
    })
    const shut = answer?.status === 403 && refusal(answer).key === 'error.forbidden'
    expect(shut).toBe(!allowed.includes(who))
  })

  test.runIf(method !== 'GET')('needs its own origin and the token of the session', async () => {
    const headers = { 'content-type': 'application/json', 'x-csrf-token': browsers['head']?.me.csrfToken ?? '' }
    const from = async (given: Record<string, string>) => {
      const answer = await browsers['head']?.raw(method, at(), { headers: given, body: '{}' })
      return answer && answer.status === 403 ? refusal(answer).key : answer?.status
    }
    expect(await from(headers)).toBe('error.origin')
    expect(await from({ ...headers, origin: 'https://evil.example' })).toBe('error.origin')
    expect(await from({ ...headers, origin: 'null' })).toBe('error.origin')
    expect(await from({ ...headers, origin: room.url, 'x-csrf-token': '' })).toBe('error.csrf')
    expect(await from({ ...headers, origin: room.url, 'x-csrf-token': browsers['counsellor']?.me.csrfToken ?? '' })).toBe('error.csrf')
  })
})

test('the live stream is for those who may see conversations', async () => {
  expect((await room.call('GET', '/events', {})).status).toBe(401)
  expect((await browsers['admin']?.get('/events'))?.status).toBe(403)
})

test('signing in needs our own origin', async () => {
  expect((await room.call('POST', '/sign-in', { 'content-type': 'application/json' }, '{}')).status).toBe(403)
})

test('an unlisted path is 401 for strangers and 403 for staff, whatever the method or spelling; unusable ids and bodies are 400, huge ones 413', async () => {
  const hoa = browsers['counsellor']
  expect((await room.call('GET', '/nowhere', {})).status).toBe(401)
  for (const path of ['/nowhere', '/queue/', '/QUEUE', '/queue/x', '/conversations//messages', '/%71ueue']) expect([path, (await hoa?.get(path))?.status]).toEqual([path, 403])
  for (const method of ['DELETE', 'PUT', 'OPTIONS']) expect([method, (await hoa?.raw(method, '/queue', {}))?.status]).toEqual([method, 403])
  expect((await hoa?.get('/conversations/7'))?.status).toBe(400)
  expect((await hoa?.get(`/conversations/${randomUUID()}`))?.status).toBe(404)
  expect((await hoa?.get('/queue?level=worst'))?.status).toBe(400)
  expect((await hoa?.get('/queue?after=xyz'))?.status).toBe(400)
  const headers = { origin: room.url, 'x-csrf-token': hoa?.me.csrfToken ?? '', 'content-type': 'application/json' }
  expect((await hoa?.raw('POST', '/claim-next', { headers, body: '{"a":' }))?.status).toBe(400)
  expect((await hoa?.raw('POST', '/presence', { headers, body: JSON.stringify({ a: 'x'.repeat(200_000) }) }))?.status).toBe(413)
})

test('a route hung into the router without a permission answers nobody', async () => {
  const gate = createGate(room.desk)
  gate.on('get', '/listed', 'queue.read', () => ({}))
  gate.router.get('/forgotten', (_request, response) => { response.json({ secret: true }) })
  const server = createServer(createApp({ behindProxy: false, webhooks: [], chat: express.Router(), desk: express.Router().use('/api', gate.router), simulator: undefined, health: express.Router(), centre: room.desk.centre, locales: await readLocales(), log: room.desk.log }))
  const port = await new Promise<number>((done) => server.listen(0, () => { const address = server.address(); done(typeof address === 'object' && address ? address.port : 0) }))
  const cookie = `desk=${(await startSession(room.db.pool, browsers['head']?.me.id ?? '')).token}`
  const status = async (path: string) => (await fetch(`http://127.0.0.1:${port}/desk/api${path}`, { headers: { cookie } })).status
  expect([await status('/listed'), await status('/forgotten')]).toEqual([200, 403])
  server.close()
})

test('answers are kept in no cache', async () => {
  expect((await browsers['counsellor']?.get('/queue'))?.headers.get('cache-control')).toBe('no-store')
})

test('no route of the desk is missing from the table above', () => {
  const known = new Set([...ROUTES.map(([method, path]) => `${method} ${path}`), 'POST /sign-in', 'POST /invitation/read', 'POST /invitation/accept', 'POST /sign-out', 'GET /events'])
  const found = routesOf(room.router)
  expect(found.length).toBeGreaterThan(30)
  expect(found.filter((route) => !known.has(route))).toEqual([])
})

function routesOf(router: Router): string[] {
  return router.stack.flatMap(({ route, handle }) => {
    if (route) return route.stack.map(({ method }) => `${method.toUpperCase()} ${route.path}`)
    return isRouter(handle) ? routesOf(handle) : []
  })
}

function isRouter(handle: unknown): handle is Router {
  return typeof handle === 'function' && 'stack' in handle
}
