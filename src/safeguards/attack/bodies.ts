/** Bodies that are too large, too deep, packed, odd or of the wrong kind. The service refuses them and lives. */
import { gzipSync } from 'node:zlib'
import type { Answer, Target } from './target.ts'
import { allOf, held, refused, refusedWith, tries, type Verdict } from './try.ts'

const OPEN = ['/webhooks/zalo', '/webhooks/messenger', '/desk/api/sign-in'] as const

/** One body to every door that stands open, and to the chat with a real token. */
async function everywhere(target: Target, body: string | Uint8Array<ArrayBuffer>, headers: Record<string, string>, judge: (answer: Answer) => Verdict): Promise<Verdict> {
  const visitor = await target.visitor()
  const sent = { 'content-type': 'application/json', origin: target.url, ...headers }
  const parts = [
    ...OPEN.map(async (path) => [path, judge(await target.ask(path, { method: 'POST', headers: sent, body }))] as const),
    (async () => ['/chat/api/messages', judge(await visitor.ask('/messages', { method: 'POST', headers: sent, body }))] as const)(),
  ]
  return allOf(await Promise.all(parts))
}

const nested = (depth: number) => `{"text":${'['.repeat(depth)}${']'.repeat(depth)}}`
const ofMegabytes = (n: number) => JSON.stringify({ text: 'x'.repeat(n * 1024 * 1024) })

export const bodyTries = [
  ...tries('bodies', {
    'three megabytes': (target) => everywhere(target, ofMegabytes(3), {}, refused),
    'a hundred thousand nested arrays': (target) => everywhere(target, nested(100_000), {}, refused),
    'ten thousand keys': (target) => everywhere(target, `{${Array.from({ length: 10_000 }, (_, n) => `"k${n}":0`).join(',')}}`, {}, refused),
    'a hundred megabytes packed into a hundred kilobytes': (target) => everywhere(target, new Uint8Array(gzipSync(Buffer.alloc(100 * 1024 * 1024))), { 'content-encoding': 'gzip' }, refused),
    'gzip that is none': (target) => everywhere(target, 'plain', { 'content-encoding': 'gzip' }, refused),
    'an unknown packing': (target) => everywhere(target, '{}', { 'content-encoding': 'zstd-evil' }, refused),
    'no JSON': (target) => everywhere(target, '<xml/>', {}, refused),
    'JSON cut in the middle': (target) => everywhere(target, '{"email":"a', {}, refused),
    'null, a number, a list, a word': async (target) => allOf(await Promise.all(['null', '0', '[]', '"x"', 'true'].map(async (body) => [body, await everywhere(target, body, {}, refused)] as const))),
    'bytes that are no UTF-8': (target) => everywhere(target, new Uint8Array([0x7b, 0xff, 0xfe, 0x00, 0x7d]), {}, refused),
    'UTF-16': (target) => everywhere(target, new Uint8Array(Buffer.from('{"email":"a@b.vn","password":"x"}', 'utf16le')), { 'content-type': 'application/json; charset=utf-16' }, refused),
    'a form instead of JSON': (target) => everywhere(target, 'email=a%40b.vn&password=x', { 'content-type': 'application/x-www-form-urlencoded' }, refused),
    'multipart instead of JSON': (target) => everywhere(target, '--x\r\nContent-Disposition: form-data; name="text"\r\n\r\nhi\r\n--x--', { 'content-type': 'multipart/form-data; boundary=x' }, refused),
    'keys that reach for the prototype': async (target) => {
      const verdict = await everywhere(target, '{"__proto__":{"status":200,"admin":true},"constructor":{"prototype":{"admin":true}}}', {}, refused)
      const after = await target.ask('/healthz')
      return held(verdict.held && after.text === '{"status":"ok"}', verdict.saw)
    },
    'a text of nothing but spaces, and one of 2,001 letters': async (target) => {
      const visitor = await target.visitor()
      const say = (text: string) => visitor.ask('/messages', { method: 'POST', json: { clientId: 'attack-spaces', text } })
      return allOf([['spaces', refusedWith(await say(' \n\t '), 400)], ['long', refusedWith(await say('x'.repeat(2_001)), 400)]])
    },
  }),
]
