/** Forged and repeated webhooks: whoever does not hold the platform's secret puts no word into a child's mouth. */
import { createHash, createHmac, randomUUID } from 'node:crypto'
import { createServer } from 'node:http'
import type { Answer, Target } from './target.ts'
import { allOf, held, refused, refusedWith, tries } from './try.ts'

function zaloBody(oaId: string, appId: string, text: string): string {
  return JSON.stringify({
    app_id: appId, sender: { id: '7000000000000000001' }, user_id_by_app: '1', recipient: { id: oaId }, event_name: 'user_send_text',
    message: { text, msg_id: randomUUID() }, timestamp: String(Date.now()),
  })
}

function messengerBody(pageId: string, text: string): string {
  return JSON.stringify({
    object: 'page', entry: [{ id: pageId, time: Date.now(), messaging: [{ sender: { id: '6000000000000001' }, recipient: { id: pageId }, timestamp: Date.now(), message: { mid: `m_${randomUUID()}`, text } }] }],
  })
}

const post = (target: Target, path: string, body: string, headers: Record<string, string> = {}): Promise<Answer> =>
  target.ask(path, { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body })

const zalo = '/webhooks/zalo'
const messenger = '/webhooks/messenger'
const macOf = (parts: string[]) => `mac=${createHash('sha256').update(parts.join('')).digest('hex')}`
const timeOf = (body: string) => /"timestamp":"(\d+)"/.exec(body)?.[1] ?? ''

