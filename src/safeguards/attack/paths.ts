/** Paths that reach for files, for other hosts, or round the door. */
import { DESK_ROUTES } from './routes.ts'
import { allOf, held, tries, type Verdict } from './try.ts'
import type { Answer, Target } from './target.ts'

const FILES = ['.env', '.git/config', '.data/master.key', 'package.json', 'src/main.ts', 'prisma/schema.prisma', 'node_modules/express/package.json', 'etc/passwd']
const CLIMBS = ['/', '/..%2f', '/%2e%2e/', '/%2e%2e%2f%2e%2e%2f', '/desk/..%2f..%2f', '/desk/%2e%2e/%2e%2e/', '/desk/assets/..%5c..%5c', '/chat/..%2f..%2f', '/chat/%252e%252e%252f', '/desk/%c0%ae%c0%ae/', '/simulator/..%2f..%2f']
const SECRET = /root:|PRIVATE KEY|"dependencies"|datasource db|MASTER_KEY|\[core\]|async function main/

async function noFile(target: Target, path: string): Promise<Verdict> {
  const answer = await target.ask(path)
  return held(!SECRET.test(answer.text), `${answer.status}`)
}

const noSession = (answer: Answer) => held(answer.status === 401 || answer.status === 404, `${answer.status}`)

export const pathTries = tries('paths', {
  'files of the machine and of the project, by every climb': async (target) => allOf(await Promise.all(CLIMBS.flatMap((climb) => FILES.map(async (file) => [`${climb}${file}`, await noFile(target, `${climb}${file}`)] as const)))),
  'a null byte in a path': async (target) => noFile(target, '/desk/index.html%00.js'),
  'broken percent signs': async (target) => held((await target.ask('/desk/%E0%A4%A')).status < 500 && (await target.ask('/%')).status < 500, 'no 5xx'),
  'a redirect to another host': async (target) => allOf(await Promise.all(['//evil.example/', '/\\evil.example', '/chat//evil.example/..', '/desk//evil.example/%2e%2e', '/simulator//evil.example'].map(async (path) => {
    const location = (await target.ask(path)).headers.get('location') ?? ''
    return [path, held(!/evil/.test(location) || location.startsWith('/') && !location.startsWith('//'), location || 'no redirect')] as const
  }))),
  'the desk\'s API by odd spellings, without a session': async (target) => allOf(await Promise.all(
    ['/desk/api/queue', '/DESK/API/QUEUE', '/desk/api/queue/', '/desk//api/queue', '/desk/./api/queue', '/desk/api/%71ueue', '/desk/api/queue;x=1', '/desk/api/queue.json', '/chat/../desk/api/queue', '/desk/api//queue'].map(async (path) => {
      const answer = await target.ask(path)
      // The page of the desk itself may answer an odd path; data may not.
      return [path, answer.headers.get('content-type')?.includes('html') ? held(!answer.text.includes('"conversations"'), 'page') : noSession(answer)] as const
    }))),
  'every route of the desk without a session': async (target) => allOf(await Promise.all(DESK_ROUTES.map(async ([method, path]) => [`${method} ${path}`, noSession(await target.ask(`/desk/api${path}`, { method, headers: { origin: target.url } }))] as const))),
  'a method by header': async (target) => {
    const answer = await target.ask('/desk/api/me', { method: 'POST', headers: { 'x-http-method-override': 'GET', origin: target.url } })
    return held(answer.status >= 400, `${answer.status}`)
  },
  'TRACE and CONNECT': async (target) => {
    const lines = await Promise.all(['TRACE / HTTP/1.1', 'CONNECT evil.example:443 HTTP/1.1'].map((line) => target.raw(`${line}\r\nHost: HOST\r\nX-Secret: echo\r\n\r\n`)))
    return held(lines.every((line) => !line.includes(' 200')), lines.map((line) => line.slice(9, 12) || 'cut').join(' '))
  },
})
