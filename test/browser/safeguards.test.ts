/** Keeping, erasing and looking back at the desk, in the browser: what the head and a counsellor see and do, and pictures on every screen. */
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { DESKTOP, launchBrowser, PHONE, picture } from '../support/browser.ts'
import { atDesk, axeFindings, openRow, webChild, type WebChild, goTo } from '../support/deskBrowser.ts'
import { eventually } from '../support/eventually.ts'
import { startMain, type MainProcess } from '../support/mainProcess.ts'
import { temporaryDirectory } from '../support/runningService.ts'

let main: MainProcess
let browser: Browser
let head: Page
const DANGER = 'con vẫn trốn trong nhà tắm'

beforeAll(async () => {
  main = await startMain(await temporaryDirectory())
  browser = await launchBrowser()
  const child = await askedToErase(['ba đang cầm dao rượt con, con trốn trong nhà tắm'])
  await child.says(DANGER)
  await askedToErase(['chào'])
  head = await atDesk(browser, main.url, 'head')
}, 90_000)
afterAll(async () => {
  await browser.close()
  await main.stop()
})

/** A child who tells something and then wants it deleted. */
async function askedToErase(words: readonly string[]): Promise<WebChild> {
  const child = await webChild(main.url)
  for (const word of [...words, 'xóa những gì đã nói', 'xóa']) await answered(child, word)
  return child
}

async function answered(child: WebChild, text: string): Promise<void> {
  const heard = (await child.heard()).length
  await child.says(text)
  await eventually(async () => expect((await child.heard()).length).toBeGreaterThan(heard))
}

async function sound(page: Page, name: string): Promise<void> {
  await page.evaluate(() => Promise.allSettled(document.getAnimations().map(({ finished }) => finished)).then(() => undefined))
  await picture(page, `safeguards-${name}`)
  expect(await axeFindings(page), name).toEqual([])
  expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth), `${name} is wider than the screen`).toBeLessThanOrEqual(0)
}

async function showCard(page: Page): Promise<void> {
  if (await page.getByTestId('card-open').isVisible()) await page.getByTestId('card-open').click()
}

test('the head reads a wish made in the chat, refuses one where a child is in danger and erases the other', async () => {
  await goTo(head, 'lock')
  await head.getByTestId('erasure').first().waitFor()
  await expect.poll(() => head.locator('[data-testid=erasure][data-outcome=asked]').count()).toBe(2)
  const decide = async (what: string) => head.getByTestId('erasure').filter({ has: head.getByTestId(`erasure-${what}`) }).first().getByTestId(`erasure-${what}`).click()
  await decide('refuse')
  await head.getByTestId('reason').selectOption('19-1a')
  await sound(head, 'refuse-dialog')
  await head.getByTestId('reason-yes').click()
  await head.locator('[data-testid=erasure][data-outcome=refused]').waitFor()
  await decide('erase')
  await head.getByTestId('ask-dialog').waitFor()
  await sound(head, 'erase-dialog')
  await head.getByTestId('ask-yes').click()
  await head.locator('[data-testid=erasure][data-outcome=erased]').waitFor()
  await head.getByTestId('erasure-proof').click()
  await head.getByTestId('proof').waitFor()
}, 60_000)

test('who opened a file stands there by name in plain words, from the card of the conversation', async () => {
  const hoa = await atDesk(browser, main.url, 'counsellor')
  await openRow(hoa, DANGER)
  await showCard(hoa)
  expect(await hoa.getByTestId('keeping-until').textContent()).toMatch(/Chưa có ngày xóa/)
  expect(await hoa.getByTestId('opened-link').count()).toBe(0)
  await head.goto(`${main.url}/desk/`)
  await openRow(head, DANGER)
  await showCard(head)
  await head.getByTestId('opened-link').click()
  await head.locator('[data-testid=access-line][data-action="conversation.open"]').filter({ hasText: 'Hoa' }).waitFor()
  expect(await head.getByTestId('access-line').filter({ hasText: 'Hoa' }).first().textContent()).toMatch(/Hoa.*mở xem lời kể/)
  await head.goto(`${main.url}/desk/safeguards/log`)
  await head.getByTestId('opened-who').selectOption({ label: 'Hoa' })
  await head.getByTestId('access-line').first().waitFor()
}, 60_000)

test('a hold is set with its reason, seen by the counsellor, and lifted from the list', async () => {
  await head.goto(`${main.url}/desk/`)
  await openRow(head, DANGER)
  await showCard(head)
  await head.getByTestId('hold-open').click()
  await head.getByTestId('reason').selectOption('police')
  await head.getByTestId('reason-yes').click()
  await head.getByTestId('keeping-hold').waitFor()
  const hoa = await atDesk(browser, main.url, 'counsellor')
  await openRow(hoa, DANGER)
  await showCard(hoa)
  expect(await hoa.getByTestId('keeping-hold').textContent()).toMatch(/Công an.*Sơn/)
  expect(await hoa.getByTestId('hold-release').count()).toBe(0)
  await head.goto(`${main.url}/desk/safeguards/holds`)
  await head.getByTestId('hold-lift').click()
  await head.getByTestId('ask-yes').click()
  await head.getByTestId('hold').waitFor({ state: 'detached' })
}, 60_000)

test('the logs are read again from the desk, alone and against anchors', async () => {
  await head.goto(`${main.url}/desk/safeguards/seals`)
  await head.getByTestId('audit-verify').click()
  await head.locator('[data-testid=audit-verified][data-found="0"]').waitFor()
  await head.getByTestId('audit-paste').fill(JSON.stringify({ seal: '1', hash: 'b'.repeat(64), at: '2026-11-01T00:00:00Z' }))
  await head.getByTestId('audit-compare').click()
  await head.locator('[data-testid=audit-verified][data-found="1"]').waitFor()
  await head.getByTestId('audit-verify').click()
  await head.locator('[data-testid=audit-verified][data-found="0"]').waitFor()
}, 60_000)

const SCREENS: Record<string, BrowserContextOptions> = {
  'desktop-light': { viewport: DESKTOP, colorScheme: 'light' },
  'desktop-dark': { viewport: DESKTOP, colorScheme: 'dark' },
  'phone-light': { viewport: PHONE, colorScheme: 'light', isMobile: true, hasTouch: true },
  'phone-dark': { viewport: { width: 360, height: 740 }, colorScheme: 'dark', isMobile: true, hasTouch: true },
}

test.each(Object.keys(SCREENS))('every page of it is sound on %s', async (screen) => {
  if (screen === 'desktop-light') await askedToErase(['chào'])
  const page = await atDesk(browser, main.url, 'head', SCREENS[screen])
  await openRow(page, DANGER)
  await showCard(page)
  await page.getByTestId('keeping').scrollIntoViewIfNeeded()
  await sound(page, `${screen}-card`)
  await page.getByTestId('opened-link').click()
  await page.getByTestId('access-line').first().waitFor()
  await sound(page, `${screen}-opened`)
  for (const [part, ready] of [['safeguards', 'erasure'], ['purges', 'proof'], ['log', 'access-line'], ['seals', 'audit-verified']] as const) {
    await page.goto(`${main.url}/desk/safeguards${part === 'safeguards' ? '' : `/${part}`}`)
    await page.getByTestId(ready).first().waitFor()
    await sound(page, `${screen}-${part}`)
  }
}, 120_000)
