import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { begunFactorSchema, meSchema } from '../../src/desk/api.ts'
import { WITHOUT_SECOND_FACTOR } from '../../src/staff/index.ts'
import { createTestDatabase } from '../support/database.ts'
import { appCode, cookiesOf, PASSWORD, refusal, startDeskRoom, type Browser, type TestDesk } from './room.ts'

/** In production everybody needs a second factor; until then the page that turns it on is all there is. */
const WHO = ['counsellor', 'supervisor', 'head', 'admin', 'analyst', 'custodian']
let room: TestDesk
let id: string
const browsers: Record<string, Browser> = {}
beforeAll(async () => {
  room = await startDeskRoom(await createTestDatabase(), { production: true })
  id = await room.waiting('em buồn')
  for (const who of WHO) browsers[who] = await room.signIn(who)
})
afterAll(() => room.stop())

const guarded = () => room.routes.filter(({ action }) => action !== undefined && !WITHOUT_SECOND_FACTOR.includes(action))

describe.each(WHO)('%s without a second factor', (who) => {
  test('reaches no route but those that turn it on', async () => {
    expect(guarded().length).toBeGreaterThan(50)
    for (const { method, path } of guarded()) {
      const browser = browsers[who]
      const answer = await browser?.raw(method.toUpperCase(), path.replace(/:\w+/, id), {
        headers: { origin: room.url, 'x-csrf-token': browser.me.csrfToken, 'content-type': 'application/json' }, ...(method === 'get' ? {} : { body: '{}' }),
      })
      expect([path, answer?.status, answer && refusal(answer).key]).toEqual([path, 403, 'error.second-factor-needed'])
    }
  })

  test('is told so, and has no other permission to show buttons by', () => {
    expect(browsers[who]?.me).toMatchObject({ enrol: true, secondFactor: false, permissions: [...WITHOUT_SECOND_FACTOR] })
  })
})

test('open without it are exactly: who I am, my language, begin, confirm, leave', () => {
  const open = room.routes.filter(({ action }) => action !== undefined && WITHOUT_SECOND_FACTOR.includes(action)).map(({ method, path }) => `${method} ${path}`)
  expect(open.toSorted()).toEqual(['get /me', 'patch /me', 'post /me/second-factor/begin', 'post /me/second-factor/confirm', 'post /sign-out'])
})

test('turned on, the same session goes on with all its role may, and it cannot be turned off', async () => {
  const hoa = browsers['counsellor']
  const { secret } = begunFactorSchema.parse((await hoa?.post('/me/second-factor/begin'))?.body)
  expect((await hoa?.post('/me/second-factor/confirm', { code: appCode(secret, -1) }))?.status).toBe(200)
  expect(meSchema.parse((await hoa?.get('/me'))?.body)).toMatchObject({ enrol: false, secondFactor: true })
  expect((await hoa?.get('/queue'))?.status).toBe(200)
  const off = await hoa?.post('/me/second-factor/remove')
  expect([off?.status, off && refusal(off).key]).toEqual([403, 'error.second-factor-compulsory'])
  const signedIn = await room.trySignIn('counsellor@demo.local', PASSWORD, '', appCode(secret))
  expect((await room.call('GET', '/queue', { cookie: cookiesOf(signedIn) })).status).toBe(200)
})

test('a factor that was taken away closes the desk at the next request', async () => {
  const nam = await room.signIn('counsellor2')
  const { secret } = begunFactorSchema.parse((await nam.post('/me/second-factor/begin')).body)
  await nam.post('/me/second-factor/confirm', { code: appCode(secret) })
  expect((await nam.get('/queue')).status).toBe(200)
  await room.db.pool.query('update staff set totp_on = false where id = $1', [nam.me.id])
  expect((await nam.get('/queue')).status).toBe(403)
})
