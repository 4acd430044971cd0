/**
 * The life of an account in production, in real browsers: the command line lets the first two in, an administrator
 * invites a counsellor, the head confirms, she joins on her phone, loses it, comes back by a recovery code, and
 * registers a new one.
 */
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { DESKTOP, launchBrowser, PHONE, picture } from '../support/browser.ts'
import { axeFindings } from '../support/deskBrowser.ts'
import { startProductionService, type ProductionService } from '../support/productionService.ts'

const LONG = 240_000
const ADMIN = 'quantri@ctxh.example'
const HEAD = 'phutrach@ctxh.example'
const BICH = 'bich@ctxh.example'
const PASSWORDS = { [ADMIN]: 'máy bơm nước chạy suốt đêm', [HEAD]: 'cửa sổ nhìn ra sông lặng', [BICH]: 'con diều đứt dây trên đồng' }
let service: ProductionService
let browser: Browser
const wrongs: string[] = []
const secrets: Record<string, string> = {}

beforeAll(async () => {
  service = await startProductionService()
  browser = await launchBrowser()
}, 90_000)
afterAll(async () => {
  await browser.close()
  await service.stop()
})

/** A browser of somebody's own, in which nothing may go wrong and nothing may leave for another server. */
async function device(options: BrowserContextOptions): Promise<Page> {
  const page = await (await browser.newContext({ locale: 'vi-VN', ...options })).newPage()
  page.on('pageerror', (error) => wrongs.push(error.message))
  page.on('console', (message) => { if (message.type() === 'error' && /Content Security Policy/.test(message.text())) wrongs.push(message.text()) })
  page.on('request', (request) => { if (!request.url().startsWith(service.url) && !request.url().startsWith('data:')) wrongs.push(request.url()) })
  return page
}

async function seen(page: Page, name: string): Promise<void> {
  await page.evaluate(() => { for (const animation of document.getAnimations()) animation.finish() })
  await picture(page, `accounts-${name}`)
  expect([name, await axeFindings(page)]).toEqual([name, []])
  const { wide, shown } = await page.evaluate(() => ({ wide: document.documentElement.scrollWidth, shown: window.innerWidth }))
  expect([name, wide <= shown]).toEqual([name, true])
}

/** In both themes. */
async function seenTwice(page: Page, name: string): Promise<void> {
  for (const colorScheme of ['dark', 'light'] as const) {
    await page.emulateMedia({ colorScheme })
    await seen(page, `${name}-${colorScheme}`)
  }
}

const linkIn = (text: string) => /http\S+\/desk\/invitation#\S+/.exec(text)?.[0] ?? ''

async function choosePassword(page: Page, password: string): Promise<void> {
  await page.getByTestId('new-password').fill(password)
  await page.getByTestId('new-password-again').fill(password)
  await page.getByTestId('invitation-submit').click()
}

/** Ties an app to the account; answers the recovery codes. */
async function enrol(page: Page, email: string, name?: string): Promise<string[]> {
  await page.getByTestId('qr').waitFor()
  if (name) await seenTwice(page, `${name}-enrol`)
  await page.getByText('Không quét được?').click()
  const secret = (await page.getByTestId('totp-secret').innerText()).replaceAll(' ', '')
  secrets[email] = secret
  await page.getByTestId('enrol-code').fill(await service.code(secret, email))
  await page.getByTestId('enrol-confirm').click()
  await page.getByTestId('recovery-codes').waitFor()
  if (name) await seenTwice(page, `${name}-codes`)
  const codes = await page.getByTestId('recovery-codes').locator('code').allInnerTexts()
  expect(await page.getByTestId('codes-done').isDisabled()).toBe(true)
  await page.getByTestId('codes-kept').check()
  await page.getByTestId('codes-done').click()
  return codes
}

