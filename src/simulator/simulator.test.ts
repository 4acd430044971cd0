/** The simulator is only worth something if it is as strict, and as unreliable, as the platforms are. */
import { createHash, createHmac } from 'node:crypto'
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { startSimulator, type Simulator } from './index.ts'

type Received = { path: string; headers: IncomingHttpHeaders; body: Buffer }

let sim: Simulator
let service: Server
let url = ''
let received: Received[]
let answers: number[]

beforeAll(() => new Promise<void>((done) => {
  service = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => void chunks.push(chunk))
    request.on('end', () => {
      received.push({ path: request.url ?? '', headers: request.headers, body: Buffer.concat(chunks) })
      response.writeHead(answers.shift() ?? 200).end()
    })
  })
  service.listen(0, '127.0.0.1', () => {
    const address = service.address()
    url = `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`
    done()
  })
}))
afterAll(() => void service.close())
beforeEach(async () => {
  received = []
  answers = []
  sim = await startSimulator({ retryScale: 0.00001 })
  sim.connect(url)
})
afterEach(() => sim.close())

const texts = () => received.map(({ body }) => String(JSON.parse(body.toString('utf8')).message?.text))

describe('what the service hears', () => {
  test('from Zalo is signed over the bytes that go out', async () => {
    await sim.zalo.person().says('Cháu sợ / 😢')
    const [post] = received
    const body = post?.body.toString('utf8') ?? ''
    const { timestamp } = JSON.parse(body)
    const { appId, oaSecretKey } = sim.zalo.account
    expect(post?.headers['x-zevent-signature']).toBe(`mac=${createHash('sha256').update(`${appId}${body}${timestamp}${oaSecretKey}`).digest('hex')}`)
  })

  test('from Meta is plain ASCII with lower-case escapes and escaped slashes, signed twice', async () => {
    await sim.messenger.person().says('Sợ / 😢')
    const [post] = received
    const body = post?.body.toString('latin1') ?? ''
    expect(body).toContain(String.raw`"text":"S\u1ee3 \/ \ud83d\ude22"`)
    expect(body).toMatch(/^[\x20-\x7e]+$/)
    expect(post?.headers['x-hub-signature-256']).toBe(`sha256=${createHmac('sha256', sim.messenger.account.appSecret).update(body).digest('hex')}`)
    expect(post?.headers['x-hub-signature']).toMatch(/^sha1=[0-9a-f]{40}$/)
  })

  test('ids are longer than a number can hold', () => {
    for (const id of [sim.zalo.person().id, sim.messenger.person().id]) expect(Number.isSafeInteger(Number(id))).toBe(false)
  })

  test('the same message may come several times at once, byte for byte', async () => {
    await sim.zalo.person().says('a', { times: 5 })
    expect(received).toHaveLength(5)
    expect(new Set(received.map(({ body }) => body.toString('hex'))).size).toBe(1)
  })

  test('and in the wrong order', async () => {
    const person = sim.zalo.person()
    sim.zalo.courier.hold()
    for (const text of ['1', '2', '3']) await person.says(text)
    expect(received).toEqual([])
    await sim.zalo.courier.release({ order: 'reversed' })
    expect(texts()).toEqual(['3', '2', '1'])
  })

  test('and late: what was said later overtakes', async () => {
    const person = sim.zalo.person()
    await Promise.all([person.says('first', { delayMs: 100 }), person.says('second')])
    expect(texts()).toEqual(['second', 'first'])
  })

  test('until it says 200; each retry of Zalo counts itself', async () => {
    answers = [503, 500]
    expect(await sim.zalo.person().says('a')).toMatchObject({ status: 200, attempt: 2 })
    expect(received.map(({ headers }) => headers['num_retry'])).toEqual([undefined, '1', '2'])
  })

  test('after the last retry the platform gives up on the webhook, for good', async () => {
    answers = Array.from({ length: 6 }, () => 500)
    const person = sim.zalo.person()
    expect(await person.says('a')).toMatchObject({ status: 500, attempt: 5 })
    expect(sim.zalo.courier.subscribed()).toBe(false)
    await person.says('b')
    expect(received).toHaveLength(6)
    sim.zalo.courier.subscribe()
    await person.says('c')
    expect(received).toHaveLength(7)
  })
})

