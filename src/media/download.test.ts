/** Against a server of its own: what a hostile or broken host may do, and what comes of it. */
import { createServer, type RequestListener, type Server } from 'node:http'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { download, type DownloadOptions } from './download.ts'

let server: Server
let origin: string
let hits: string[]
let answer: RequestListener

beforeEach(async () => {
  hits = []
  server = createServer((request, response) => {
    hits.push(request.url ?? '')
    answer(request, response)
  })
  origin = await new Promise<string>((done) => server.listen(0, '127.0.0.1', () => {
    const address = server.address()
    done(`http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`)
  }))
})
afterEach(async () => {
  server.closeAllConnections()
  await new Promise<void>((done) => void server.close(() => done()))
})

const get = (address: string, options: Partial<DownloadOptions> = {}) => download(address, { channel: 'zalo', developmentOrigin: origin, ...options })

test('the bytes as they are', async () => {
  answer = (_request, response) => void response.end(Buffer.from([0xff, 0xd8, 0xff, 0x00]))
  expect(await get(`${origin}/a`)).toEqual({ ok: true, bytes: Buffer.from([0xff, 0xd8, 0xff, 0x00]) })
})

test('a name that leads into a private network is refused before anything is sent there', async () => {
  answer = (_request, response) => void response.end('secret')
  for (const addresses of [[{ address: '127.0.0.1', family: 4 }], [{ address: '113.171.0.1', family: 4 }, { address: '10.0.0.1', family: 4 }]]) {
    expect(await get('http://f6.photo.talk.zdn.vn/t.jpg', { developmentOrigin: undefined, resolve: (_name, callback) => callback(null, addresses) })).toEqual({ ok: false, code: 'address' })
  }
  expect(hits).toEqual([])
})

test.each(['http://169.254.169.254/latest', 'https://example.org/x', '//example.org/x', 'http://127.0.0.1:1/x'])('it is not sent on to %s', async (location) => {
  answer = (_request, response) => void response.writeHead(302, { location }).end()
  expect(await get(`${origin}/a`)).toEqual({ ok: false, code: 'redirect' })
  expect(hits).toEqual(['/a'])
})

test('it does not run in circles', async () => {
  answer = (_request, response) => void response.writeHead(302, { location: '/a' }).end()
  expect(await get(`${origin}/a`)).toEqual({ ok: false, code: 'redirect' })
  expect(hits).toHaveLength(3)
})

test('what is too large is broken off, whether announced or not', async () => {
  answer = (request, response) => {
    if (request.url === '/announced') response.setHeader('content-length', 2_000_000)
    response.write(Buffer.alloc(1_500))
    response.on('close', () => clearInterval(timer))
    const timer = setInterval(() => response.write(Buffer.alloc(1_500)), 5)
  }
  expect(await get(`${origin}/announced`, { mostBytes: 10_000 })).toEqual({ ok: false, code: 'too-large' })
  expect(await get(`${origin}/streamed`, { mostBytes: 10_000 })).toEqual({ ok: false, code: 'too-large' })
})

test('a drip that never ends is cut off', async () => {
  answer = (_request, response) => {
    response.write('x')
    const timer = setInterval(() => response.write('x'), 10)
    response.on('close', () => clearInterval(timer))
  }
  expect(await get(`${origin}/a`, { timeoutMs: 200 })).toEqual({ ok: false, code: 'timeout' })
})

test.each([[404, 'gone'], [410, 'gone'], [403, 'gone'], [500, 'status'], [429, 'status'], [204, 'status']])('an answer of %i is "%s"', async (status, code) => {
  answer = (_request, response) => void response.writeHead(status).end()
  expect(await get(`${origin}/a`)).toEqual({ ok: false, code })
})

test('a line that breaks is no file', async () => {
  answer = (_request, response) => {
    response.setHeader('content-length', 100)
    response.write('half')
    setImmediate(() => response.destroy())
  }
  expect(await get(`${origin}/a`)).toEqual({ ok: false, code: 'network' })
})