async function signIn(page: Page, email: keyof typeof PASSWORDS, code: string): Promise<void> {
  await page.goto(`${service.url}/desk/`)
  await page.getByTestId('sign-in-email').fill(email)
  await page.getByTestId('sign-in-password').fill(PASSWORDS[email] ?? '')
  await page.getByTestId('sign-in-submit').click()
  await page.getByTestId('sign-in-code').fill(code)
  await page.getByTestId('sign-in-submit').click()
}

test('an administrator invites, the head confirms, the counsellor joins by phone, loses it, comes back, and registers a new one', async () => {
  // The first two, by the command line; neither reaches anything before the second factor is on.
  const [admin, head] = await Promise.all([device({ viewport: DESKTOP }), device({ viewport: PHONE })])
  for (const [page, email, role] of [[admin, ADMIN, 'administrator'], [head, HEAD, 'head']] as const) {
    await page.goto(linkIn(await service.staff('add', email, role === 'head' ? 'Sơn' : 'Quản trị', role)))
    await page.getByTestId('new-password').waitFor()
    expect(page.url()).not.toContain('#')
    if (role === 'administrator') await seenTwice(page, '1-invitation-desktop')
    await choosePassword(page, PASSWORDS[email] ?? '')
    await page.getByTestId('enrol').waitFor()
    await page.goto(`${service.url}/desk/accounts`)
    await page.getByTestId('enrol').waitFor()
    await enrol(page, email, role === 'administrator' ? '2-desktop' : undefined)
    await page.getByTestId('account').waitFor()
  }

  // The administrator's desk is accounts; an old proof is asked for again.
  await admin.goto(`${service.url}/desk/accounts`)
  await service.db.pool.query(`update staff_session set proved_at = now() - interval '11 minutes' where staff_id = (select id from staff where email = $1)`, [ADMIN])
  await admin.getByTestId('invite').click()
  await admin.getByTestId('invite-name').fill('Trần Thị Bích')
  await admin.getByTestId('invite-email').fill(BICH)
  await admin.getByTestId('needs-second').waitFor()
  await seenTwice(admin, '3-invite-desktop')
  await admin.getByTestId('invite-submit').click()
  await admin.getByTestId('proof-password').fill('không phải')
  await admin.getByTestId('proof-code').fill('000000')
  await admin.getByTestId('proof-submit').click()
  await admin.getByText('Mật khẩu hiện tại chưa đúng').waitFor()
  await seenTwice(admin, '4-proof-desktop')
  await admin.getByTestId('proof-password').fill(PASSWORDS[ADMIN])
  await admin.getByTestId('proof-code').fill(await service.code(secrets[ADMIN] ?? '', ADMIN))
  await admin.getByTestId('proof-submit').click()
  await admin.getByTestId('account-request').waitFor()
  expect(await admin.getByTestId('request-confirm').count(), 'who asked has no button to confirm').toBe(0)
  await seenTwice(admin, '5-accounts-desktop')

  // The head confirms on a phone; the link is shown there, once.
  await head.goto(`${service.url}/desk/accounts`)
  await head.getByTestId('account-request').waitFor()
  await seenTwice(head, '6-accounts-phone')
  await head.getByTestId('request-confirm').click()
  const link = await head.getByTestId('link').innerText()
  await seenTwice(head, '7-link-phone')
  await head.getByTestId('link-done').click()

  // Bích joins on her phone.
  const phone = await device({ viewport: PHONE, userAgent: 'Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/147.0.0.0 Mobile Safari/537.36' })
  await phone.goto(link)
  await phone.getByTestId('new-password').waitFor()
  expect(phone.url()).not.toContain('#')
  // A phone lets pages go: the link is still there after a reload.
  await phone.reload()
  await phone.getByTestId('new-password').waitFor()
  await choosePassword(phone, 'matkhau123456')
  await phone.getByText('quá dễ đoán').waitFor()
  await seenTwice(phone, '8-invitation-phone')
  await choosePassword(phone, PASSWORDS[BICH])
  const codes = await enrol(phone, BICH, '9-phone')
  await phone.getByTestId('queue').waitFor()
  await phone.goto(link)
  await phone.getByText('Liên kết này không dùng được nữa').waitFor()
  await seen(phone, '10-used-phone')

  // Out and in again with the app's code.
  await phone.goto(`${service.url}/desk/`)
  await phone.getByTestId('account').click()
  await phone.getByTestId('sign-out').click()
  await phone.getByTestId('sign-in-email').waitFor()
  await signIn(phone, BICH, await service.code(secrets[BICH] ?? '', BICH))
  await phone.getByTestId('queue').waitFor()

  // The phone is lost: a recovery code at the office computer, the old phone signed out, a new one registered.
  const old = secrets[BICH] ?? ''
  const office = await device({ viewport: DESKTOP })
  await office.goto(`${service.url}/desk/`)
  await office.getByTestId('sign-in-email').fill(BICH)
  await office.getByTestId('sign-in-password').fill(PASSWORDS[BICH])
  await office.getByTestId('sign-in-submit').click()
  await office.getByTestId('sign-in-code').waitFor()
  await seenTwice(office, '11-code-desktop')
  await office.getByTestId('sign-in-code').fill(codes[0]?.toLowerCase() ?? '')
  await office.getByTestId('sign-in-submit').click()
  await office.getByTestId('account').click()
  await office.getByTestId('place-security').click()
  await office.getByText('Còn 9 mã dự phòng').waitFor()
  await office.getByText('Chrome · Android').waitFor()
  await seenTwice(office, '12-security-desktop')
  expect(await office.getByTestId('factor-remove').count(), 'compulsory: no button to turn it off').toBe(0)
  await office.getByTestId('session-end').click()
  await expect.poll(() => office.getByTestId('sessions').locator('li').count()).toBe(1)
  await phone.getByTestId('queue').or(phone.getByTestId('sign-in-email')).first().waitFor()
  await phone.reload()
  await phone.getByTestId('sign-in-email').waitFor()
  await office.getByTestId('factor-begin').click()
  await enrol(office, BICH, '13-new-phone')
  await office.getByText('Còn 10 mã dự phòng').waitFor()

  // The old phone's code is worth nothing; the new one's is.
  await signIn(phone, BICH, await service.code(old, BICH))
  await phone.getByText('Mã chưa đúng').waitFor()
  await phone.getByTestId('sign-in-code').fill(await service.code(secrets[BICH] ?? '', BICH))
  await phone.getByTestId('sign-in-submit').click()
  await phone.getByTestId('queue').waitFor()
  await phone.goto(`${service.url}/desk/security`)
  await phone.getByTestId('security').waitFor()
  await seenTwice(phone, '14-security-phone')

  // Her own new password, by keyboard alone.
  await office.getByTestId('current-password').focus()
  await office.keyboard.type(PASSWORDS[BICH])
  await office.keyboard.press('Tab')
  await office.keyboard.type('một mái hiên rất là rộng')
  await office.keyboard.press('Tab')
  await office.keyboard.type('một mái hiên rất là rộng')
  await office.keyboard.press('Enter')
  await office.getByText('Đã đổi mật khẩu').waitFor()

  // The administrator closes the account: out at the next look.
  await admin.reload()
  await admin.getByTestId('account-row').and(admin.locator(`[data-email="${BICH}"]`)).getByTestId('account-open').click()
  await admin.getByTestId('account-close').waitFor()
  await seenTwice(admin, '15-manage-desktop')
  await admin.getByTestId('account-close').click()
  await admin.locator(`[data-email="${BICH}"]`).getByText('Đã đóng').waitFor()
  await office.reload()
  await office.getByTestId('sign-in-email').waitFor()
  // And meets nothing a child said, whatever the address.
  for (const path of ['', 'c/00000000-0000-4000-8000-000000000000', 'cases', 'wall', 'reports']) {
    await admin.goto(`${service.url}/desk/${path}`)
    await admin.getByTestId('accounts').waitFor()
    expect(await admin.getByTestId('queue').count()).toBe(0)
  }
  expect(wrongs).toEqual([])
}, LONG)
