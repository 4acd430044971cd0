/** Headers: what every answer must carry, and what no header of the caller may change. */
import { allOf, held, tries, type Verdict } from './try.ts'
import type { Answer, Target } from './target.ts'

const PAGES = ['/', '/chat', '/desk', '/desk/api/me', '/chat/api/centre', '/no-such-page', '/webhooks/zalo'] as const

async function everyPage(target: Target, judge: (answer: Answer, path: string) => Verdict): Promise<Verdict> {
  return allOf(await Promise.all(PAGES.map(async (path) => [path, judge(await target.ask(path), path)] as const)))
}

function directive(answer: Answer, name: string): string {
  const policy = answer.headers.get('content-security-policy') ?? ''
  return policy.split(';').map((part) => part.trim()).find((part) => part.startsWith(`${name} `) || part === name) ?? ''
}

export const headerTries = tries('headers', {
  'scripts only from here, none inline': (target) => everyPage(target, (answer) => {
    const scripts = directive(answer, 'script-src') || directive(answer, 'default-src')
    return held(scripts !== '' && !/unsafe|https?:|\*/.test(scripts.replaceAll(/'sha256-[^']+'/g, '')), scripts || 'no policy')
  }),
  'nobody frames a page': (target) => everyPage(target, (answer) => held(/frame-ancestors 'none'/.test(directive(answer, 'frame-ancestors')) || answer.headers.get('x-frame-options') === 'DENY', directive(answer, 'frame-ancestors'))),
  'no referrer, no sniffing, no name of the server': (target) => everyPage(target, ({ headers }) => held(
    headers.get('referrer-policy') === 'no-referrer' && headers.get('x-content-type-options') === 'nosniff' && headers.get('x-powered-by') === null && headers.get('server') === null,
    `${headers.get('referrer-policy')} ${headers.get('x-content-type-options')} ${headers.get('x-powered-by') ?? ''}`)),
  'nothing about people is stored by a browser or proxy': async (target) => allOf(await Promise.all(['/chat', '/desk', '/desk/api/me', '/chat/api/centre'].map(async (path) => {
    const cache = (await target.ask(path)).headers.get('cache-control') ?? ''
    return [path, held(cache.includes('no-store'), cache || 'no header')] as const
  }))),
  'no third party in a page': (target) => everyPage(target, (answer) => {
    const foreign = /(?:src|action)=["']?(?:https?:)?\/\/(?!127\.0\.0\.1|localhost)[^"'\s>]+/i.exec(answer.text)?.[0] ?? ''
    return held(foreign === '', foreign || 'none')
  }),
  'another site\'s script may not read answers': (target) => everyPage(target, ({ headers }) => held(headers.get('access-control-allow-origin') === null, headers.get('access-control-allow-origin') ?? 'no CORS')),
  'a false host, a forwarded host or an original URL changes nothing': async (target) => {
    const evil = { 'x-forwarded-host': 'evil.example', 'x-original-url': '/desk/api/queue', 'x-rewrite-url': '/desk/api/queue', 'x-forwarded-proto': 'https', forwarded: 'host=evil.example' }
    return allOf(await Promise.all(PAGES.map(async (path) => {
      const answer = await target.ask(path, { headers: evil })
      return [path, held(!`${answer.text}${answer.headers.get('location') ?? ''}`.includes('evil.example'), `${answer.status}`)] as const
    })))
  },
  'a false address does not pass for another': async (target) => {
    // Without a trusted proxy X-Forwarded-For must not give each try of a password a fresh budget; see "sessions".
    const answer = await target.ask('/healthz', { headers: { 'x-forwarded-for': '127.0.0.1, 10.0.0.1' } })
    return held(answer.status === 200 && !answer.text.includes('10.0.0.1'), `${answer.status}`)
  },
  'the figures are not for the street': async (target) => {
    const seen = await Promise.all([{ 'x-forwarded-for': '203.0.113.9' }, { forwarded: 'for=203.0.113.9' }].map(async (headers) => (await target.ask('/metrics', { headers })).status))
    return held(seen.every((status) => status === 404), seen.join(' '))
  },
  'line breaks in a query reach no header': async (target) => {
    const answer = await target.ask('/?lang=en%0d%0aSet-Cookie:%20evil=1')
    return held(!answer.headers.getSetCookie().some((cookie) => cookie.startsWith('evil')), `${answer.status}`)
  },
  'two lengths, or a length and chunks, are not understood twice': async (target) => {
    const lines = await Promise.all([
      'POST /webhooks/zalo HTTP/1.1\r\nHost: HOST\r\nContent-Length: 4\r\nContent-Length: 40\r\n\r\nabcd',
      'POST /webhooks/zalo HTTP/1.1\r\nHost: HOST\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /desk/api/queue HTTP/1.1\r\n\r\n',
      'POST /webhooks/zalo HTTP/1.1\r\nHost: HOST\r\nTransfer-Encoding: xchunked\r\n\r\nabcd',
    ].map((bytes) => target.raw(bytes)))
    return held(lines.every((line) => line === '' || / 4\d\d| 501/.test(line)), lines.map((line) => line.slice(9, 12) || 'cut').join(' '))
  },
  'forty kilobytes of headers': async (target) => {
    const line = await target.raw(`GET / HTTP/1.1\r\nHost: HOST\r\nX-Long: ${'a'.repeat(40_000)}\r\n\r\n`)
    return held(line === '' || line.includes(' 431') || line.includes(' 400'), line.slice(9, 12) || 'cut')
  },
})
