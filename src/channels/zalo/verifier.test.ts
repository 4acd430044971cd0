import { createServer } from 'node:http'
import express from 'express'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { zaloVerifier } from './verifier.ts'

const server = createServer(express().use(zaloVerifier({ ZALO_VERIFIER_CODE: 'Abc_123-x' })))
let base = ''
beforeAll(() => new Promise<void>((done) => {
  server.listen(0, '127.0.0.1', () => {
    const address = server.address()
    base = `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`
    done()
  })
}))
afterAll(() => void server.close())

test('the configured code’s page carries it', async () => {
  const response = await fetch(`${base}/zalo_verifierAbc_123-x.html`)
  expect(response.status).toBe(200)
  expect(await response.text()).toContain('<meta name="zalo-platform-site-verification" content="Abc_123-x">')
})

test.each(['/zalo_verifierOther.html', '/zalo_verifier.html', '/zalo_verifier%3Cscript%3E.html'])('%s is not there', async (path) => {
  expect((await fetch(`${base}${path}`)).status).toBe(404)
})