/** A listener of the attacker on the service's own machine; `close` answers how often it was called. */
async function openTrap(): Promise<{ url: string; port: number; close(): Promise<number> }> {
  let calls = 0
  const server = createServer((_request, response) => {
    calls += 1
    response.end('caught')
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', () => done()))
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    close: () => new Promise((done) => {
      server.closeAllConnections()
      server.close(() => done(calls))
    }),
  }
}

const strangers = tries('webhook, without the secret', {
  'Zalo: no signature': async (target) => refused(await post(target, zalo, zaloBody('1', '1', 'x'))),
  'Zalo: a signature of zeros': async (target) => refused(await post(target, zalo, zaloBody('1', '1', 'x'), { 'x-zevent-signature': `mac=${'0'.repeat(64)}` })),
  'Zalo: a mac made without a secret': async (target) => {
    const body = zaloBody('1', '1', 'x')
    return refused(await post(target, zalo, body, { 'x-zevent-signature': macOf(['1', body, timeOf(body)]) }))
  },
  'Zalo: two signature headers': async (target) => refused(await post(target, zalo, zaloBody('1', '1', 'x'), { 'x-zevent-signature': 'mac=a, mac=b' })),
  'Messenger: no signature': async (target) => refused(await post(target, messenger, messengerBody('1', 'x'))),
  'Messenger: only the old sha1 signature': async (target) => refused(await post(target, messenger, messengerBody('1', 'x'), { 'x-hub-signature': `sha1=${'0'.repeat(40)}` })),
  'Messenger: an empty sha256 signature': async (target) => refused(await post(target, messenger, messengerBody('1', 'x'), { 'x-hub-signature-256': 'sha256=' })),
  'Messenger: a signature under an empty secret': async (target) => {
    const body = messengerBody('1', 'x')
    return refused(await post(target, messenger, body, { 'x-hub-signature-256': `sha256=${createHmac('sha256', '').update(body).digest('hex')}` }))
  },
  'Messenger: subscribing with a guessed token does not echo the challenge': async (target) => {
    const answer = await target.ask(`${messenger}?hub.mode=subscribe&hub.verify_token=guess&hub.challenge=echo-me-58213`)
    return held(answer.status >= 400 && !answer.text.includes('echo-me-58213'), `${answer.status}`)
  },
  'GET, PUT and DELETE on a webhook do nothing': async (target) => allOf(await Promise.all(['GET', 'PUT', 'DELETE', 'PATCH'].map(async (method) =>
    [method, refused(await target.ask(zalo, { method }))] as const))),
})

const holders = [
  ...tries('webhook, with the secret', {
    'Zalo: a signed body changed by one letter': async (target) => {
      const { appId, oaId, secretKey } = target.secrets.zalo ?? { appId: '', oaId: '', secretKey: '' }
      const body = zaloBody(oaId, appId, 'hello')
      const signature = macOf([appId, body, timeOf(body), secretKey])
      return refusedWith(await post(target, zalo, body.replace('hello', 'hallo'), { 'x-zevent-signature': signature }), 401)
    },
    'Zalo: a body of another app, signed': async (target) => {
      const { oaId, secretKey } = target.secrets.zalo ?? { oaId: '', secretKey: '' }
      const body = zaloBody(oaId, '999', 'x')
      return refused(await post(target, zalo, body, { 'x-zevent-signature': macOf(['999', body, timeOf(body), secretKey]) }))
    },
    'Zalo: a picture whose address is one of ours is not fetched': async (target) => {
      const { appId, oaId, secretKey } = target.secrets.zalo ?? { appId: '', oaId: '', secretKey: '' }
      const trap = await openTrap()
      const urls = [`${trap.url}/a.jpg`, `http://localhost:${trap.port}/a.jpg`, `https://f6.photo.talk.zdn.vn@127.0.0.1:${trap.port}/a.jpg`, 'http://169.254.169.254/latest/meta-data', 'file:///etc/passwd']
      const answers: Answer[] = []
      for (const url of urls) {
        const body = JSON.stringify({
          app_id: appId, sender: { id: '7000000000000000001' }, user_id_by_app: '1', recipient: { id: oaId }, event_name: 'user_send_image',
          message: { msg_id: randomUUID(), attachments: [{ type: 'image', payload: { thumbnail: url, url } }] }, timestamp: String(Date.now()),
        })
        answers.push(await post(target, zalo, body, { 'x-zevent-signature': macOf([appId, body, timeOf(body), secretKey]) }))
      }
      // Whoever fetches, fetches at once, since platforms' addresses expire.
      await new Promise((done) => setTimeout(done, 2_500))
      const [calls, taken] = [await trap.close(), answers.filter(({ status }) => status === 200).length]
      return held(calls === 0 && taken > 0, `${taken} taken, ${calls} called`)
    },
    'Zalo: the same signed body ten times is one message': async (target) => {
      const { appId, oaId, secretKey } = target.secrets.zalo ?? { appId: '', oaId: '', secretKey: '' }
      const body = zaloBody(oaId, appId, 'một lần')
      const stored = () => target.metric('lang_nghe_messages_received_total{channel="zalo",outcome="stored"}')
      const before = await stored()
      const answers = await Promise.all(Array.from({ length: 10 }, () => post(target, zalo, body, { 'x-zevent-signature': macOf([appId, body, timeOf(body), secretKey]) })))
      const fresh = (await stored()) - before
      return held(fresh === 1 && answers.every(({ status }) => status === 200), `${fresh} stored of ${answers.length}`)
    },
  }, 'zalo'),
  ...tries('webhook, with the secret', {
    'Messenger: a signed body changed by one letter': async (target) => {
      const { pageId, appSecret } = target.secrets.messenger ?? { pageId: '', appSecret: '' }
      const body = messengerBody(pageId, 'hello')
      const signature = createHmac('sha256', appSecret).update(body).digest('hex')
      return refusedWith(await post(target, messenger, body.replace('hello', 'hallo'), { 'x-hub-signature-256': `sha256=${signature}` }), 401)
    },
    'Messenger: the same signed body ten times is one message': async (target) => {
      const { pageId, appSecret } = target.secrets.messenger ?? { pageId: '', appSecret: '' }
      const body = messengerBody(pageId, 'một lần')
      const signature = `sha256=${createHmac('sha256', appSecret).update(body).digest('hex')}`
      const stored = () => target.metric('lang_nghe_messages_received_total{channel="messenger",outcome="stored"}')
      const before = await stored()
      await Promise.all(Array.from({ length: 10 }, () => post(target, messenger, body, { 'x-hub-signature-256': signature })))
      const fresh = (await stored()) - before
      return held(fresh === 1, `${fresh} stored of 10`)
    },
  }, 'messenger'),
]

export const webhookTries = [...strangers, ...holders]
