/** Who may post to a webhook, and what a body may be. Nothing refused is ever stored. */
import { createHash, createHmac } from 'node:crypto'
import { gzipSync } from 'node:zlib'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { APP, OA, PAGE, PSID, startHarness, USER, VERIFY_TOKEN, type Harness } from './harness.ts'

let harness: Harness
beforeAll(async () => {
  harness = await startHarness()
})
afterAll(() => harness.close())
afterEach(() => harness.fail(false))

const ZALO = `{"app_id":"${APP}","event_name":"user_send_text","timestamp":"1795400000000","sender":{"id":"${USER}"},"recipient":{"id":"${OA}"},"message":{"text":"Cháu sợ","msg_id":"m1"}}`
const META = `{"object":"page","entry":[{"id":"${PAGE}","time":1,"messaging":[{"sender":{"id":"${PSID}"},"recipient":{"id":"${PAGE}"},"timestamp":1795400000000,"message":{"mid":"m","text":"s\\u1ee3 \\/"}}]}]}`

const mac = (parts: { app?: string; body?: string; time?: string; key?: string } = {}) =>
  createHash('sha256').update(`${parts.app ?? APP}${parts.body ?? ZALO}${parts.time ?? '1795400000000'}${parts.key ?? 'oa-key'}`).digest('hex')
const hmac = (body = META, key = 'app-key', algorithm = 'sha256') => createHmac(algorithm, key).update(body).digest('hex')

const zalo = (header: Record<string, string>, body = ZALO) => harness.post('/webhooks/zalo', Buffer.from(body), header)
const meta = (header: Record<string, string>, body = META) => harness.post('/webhooks/messenger', Buffer.from(body), header)

async function refused(channel: string, reason: string): Promise<number> {
  const { values } = await harness.metrics.webhookRefused.get()
  return values.find(({ labels }) => labels.channel === channel && labels.reason === reason)?.value ?? 0
}

describe('Zalo’s signature', () => {
  test.each([['with mac=', `mac=${mac()}`], ['without', mac()], ['in capitals', `MAC=${mac().toUpperCase()}`]])('%s holds', async (_name, header) => {
    expect(await zalo({ 'x-zevent-signature': header })).toMatchObject({ status: 200, messages: [{ content: { text: 'Cháu sợ' } }] })
  })

  test.each([
    ['missing', {}],
    ['empty', { 'x-zevent-signature': '' }],
    ['mac= alone', { 'x-zevent-signature': 'mac=' }],
    ['of another key', { 'x-zevent-signature': `mac=${mac({ key: 'zalo-app-secret' })}` }],
    ['with the OA id in place of the app id', { 'x-zevent-signature': `mac=${mac({ app: OA })}` }],
    ['of another time', { 'x-zevent-signature': `mac=${mac({ time: '1795400000001' })}` }],
    ['of another body', { 'x-zevent-signature': `mac=${mac({ body: ZALO.replace('sợ', 'vui') })}` }],
    ['of the body written anew', { 'x-zevent-signature': `mac=${mac({ body: JSON.stringify(JSON.parse(ZALO), undefined, 1) })}` }],
    ['an HMAC, as some code has it', { 'x-zevent-signature': `mac=${createHmac('sha256', 'oa-key').update(ZALO).digest('hex')}` }],
    ['cut short', { 'x-zevent-signature': `mac=${mac().slice(0, 40)}` }],
    ['with a tail', { 'x-zevent-signature': `mac=${mac()}0` }],
    ['of something that is no hex', { 'x-zevent-signature': `mac=${'z'.repeat(64)}` }],
  ])('%s: 401, nothing stored, counted', async (_name, headers) => {
    const before = await refused('zalo', 'signature')
    expect(await zalo(headers)).toMatchObject({ status: 401, messages: [], events: [] })
    expect(await refused('zalo', 'signature')).toBe(before + 1)
  })

  test('the answer tells nothing of the body or the expected signature', async () => {
    const { text } = await zalo({ 'x-zevent-signature': 'mac=0' })
    expect(text).toBe('{"error":"signature"}')
  })
})

describe('Meta’s signature', () => {
  test('holds over the escaped bytes', async () => {
    expect(await meta({ 'x-hub-signature-256': `sha256=${hmac()}` })).toMatchObject({ status: 200, messages: [{ content: { text: 'sợ /' } }] })
  })

  test.each([
    ['missing', {}],
    ['only the old SHA-1', { 'x-hub-signature': `sha1=${hmac(META, 'app-key', 'sha1')}` }],
    ['without sha256=', { 'x-hub-signature-256': hmac() }],
    ['of another secret', { 'x-hub-signature-256': `sha256=${hmac(META, 'x')}` }],
    ['of the parsed and rewritten body', { 'x-hub-signature-256': `sha256=${hmac(JSON.stringify(JSON.parse(META)))}` }],
    ['cut short', { 'x-hub-signature-256': `sha256=${hmac().slice(0, 10)}` }],
    ['of nothing', { 'x-hub-signature-256': `sha256=${hmac('')}` }],
  ])('%s: 401, nothing stored, counted', async (_name, headers) => {
    const before = await refused('messenger', 'signature')
    expect(await meta(headers)).toMatchObject({ status: 401, messages: [], events: [] })
    expect(await refused('messenger', 'signature')).toBe(before + 1)
  })
})

