/** The built service worker in a real browser: what a push shows. */
import { readFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Browser } from 'playwright-core'
import { launchBrowser } from '../support/browser.ts'
import { eventually } from '../support/eventually.ts'

const WORKER = join(import.meta.dirname, '..', '..', 'dist', 'web', 'desk', 'sw.js')
let browser: Browser
let server: Server
let origin: string
beforeAll(async () => {
  server = createServer((request, response) => {
    if (request.url !== '/desk/sw.js') return void response.writeHead(200, { 'content-type': 'text/html' }).end('<!doctype html><title>desk</title>')
    readFile(WORKER).then((script) => response.writeHead(200, { 'content-type': 'text/javascript' }).end(script), () => response.writeHead(404).end())
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const address = server.address()
  origin = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`
  browser = await launchBrowser()
}, 90_000)
afterAll(async () => {
  await browser.close()
  server.closeAllConnections()
  server.close()
})

test('a push shows the level and nothing else, and stays until somebody acts', async () => {
  const context = await browser.newContext({ permissions: ['notifications'] })
  const page = await context.newPage()
  await page.goto(`${origin}/desk/`)
  const cdp = await context.newCDPSession(page)
  const registered = new Promise<string>((done) => {
    cdp.on('ServiceWorker.workerVersionUpdated', ({ versions }) => {
      const active = versions.find(({ status }) => status === 'activated')
      if (active) done(active.registrationId)
    })
  })
  await cdp.send('ServiceWorker.enable')
  await page.evaluate(`navigator.serviceWorker.register('/desk/sw.js', { scope: '/desk/' })`)
  const registrationId = await registered
  // A browser without a screen keeps no notices: the last step to the screen is written down instead.
  const [worker] = context.serviceWorkers()
  await worker?.evaluate(`self.shown = []; self.registration.showNotification = async (title, options) => { self.shown.push({ title, ...options }) }`)
  const pushed = { alarm: 'a-1', kind: 'duty', level: 'emergency', lang: 'vi', path: '/alarm/x.y' }
  for (const data of [JSON.stringify(pushed), 'unreadable']) await cdp.send('ServiceWorker.deliverPushMessage', { origin, registrationId, data })
  const shown = await eventually(async () => {
    const notices: unknown = await worker?.evaluate('self.shown')
    expect(notices).toHaveLength(2)
    return notices
  })
  expect(shown).toMatchObject([
    { title: 'KHẨN CẤP: có người cần giúp', body: 'Chạm để mở và nhận.', tag: 'a-1', requireInteraction: true, data: { path: '/alarm/x.y' } },
    { title: 'Có người cần giúp', requireInteraction: true, data: { path: '/desk/' } },
  ])
})