describe('what Zalo takes', () => {
  const send = async (body: unknown, token = sim.zalo.tokens.access) => {
    const response = await fetch(`${sim.zaloApiUrl}/v3.0/oa/message/cs`, { method: 'POST', headers: { 'content-type': 'application/json', access_token: token }, body: typeof body === 'string' ? body : JSON.stringify(body) })
    expect(response.status).toBe(200)
    return response.json()
  }
  const to = async () => {
    const person = sim.zalo.person()
    await person.says('alo')
    return { person, recipient: { user_id: person.id } }
  }

  test('is answered in its own form, and comes back as an event', async () => {
    const { person, recipient } = await to()
    const answer = await send({ recipient, message: { text: 'Chào' } })
    expect(answer).toMatchObject({ error: 0, message: 'Success', data: { user_id: person.id, message_id: person.inbox[0]?.id } })
    await expect.poll(() => texts()).toEqual(['alo', 'Chào'])
  })

  const button = (rest: Record<string, unknown> = {}) => ({ title: 'Có', type: 'oa.query.hide', payload: '#1', ...rest })
  const buttons = (...list: unknown[]) => ({ text: 'a', attachment: { type: 'template', payload: { buttons: list } } })

  test.each<[string, unknown, number]>([
    ['a text', { text: 'a' }, 0],
    ['2,000 composed characters written decomposed', { text: 'ế'.repeat(2000).normalize('NFD') }, 0],
    ['2,001 characters', { text: 'a'.repeat(2001) }, -210],
    ['nothing', {}, -201],
    ['an unknown key', { text: 'a', quick_replies: [] }, -201],
    ['five buttons', buttons(...Array.from({ length: 5 }, () => button())), 0],
    ['six buttons', buttons(...Array.from({ length: 6 }, () => button())), -201],
    ['no buttons', buttons(), -201],
    ['a title of 101 characters', buttons(button({ title: 'a'.repeat(101) })), -201],
    ['a payload of 1,001 characters', buttons(button({ payload: 'a'.repeat(1001) })), -201],
    ['a button of Messenger', buttons({ type: 'postback', title: 'a', payload: 'b' }), -201],
    ['a call button', buttons(button({ type: 'oa.open.phone', payload: { phone_code: '111' } })), 0],
    ['a call button with a bare number', buttons(button({ type: 'oa.open.phone', payload: '111' })), -201],
  ])('%s', async (_name, message, error) => {
    const { recipient } = await to()
    expect(await send({ recipient, message })).toMatchObject({ error })
  })

  test('not: a body that is no JSON', async () => {
    expect(await send('{')).toMatchObject({ error: -201 })
  })
  test('not: somebody who never wrote, somebody silent for a week, somebody who blocked the OA', async () => {
    expect(await send({ recipient: { user_id: '1234567890' }, message: { text: 'a' } })).toMatchObject({ error: -213 })
    const { person, recipient } = await to()
    sim.clock.advance(7 * 24 * 3_600_000 + 1)
    sim.zalo.tokens.refresh(sim.zalo.tokens.refreshToken)
    expect(await send({ recipient, message: { text: 'a' } })).toMatchObject({ error: -230 })
    await person.says('alo')
    person.blocks()
    expect(await send({ recipient, message: { text: 'a' } })).toMatchObject({ error: -244 })
  })
  test('not: a token that is unknown, replaced or run out', async () => {
    const { recipient } = await to()
    const message = { text: 'a' }
    const old = sim.zalo.tokens.access
    expect(await send({ recipient, message }, 'x')).toMatchObject({ error: -216 })
    sim.zalo.tokens.refresh(sim.zalo.tokens.refreshToken)
    expect(await send({ recipient, message }, old)).toMatchObject({ error: -220 })
    sim.clock.advance(90_000_001)
    expect(await send({ recipient, message })).toMatchObject({ error: -220 })
  })
})

describe('Zalo’s refresh token', () => {
  const refresh = async (token: string, rest: Record<string, string> = {}, secret = sim.zalo.account.appSecret) => {
    const body = new URLSearchParams({ grant_type: 'refresh_token', app_id: sim.zalo.account.appId, refresh_token: token, ...rest })
    const response = await fetch(`${sim.zaloOauthUrl}/v4/oa/access_token`, { method: 'POST', headers: { secret_key: secret }, body })
    return response.json()
  }
  test('works once: of two at the same moment exactly one succeeds', async () => {
    const answers = await Promise.all([refresh(sim.zalo.account.refresh), refresh(sim.zalo.account.refresh)])
    expect(answers.filter((answer) => 'access_token' in answer)).toEqual([{ access_token: sim.zalo.tokens.access, refresh_token: sim.zalo.tokens.refreshToken, expires_in: '90000' }])
    expect(answers.filter((answer) => 'error' in answer)).toHaveLength(1)
  })
  test('needs the app and its secret', async () => {
    expect(await refresh(sim.zalo.account.refresh, {}, 'x')).toMatchObject({ error: -14002 })
    expect(await refresh(sim.zalo.account.refresh, { app_id: '1' })).toMatchObject({ error: -14002 })
    expect(await refresh(sim.zalo.account.refresh)).toHaveProperty('access_token')
  })
})