describe('Meta’s handshake', () => {
  const ask = async (query: Record<string, string>) => {
    const response = await fetch(`${harness.url}/webhooks/messenger?${new URLSearchParams(query)}`)
    return { status: response.status, type: response.headers.get('content-type'), text: await response.text() }
  }
  test('answers the challenge as plain text', async () => {
    const answer = await ask({ 'hub.mode': 'subscribe', 'hub.verify_token': VERIFY_TOKEN, 'hub.challenge': '1158201444' })
    expect(answer).toEqual({ status: 200, type: 'text/plain; charset=utf-8', text: '1158201444' })
  })
  test('a challenge is never taken for HTML', async () => {
    const answer = await ask({ 'hub.mode': 'subscribe', 'hub.verify_token': VERIFY_TOKEN, 'hub.challenge': '<script>' })
    expect(answer).toMatchObject({ status: 200, type: 'text/plain; charset=utf-8' })
  })
  test.each<[string, Record<string, string>]>([
    ['another token', { 'hub.mode': 'subscribe', 'hub.verify_token': 'x', 'hub.challenge': '1' }],
    ['no token', { 'hub.mode': 'subscribe', 'hub.challenge': '1' }],
    ['no mode', { 'hub.verify_token': VERIFY_TOKEN, 'hub.challenge': '1' }],
    ['no challenge', { 'hub.mode': 'subscribe', 'hub.verify_token': VERIFY_TOKEN }],
    ['nothing', {}],
  ])('%s: 403 without the challenge', async (_name, query) => {
    expect(await ask(query)).toMatchObject({ status: 403, text: 'forbidden' })
  })
})

describe.each(['zalo', 'messenger'] as const)('%s bodies', (channel) => {
  const path = `/webhooks/${channel}`
  const signed = { 'x-zevent-signature': `mac=${'0'.repeat(64)}`, 'x-hub-signature-256': `sha256=${'0'.repeat(64)}` }

  test('2 MB: 413', async () => {
    expect(await harness.post(path, Buffer.alloc(2_000_000, 'a'), signed)).toMatchObject({ status: 413 })
  })
  test('2 MB behind gzip: 413', async () => {
    expect(await harness.post(path, gzipSync(Buffer.alloc(2_000_000, 'a')), { ...signed, 'content-encoding': 'gzip' })).toMatchObject({ status: 413 })
  })
  test('gzip that is none: 400', async () => {
    expect(await harness.post(path, Buffer.from('not gzip'), { ...signed, 'content-encoding': 'gzip' })).toMatchObject({ status: 400 })
  })
  test('an encoding nobody uses: 415', async () => {
    expect(await harness.post(path, Buffer.from('{}'), { ...signed, 'content-encoding': 'x-rot13' })).toMatchObject({ status: 415 })
  })
  test('another content type changes nothing', async () => {
    const outcome = channel === 'zalo' ? await zalo({ 'x-zevent-signature': mac(), 'content-type': 'text/plain' }) : await meta({ 'x-hub-signature-256': `sha256=${hmac()}`, 'content-type': 'text/plain' })
    expect(outcome.status).toBe(200)
  })
  test('when nothing takes it: 503, so that the platform comes again', async () => {
    harness.fail(true)
    const outcome = channel === 'zalo' ? await zalo({ 'x-zevent-signature': mac() }) : await meta({ 'x-hub-signature-256': `sha256=${hmac()}` })
    expect(outcome.status).toBe(503)
  })
})

test('no log line carries a word, an id or a signature of what was posted', async () => {
  const secret = 'ĐIỀU-EM-KỂ'
  const bodies = [ZALO.replace('Cháu sợ', secret), META.replace('s\\u1ee3', secret), `{"${secret}`, `[${secret}]`]
  for (const body of bodies) {
    await harness.zalo(body)
    await harness.messenger(body)
    await zalo({ 'x-zevent-signature': 'mac=1' }, body)
    await meta({ 'x-hub-signature-256': 'sha256=1' }, body)
  }
  harness.fail(true)
  await harness.zalo(bodies[0])
  await harness.messenger(bodies[1])
  const log = harness.logged.join('')
  expect(log).toContain('webhook refused')
  for (const word of [secret, USER, PSID, 'mac=', mac(), hmac()]) expect(log).not.toContain(word)
})
