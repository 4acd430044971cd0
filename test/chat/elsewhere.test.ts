/** The chat from other places, in a real browser: another device, a browser without scripts, a page of the Centre's own. */
import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { build } from 'vite'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { QUICK_EXIT } from '../../src/channels/web/centre.ts'
import { eventually } from '../support/eventually.ts'
import { accessibilityProblems, openBrowser } from './chromium.ts'
import { centre, startTestChat, type TestChat } from './support.ts'

let chat: TestChat
let browser: Browser
let context: BrowserContext
/** A page of the Centre's own with our one line in it, and one of somebody else's. */
let site: { own: string; foreign: string; servers: Server[] }

async function serve(body: () => string): Promise<{ url: string; server: Server }> {
  const server = createServer((_request, response) => response.setHeader('content-type', 'text/html; charset=utf-8').end(`<!doctype html><title>Trung tâm</title><h1>Trung tâm</h1>${body()}`))
  server.listen(0)
  await once(server, 'listening')
  const address = server.address()
  return { server, url: `http://localhost:${typeof address === 'object' && address ? address.port : 0}` }
}

beforeAll(async () => {
  const directory = await mkdtemp(join(tmpdir(), 'chat-build-'))
  await build({ configFile: join(import.meta.dirname, '../../web/chat/vite.config.ts'), logLevel: 'silent', build: { outDir: directory, emptyOutDir: true } })
  const own = await serve(() => `<script src="${chat.url}/chat/embed.js" async></script>`)
  const foreign = await serve(() => `<iframe src="${chat.url}/chat" width="360" height="640"></iframe>`)
  ;[chat, browser] = await Promise.all([startTestChat({ directory, centre: { ...centre, embedOn: [own.url] } }), openBrowser()])
  site = { own: own.url, foreign: foreign.url, servers: [own.server, foreign.server] }
})
afterAll(async () => {
  await browser.close()
  await chat.stop()
  for (const server of site.servers) server.close()
})
beforeEach(async () => {
  await chat.db.pool.query('delete from sign_in_try')
  context = await phone()
})
afterEach(() => context.close())

async function phone(more: { javaScriptEnabled?: boolean } = {}): Promise<BrowserContext> {
  const made = await browser.newContext({ viewport: { width: 390, height: 800 }, isMobile: true, hasTouch: true, ...more })
  await made.route((url) => url.hostname.endsWith('google.com'), (route) => route.fulfill({ status: 200, contentType: 'text/html', body: '<title>weather</title>' }))
  return made
}

async function open(of: BrowserContext, url = `${chat.url}/chat`): Promise<Page> {
  const page = await of.newPage()
  await page.goto(url)
  return page
}

type Place = Pick<Page, 'getByTestId'>
const texts = (place: Place) => place.getByTestId('chat-bubble').locator('.bubble').allTextContents()
async function say(place: Place, text: string): Promise<void> {
  await place.getByTestId('chat-input').fill(text)
  await place.getByTestId('chat-send').click()
}

test('a code taken on one phone opens the talk on another, by keyboard alone; a wrong one says so kindly', async () => {
  const page = await open(context)
  await say(page, 'em kể một chuyện')
  await eventually(async () => expect(await texts(page)).toHaveLength(2))
  await page.getByTestId('way-back').locator('summary').click()
  await page.getByTestId('make-code').click()
  const code = (await page.getByTestId('the-code').textContent()) ?? ''
  expect(code).toMatch(/\d{4}$/)
  expect(await accessibilityProblems(page)).toEqual([])
  await page.screenshot({ path: 'test-output/screenshots/chat-code.png' })

  const other = await phone()
  const there = await open(other)
  await there.getByTestId('come-back').locator('summary').focus()
  await there.keyboard.press('Enter')
  await there.keyboard.press('Tab')
  await there.keyboard.type('meo cam sao la 0000')
  await there.keyboard.press('Enter')
  await there.getByText('Mã này không đúng').waitFor()
  expect(await accessibilityProblems(there)).toEqual([])
  await there.screenshot({ path: 'test-output/screenshots/chat-come-back.png' })
  await there.getByTestId('code-input').fill(code)
  await there.keyboard.press('Enter')
  await eventually(async () => expect(await texts(there)).toEqual(['em kể một chuyện', 're: em kể một chuyện']))
  await say(there, 'em ở máy khác')
  await eventually(async () => expect(await texts(page)).toContain('re: em ở máy khác'))

  await page.getByTestId('drop-code').click()
  await page.getByText('Mã đã bỏ').waitFor()
  expect(await there.evaluate(`fetch('/chat/api/return', { method: 'POST', body: JSON.stringify({ code: ${JSON.stringify(code)} }) }).then((answer) => answer.status)`)).toBe(404)
  await other.close()
})