describe('what Messenger takes', () => {
  const proof = () => createHmac('sha256', sim.messenger.account.appSecret).update(sim.messenger.account.pageToken).digest('hex')
  const send = async (body: unknown, { token = sim.messenger.account.pageToken, query = `?appsecret_proof=${proof()}` } = {}) => {
    const response = await fetch(`${sim.messengerApiUrl}/v25.0/me/messages${query}`, { method: 'POST', headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` }, body: JSON.stringify(body) })
    const answer = await response.json()
    return { status: response.status, code: answer.error?.code, subcode: answer.error?.error_subcode, sent: answer.message_id }
  }
  const to = async () => {
    const person = sim.messenger.person()
    await person.says('alo')
    return { person, recipient: { id: person.id } }
  }
  const reply = (title: string) => ({ content_type: 'text', title, payload: 'p' })
  const template = (text: string, ...buttons: unknown[]) => ({ attachment: { type: 'template', payload: { template_type: 'button', text, buttons } } })
  const postback = { type: 'postback', title: 'a', payload: 'b' }

  test.each<[string, unknown, boolean]>([
    ['a text', { text: 'a', metadata: 'x' }, true],
    ['2,001 characters', { text: 'a'.repeat(2001) }, false],
    ['13 quick replies', { text: 'a', quick_replies: Array.from({ length: 13 }, (_, index) => reply(`${index}`)) }, true],
    ['14 quick replies', { text: 'a', quick_replies: Array.from({ length: 14 }, (_, index) => reply(`${index}`)) }, false],
    ['a title of 20 composed characters written decomposed', { text: 'a', quick_replies: [reply('ế'.repeat(20).normalize('NFD'))] }, true],
    ['a title of 21 characters', { text: 'a', quick_replies: [reply('a'.repeat(21))] }, false],
    ['an unknown key', { text: 'a', buttons: [] }, false],
    ['neither text nor attachment', { metadata: 'x' }, false],
    ['both', { text: 'a', ...template('b', postback) }, false],
    ['a template of three buttons', template('a', postback, postback, postback), true],
    ['of four', template('a', postback, postback, postback, postback), false],
    ['with 641 characters', template('a'.repeat(641), postback), false],
    ['a call button with a full number', template('a', { type: 'phone_number', title: 'a', payload: '+842363550111' }), true],
    ['a call button with a short number', template('a', { type: 'phone_number', title: 'a', payload: '111' }), false],
  ])('%s', async (_name, message, taken) => {
    const { recipient } = await to()
    expect(await send({ recipient, messaging_type: 'RESPONSE', message })).toMatchObject(taken ? { status: 200 } : { status: 400, code: 100 })
  })

  const message = { text: 'a' }
  test('not: a tag that is gone, or no messaging type', async () => {
    const { recipient } = await to()
    expect(await send({ recipient, messaging_type: 'MESSAGE_TAG', tag: 'ACCOUNT_UPDATE', message })).toMatchObject({ code: 100 })
    expect(await send({ recipient, message })).toMatchObject({ code: 100 })
  })
  test('not: another token, or a call without its proof', async () => {
    const { recipient } = await to()
    const body = { recipient, messaging_type: 'RESPONSE', message }
    expect(await send(body, { token: 'x' })).toMatchObject({ code: 190 })
    expect(await send(body, { query: '' })).toMatchObject({ code: 100 })
  })
  test('a response within 24 hours, a human’s words within seven days, then nothing', async () => {
    const { recipient } = await to()
    const response = { recipient, messaging_type: 'RESPONSE', message }
    const human = { recipient, messaging_type: 'MESSAGE_TAG', tag: 'HUMAN_AGENT', message }
    sim.clock.advance(25 * 3_600_000)
    expect(await send(response)).toMatchObject({ status: 403, code: 10, subcode: 2018278 })
    expect(await send(human)).toMatchObject({ status: 200 })
    sim.clock.advance(6 * 24 * 3_600_000)
    expect(await send(human)).toMatchObject({ code: 10, subcode: 2018278 })
  })
  test('an echo carries the app as a number and the metadata as it was', async () => {
    const { recipient } = await to()
    const { sent } = await send({ recipient, messaging_type: 'RESPONSE', message: { text: 'a', metadata: 'mine' } })
    await expect.poll(() => received).toHaveLength(2)
    expect(JSON.parse(received[1]?.body.toString('utf8') ?? '').entry[0].messaging[0].message).toEqual({ is_echo: true, app_id: Number(sim.messenger.account.appId), metadata: 'mine', mid: sent, text: 'a' })
  })
})
