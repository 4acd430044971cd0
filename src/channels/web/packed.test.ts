import { mkdtemp, writeFile } from 'node:fs/promises'
import { once } from 'node:events'
import { createServer, get, type IncomingMessage } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import express from 'express'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { packedFiles } from './packed.ts'

const SCRIPT = 'console.log("xin chào");'.repeat(200)
let port: number
const server = createServer()
beforeAll(async () => {
  const directory = await mkdtemp(join(tmpdir(), 'packed-'))
  await writeFile(join(directory, 'a-1.js'), SCRIPT)
  const app = express().use('/assets', packedFiles(directory), express.static(directory))
  server.on('request', app).listen(0)
  await once(server, 'listening')
  const address = server.address()
  port = typeof address === 'object' && address ? address.port : 0
})
afterAll(() => void server.close())

async function ask(path: string, encoding?: string) {
  const [response]: IncomingMessage[] = await once(get({ port, path, headers: encoding === undefined ? {} : { 'accept-encoding': encoding } }), 'response')
  const chunks: Buffer[] = []
  for await (const chunk of response ?? []) chunks.push(chunk)
  return { status: response?.statusCode, headers: response?.headers ?? {}, body: Buffer.concat(chunks) }
}

test.each([['gzip, deflate, br', 'br', brotliDecompressSync], ['gzip, deflate', 'gzip', gunzipSync]])('%s gets %s, far smaller and the same inside', async (asked, got, open) => {
  const answer = await ask('/assets/a-1.js', asked)
  expect(answer.headers).toMatchObject({ 'content-encoding': got, vary: 'Accept-Encoding', 'content-type': expect.stringContaining('javascript') })
  expect(answer.body.length).toBeLessThan(SCRIPT.length / 10)
  expect(open(answer.body).toString()).toBe(SCRIPT)
})
test('who takes no packing gets it plain', async () => {
  const answer = await ask('/assets/a-1.js')
  expect([answer.headers['content-encoding'], answer.body.toString()]).toEqual([undefined, SCRIPT])
})
test.each(['/assets/none.js', '/assets/../a-1.js', '/assets/%2e%2e/a-1.js', '/assets/a-1.js/'])('%s is not there', async (path) => {
  expect((await ask(path, 'br')).status).toBe(404)
})
