/** The chat in a real browser, as a child has it: flaky network, somebody coming in, an old phone. */
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { build } from 'vite'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { QUICK_EXIT } from '../../src/channels/web/centre.ts'
import { createStaff } from '../../src/staff/index.ts'
import { accessibilityProblems, openBrowser } from './chromium.ts'
import { eventually } from '../support/eventually.ts'
import { startTestChat, type TestChat } from './support.ts'

let chat: TestChat
let browser: Browser
let context: BrowserContext
let page: Page
/** Whatever a strict policy, a script or a stray request would say. */
let complaints: string[]

beforeAll(async () => {
  const directory = await mkdtemp(join(tmpdir(), 'chat-build-'))
  await build({ configFile: join(import.meta.dirname, '../../web/chat/vite.config.ts'), logLevel: 'silent', build: { outDir: directory, emptyOutDir: true } })
  ;[chat, browser] = await Promise.all([startTestChat({ directory }), openBrowser()])
})
afterAll(async () => {
  await browser.close()
  await chat.stop()
})
beforeEach(async () => {
  complaints = []
  context = await browser.newContext({ viewport: { width: 360, height: 740 }, isMobile: true, hasTouch: true })
  await context.route((url) => url.origin !== chat.url, (route) => route.fulfill({ status: 200, contentType: 'text/html', body: '<title>weather</title>' }))
  page = await openChat()
})
afterEach(() => context.close())

async function openChat(): Promise<Page> {
  const fresh = await context.newPage()
  fresh.on('pageerror', (error) => complaints.push(error.message))
  fresh.on('console', (line) => { if (line.type() === 'error' && !line.text().includes('ERR_INTERNET_DISCONNECTED')) complaints.push(line.text()) })
  fresh.on('request', (request) => { if (!request.url().startsWith(chat.url)) complaints.push(`asked ${request.url()}`) })
  await fresh.goto(`${chat.url}/chat`)
  return fresh
}

const bubbles = (of = page) => of.getByTestId('chat-bubble')
const texts = async (of = page) => bubbles(of).locator('.bubble').allTextContents()

async function say(text: string): Promise<void> {
  await page.getByTestId('chat-input').fill(text)
  await page.getByTestId('chat-send').click()
}

test('a child is greeted at a tap, answers with a button, and reads the reply; nothing breaks the page\'s strict policy', async () => {
  expect(await page.title()).toBe('Trò chuyện')
  expect(await page.getByTestId('call-111').getAttribute('href')).toBe('tel:111')
  await page.getByTestId('chat-start').click()
  await page.getByTestId('chat-button').getByText('Em cần giúp').click()
  await eventually(async () => expect(await texts()).toEqual(['hello in vi', 'Em cần giúp', 're: Em cần giúp']))
  expect(await bubbles().evaluateAll((all) => all.map((one) => one.getAttribute('data-author')))).toEqual(['bot', 'person', 'bot'])
  expect(await page.getByTestId('chat-button').count()).toBe(0)
  expect(complaints).toEqual([])
})

test('words written without a network wait in sight and are sent once when it comes back', async () => {
  await say('trước')
  await eventually(async () => expect(await texts()).toContain('re: trước'))
  await context.setOffline(true)
  await say('em trốn trong phòng')
  await eventually(async () => expect(await page.getByTestId('connection-state').getAttribute('data-state')).toBe('offline'))
  expect(await page.getByText('Đang chờ gửi').count()).toBe(1)
  await context.setOffline(false)
  await eventually(async () => expect(await texts()).toEqual(['trước', 're: trước', 'em trốn trong phòng', 're: em trốn trong phòng']))
  await eventually(async () => expect(await page.getByTestId('connection-state').getAttribute('data-state')).toBe('online'))
})

test('a reload keeps the talk and what was being typed in this tab; another tab knows nothing of it', async () => {
  await say('chuyện của em')
  await eventually(async () => expect(await texts()).toHaveLength(2))
  await page.getByTestId('chat-input').fill('em đang viết dở')
  await page.reload()
  await eventually(async () => expect(await texts()).toEqual(['chuyện của em', 're: chuyện của em']))
  expect(await page.getByTestId('chat-input').inputValue()).toBe('em đang viết dở')
  const other = await openChat()
  await other.getByTestId('chat-start').waitFor()
  expect(await texts(other)).toEqual([])
  expect(await context.cookies()).toEqual([])
  expect(await page.evaluate('localStorage.length')).toBe(0)
})

const ways: [string, () => Promise<void>][] = [
  ['the button', () => page.getByTestId('quick-exit').click()],
  ['Escape three times', async () => { for (let press = 0; press < 3; press += 1) await page.keyboard.press('Escape') }],
]
test.each(ways)('quick exit by %s leads away, forgets the tab, and going back does not return', async (_name, act) => {
  await say('ba em về')
  await eventually(async () => expect(await texts()).toHaveLength(2))
  await act()
  await page.waitForURL(QUICK_EXIT)
  await page.goBack().catch(() => null)
  expect(page.url()).not.toContain('/chat')
  const again = await context.newPage()
  await again.goto(`${chat.url}/chat`)
  expect(await again.evaluate('sessionStorage.length')).toBeLessThanOrEqual(1)
  expect(await texts(again)).toEqual([])
  // The other side learns that the child had to go.
  await eventually(async () => expect((await chat.db.pool.query(`select 1 from message m join conversation c on c.id = m.conversation_id where c.opened_at = (select max(opened_at) from conversation) and m.direction = 'in'`)).rowCount).toBe(2))
})