test('the code is offered when the talk has been closed', async () => {
  const page = await open(context)
  await say(page, 'em cảm ơn')
  await eventually(async () => expect(await texts(page)).toHaveLength(2))
  expect(await page.getByTestId('return-code').count()).toBe(1)
  await chat.db.pool.query(`update conversation set state = 'closed', closed_at = now() where id = (select id from conversation order by opened_at desc limit 1)`)
  await page.reload()
  await page.locator('.talk > .way').getByTestId('make-code').click()
  expect(await page.locator('.talk > .way').getByTestId('the-code').textContent()).toMatch(/\d{4}$/)
  // Quick exit takes the code off the screen and out of the tab.
  await page.evaluate(`document.querySelector('[data-testid=quick-exit]').click()`)
  await page.waitForURL(QUICK_EXIT)
})

test('without scripts a plain form says it, shows the answer, and says nothing twice', async () => {
  const bare = await phone({ javaScriptEnabled: false })
  const page = await open(bare)
  await page.screenshot({ path: 'test-output/screenshots/chat-plain-first.png' })
  await page.locator('textarea[name=text]').fill('em không có máy tốt')
  await page.getByRole('button', { name: 'Gửi' }).click()
  await page.getByText('re: em không có máy tốt').waitFor()
  await page.locator('textarea[name=text]').fill('em nói thêm\ndòng hai')
  await page.getByRole('button', { name: 'Gửi' }).click()
  await page.getByText('re: em nói thêm').waitFor()
  await page.reload()
  await page.getByRole('button', { name: 'Xem có trả lời chưa' }).click()
  expect(await page.locator('.bubble').allTextContents()).toEqual(['em không có máy tốt', 're: em không có máy tốt', 'em nói thêm\ndòng hai', 're: em nói thêm\ndòng hai'])
  expect(page.url()).toBe(`${chat.url}/chat/plain`)
  expect(await page.locator('a.exit').getAttribute('href')).toBe(QUICK_EXIT)
  expect(await page.locator('a[href="tel:111"]').count()).toBeGreaterThan(0)
  await page.screenshot({ path: 'test-output/screenshots/chat-plain.png' })
  expect(await bare.cookies()).toEqual([])
  await bare.close()
})

test('the plain page has no accessibility problem, and its markup is nobody’s to break', async () => {
  const page = await open(context)
  await page.setContent(`<form method="post" action="${chat.url}/chat/plain"><textarea name="text">"><script>document.title='x'</script></textarea><button>Gửi</button></form>`)
  await page.getByRole('button').click()
  await page.getByText('re: "><script>').waitFor()
  expect(await page.title()).toBe('Trò chuyện')
  expect(await accessibilityProblems(page)).toEqual([])
})

test('what a slow phone typed before the script came is still there when it has', async () => {
  let release = (): void => undefined
  const held = new Promise<void>((done) => { release = done })
  await context.route('**/*.js', async (route) => { await held; await route.continue() })
  const page = await context.newPage()
  await page.goto(`${chat.url}/chat`, { waitUntil: 'commit' })
  await page.locator('textarea[name=text]').fill('em viết trước')
  release()
  await eventually(async () => expect(await page.getByTestId('chat-input').inputValue()).toBe('em viết trước'))
})

test('one line puts the chat on the Centre’s own page; quick exit takes the whole page away', async () => {
  const page = await open(context, site.own)
  const frame = page.frameLocator('iframe')
  await frame.getByTestId('chat-input').waitFor()
  expect(await page.locator('iframe').getAttribute('title')).toBe('Trò chuyện')
  await say(frame, 'em viết từ trang của Trung tâm')
  await eventually(async () => expect(await texts(frame)).toEqual(['em viết từ trang của Trung tâm', 're: em viết từ trang của Trung tâm']))
  await page.screenshot({ path: 'test-output/screenshots/chat-embedded.png' })
  await frame.getByTestId('quick-exit').click()
  await page.waitForURL(QUICK_EXIT)
  await page.goBack().catch(() => null)
  expect(page.url()).not.toContain('localhost')
})

test('and so does Escape three times, pressed in the page around it', async () => {
  const page = await open(context, site.own)
  await page.frameLocator('iframe').getByTestId('chat-input').waitFor()
  await page.locator('h1').click()
  for (let press = 0; press < 3; press += 1) await page.keyboard.press('Escape')
  // The page around and our frame both go there: the second takes over from the first, which is no failure.
  await eventually(() => expect(page.url()).toBe(new URL(QUICK_EXIT).href))
})

test('nobody else’s page may show it, and by default no page at all', async () => {
  const page = await open(context, site.foreign)
  await expect.poll(() => page.frames().length).toBe(2)
  expect(await page.frameLocator('iframe').getByTestId('chat-input').count()).toBe(0)
  const headers = (await fetch(`${chat.url}/chat`)).headers
  expect(headers.get('content-security-policy')).toContain(`frame-ancestors ${site.own}`)
  expect(headers.get('x-frame-options')).toBeNull()
  const closed = await startTestChat()
  for (const path of ['/chat', '/']) {
    const answer = await fetch(`${closed.url}${path}`)
    expect([answer.headers.get('content-security-policy')?.includes("frame-ancestors 'none'"), answer.headers.get('x-frame-options')]).toEqual([true, 'DENY'])
  }
  await closed.stop()
})
