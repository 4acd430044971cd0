/** In a real browser: my own accounts, a test to myself, words that failed sent again, a picture fetched again. */
import { createServer } from 'node:net'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { seedDemoCentre } from '../../src/directory/index.ts'
import { startSimulator, type Simulator } from '../../src/simulator/index.ts'
import { seedDemoStaff } from '../../src/staff/index.ts'
import { startSession } from '../../src/staff/session.ts'
import { DESKTOP, launchBrowser, PHONE, picture } from '../support/browser.ts'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'
import { axeFindings } from '../support/deskBrowser.ts'
import { eventually } from '../support/eventually.ts'
import { runService, temporaryDirectory, type RunningService } from '../support/runningService.ts'

let database: TestDatabase
let sim: Simulator
let service: RunningService
let browser: Browser
let base: string

beforeAll(async () => {
  database = await createTestDatabase()
  await seedDemoCentre(database.db.prisma)
  await seedDemoStaff(database.db, 'mật khẩu thử nghiệm')
  sim = await startSimulator()
  const port = await freePort()
  base = `http://127.0.0.1:${port}`
  service = await runService({ ...sim.settings(), PORT: String(port), PUBLIC_URL: base, DATABASE_URL: database.url, DATA_DIR: await temporaryDirectory(), MASTER_KEY: Buffer.alloc(32, 7).toString('base64') })
  sim.connect(service.url)
  browser = await launchBrowser()
}, 90_000)
afterAll(async () => {
  await browser.close()
  await service.stop()
  await sim.close()
  await database.drop()
})

const LONG = 180_000

function freePort(): Promise<number> {
  return new Promise((done) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => done(typeof address === 'object' && address ? address.port : 0))
    })
  })
}

async function at(who: string, path: string, options: BrowserContextOptions = { viewport: DESKTOP }): Promise<Page> {
  const { rows: [staff] } = await database.db.pool.query<{ id: string }>('select id from staff where email = $1', [`${who}@demo.local`])
  const { token } = await startSession(database.db.pool, staff?.id ?? '')
  const context = await browser.newContext({ locale: 'vi-VN', ...options })
  await context.addCookies([{ name: 'desk', value: token, url: base, httpOnly: true, sameSite: 'Strict' }])
  const page = await context.newPage()
  await page.goto(`${base}/desk${path}`)
  return page
}

test('the administrator links an account with a code from the phone, sends a test there, and looks for missed messages', async () => {
  const page = await at('admin', '/channels')
  await page.getByTestId('test-messenger').click()
  await page.getByTestId('said-messenger').getByText('Chưa liên kết tài khoản').waitFor()
  await page.getByTestId('link-messenger').click()
  const code = (await page.getByTestId('link-code').textContent()) ?? ''
  await picture(page, 'channels-link')
  expect(await axeFindings(page)).toEqual([])
  const phone = sim.messenger.person()
  await phone.says(code)
  await page.locator('[data-testid=mine-messenger][data-linked=true]').waitFor()
  expect(await page.getByTestId('link-code').count()).toBe(0)
  await page.getByTestId('test-messenger').click()
  await page.getByTestId('said-messenger').getByText('Đã gửi.').waitFor()
  await eventually(() => expect(phone.inbox.at(-1)?.text).toContain('Tin thử'))
  await page.getByTestId('recover-messenger').click()
  await page.getByTestId('said-messenger').getByText('Đã lấy thêm').waitFor()
  await picture(page, 'channels-linked')
  const dark = await at('admin', '/channels', { viewport: PHONE, colorScheme: 'dark', isMobile: true, hasTouch: true })
  await dark.getByTestId('mine-messenger').scrollIntoViewIfNeeded()
  expect(await axeFindings(dark)).toEqual([])
  await picture(dark, 'channels-phone-dark')
}, LONG)

test('a counsellor sees why words did not go and sends them again by the keyboard; a picture that was not fetched is tried again', async () => {
  const child = sim.zalo.person()
  await child.says('Em muốn gặp người thật')
  await eventually(() => expect(child.inbox.length).toBeGreaterThan(0))
  await child.sends('image')
  const { rows: [row] } = await database.db.pool.query<{ id: string }>('select conversation_id as id from message where provider_message_id = $1', [child.chat[0]?.id])
  await eventually(async () => expect((await database.db.pool.query(`update media set state = 'failed', error_code = 'network', attempts = 6, content_enc = null where state = 'stored'`)).rowCount).toBe(1))
  const page = await at('counsellor', `/c/${row?.id}`)
  await page.getByTestId('claim').click()
  sim.zalo.faults.next({ kind: 'error', code: -211 })
  await page.getByTestId('reply-text').fill('Cô đây, cô nghe em.')
  await page.getByTestId('reply-send').click()
  await page.getByText('Đã hết số tin được gửi.').waitFor()
  await page.getByTestId('send-again').waitFor()
  expect(await axeFindings(page)).toEqual([])
  await picture(page, 'send-again')
  await page.getByTestId('send-again').focus()
  await page.keyboard.press('Enter')
  await eventually(() => expect(child.inbox.at(-1)?.text).toBe('Cô đây, cô nghe em.'))
  await page.getByTestId('send-again').waitFor({ state: 'detached' })
  await page.getByTestId('media-again').click()
  await page.locator('[data-testid=media][data-state=stored]').waitFor()
}, LONG)