test('the moment quick exit is pressed nothing is to be seen or kept, however slow the network', async () => {
  await say('bí mật của em')
  await eventually(async () => expect(await texts()).toHaveLength(2))
  await page.getByTestId('chat-input').fill('viết dở')
  const left = await page.evaluate(`(() => {
    document.querySelector('[data-testid=quick-exit]').click()
    const typed = [...document.querySelectorAll('textarea')].map((field) => field.value).join('')
    return [document.body.innerText.trim(), typed, document.title, sessionStorage.length]
  })()`)
  expect(left).toEqual(['', '', '…', 0])
})

test('a counsellor who comes in is announced and recognisable', async () => {
  await say('có ai không')
  await eventually(async () => expect(await texts()).toHaveLength(2))
  const { rows: [row] } = await chat.db.pool.query<{ id: string }>('select id from conversation order by opened_at desc limit 1')
  const staffId = (await createStaff(chat.db, { email: 'hoa@demo.local', name: 'Lê Thị Hoa', role: 'counsellor', password: 'một mật khẩu dài' })) ?? ''
  await chat.write(row?.id ?? '', { author: 'staff', text: 'Cô đọc tin em rồi.', staffId }, async (client) => {
    await client.query(`update conversation set owner_kind = 'staff', owner_id = $2 where id = $1`, [row?.id, staffId])
  })
  await eventually(async () => expect(await page.getByTestId('who-is-here').textContent()).toBe('Hoa đang ở đây với em. Đây là người thật.'))
  await eventually(async () => expect(await page.locator('[data-author=staff]').innerText()).toBe('Hoa · người thật\n\nCô đọc tin em rồi.'))
})

test('English is one tap away and the other side is told in a running talk', async () => {
  await page.getByTestId('lang-switch').click()
  await page.getByTestId('chat-start').click()
  await eventually(async () => expect(await texts()).toEqual(['hello in en']))
  await page.getByTestId('lang-switch').click()
  await eventually(async () => expect(await texts()).toEqual(['hello in en', 'Tiếng Việt', 're: Tiếng Việt']))
  expect(await page.getAttribute('html', 'lang')).toBe('vi')
})

test('a token the server does not know any more costs nobody their words', async () => {
  await page.evaluate(`sessionStorage.setItem('chat.token', 'x'.repeat(43))`)
  await page.reload()
  await say('em vẫn muốn kể')
  await eventually(async () => expect(await texts()).toEqual(['em vẫn muốn kể', 're: em vẫn muốn kể']))
})

test('a browser that cannot read streams asks instead', async () => {
  await page.addInitScript(`Object.defineProperty(Response.prototype, 'body', { get: () => null })`)
  await page.reload()
  await say('máy cũ')
  await eventually(async () => expect(await texts()).toEqual(['máy cũ', 're: máy cũ']))
})

test('a greeting asked for without a network comes when there is one', async () => {
  await context.setOffline(true)
  await page.getByTestId('chat-start').click()
  await eventually(async () => expect(await page.getByTestId('connection-state').getAttribute('data-state')).toBe('offline'))
  await context.setOffline(false)
  await eventually(async () => expect(await texts()).toEqual(['hello in vi']))
})

test('when the page itself fails, the numbers and the way out are still there', async () => {
  const odd = { id: 'x', place: 'x:1', seq: 1, author: 'bot', text: 'lạ', buttons: [null], at: '' }
  await context.route('**/chat/api/events', (route) => route.fulfill({ contentType: 'text/event-stream', body: `event: message\ndata: ${JSON.stringify(odd)}\n\n` }))
  await page.getByTestId('chat-start').click()
  await page.getByRole('alert').getByText('Trang này bị lỗi').waitFor()
  expect(await page.getByTestId('call-111').isVisible()).toBe(true)
  await page.getByTestId('quick-exit').click()
  await page.waitForURL(QUICK_EXIT)
})

test('without scripts the page still gives the number and the way out', async () => {
  const plain = await browser.newContext({ javaScriptEnabled: false })
  const bare = await plain.newPage()
  await bare.goto(`${chat.url}/chat`)
  expect(await bare.locator('a[href="tel:111"]').isVisible()).toBe(true)
  expect(await bare.locator('a.exit').getAttribute('href')).toBe(QUICK_EXIT)
  await plain.close()
})

test.each(['light', 'dark'] as const)('axe finds nothing on the first page and in the talk (%s)', async (colorScheme) => {
  await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
  expect(await accessibilityProblems(page)).toEqual([])
  await page.getByTestId('safety').locator('summary').click()
  await page.getByTestId('chat-start').click()
  await page.getByTestId('chat-button').first().waitFor()
  expect(await accessibilityProblems(page)).toEqual([])
  await page.goto(chat.url)
  expect(await accessibilityProblems(page)).toEqual([])
})
