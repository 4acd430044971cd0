/** Every page of the desk, on phone and desktop, light and dark: no finding of axe, nothing wider than the screen, and a picture. */
import { readFile } from 'node:fs/promises'
import { gzipSync } from 'node:zlib'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { DESKTOP, launchBrowser, PHONE, picture } from '../support/browser.ts'
import { atDesk, axeFindings, deskDoor, openRow, webChild } from '../support/deskBrowser.ts'
import { startMain, type MainProcess } from '../support/mainProcess.ts'
import { temporaryDirectory } from '../support/runningService.ts'

let main: MainProcess
let browser: Browser

beforeAll(async () => {
  main = await startMain(await temporaryDirectory())
  browser = await launchBrowser()
  const words = ['ba đang cầm dao rượt con, con trốn trong nhà tắm', 'dượng hay sờ em lúc tối, em sợ', 'lớp em tẩy chay em', 'con muốn xin học bổng', 'bot hả']
  for (const text of words) await (await webChild(main.url)).says(text)
}, 90_000)
afterAll(async () => {
  await browser.close()
  await main.stop()
})

const SCREENS: Record<string, BrowserContextOptions> = {
  'desktop-light': { viewport: DESKTOP, colorScheme: 'light' },
  'desktop-dark': { viewport: DESKTOP, colorScheme: 'dark' },
  'phone-light': { viewport: PHONE, colorScheme: 'light', isMobile: true, hasTouch: true },
  'phone-dark': { viewport: { width: 360, height: 740 }, colorScheme: 'dark', isMobile: true, hasTouch: true },
}

/** Where the dialogs are opened too: one of each kind is enough. */
const THOROUGH = ['desktop-light', 'phone-dark']

async function sound(page: Page, screen: string, name: string): Promise<void> {
  await page.evaluate(() => Promise.allSettled(document.getAnimations().map(({ finished }) => finished)).then(() => undefined))
  await picture(page, `desk-${screen}-${name}`)
  expect(await axeFindings(page), name).toEqual([])
  expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth), `${name} is wider than the screen`).toBeLessThanOrEqual(0)
}

test.each(Object.keys(SCREENS))('every page is sound on %s', async (screen) => {
  const options = SCREENS[screen] ?? {}
  const door = await deskDoor(browser, main.url, options)
  await sound(door, screen, '1-sign-in')
  const desk = await atDesk(browser, main.url, 'supervisor', options)
  await desk.getByTestId('queue-row').first().waitFor()
  await sound(desk, screen, '2-queue')
  await openRow(desk, 'trốn trong nhà tắm')
  await desk.getByTestId('evidence').first().focus()
  await sound(desk, screen, '3-conversation')
  if (await desk.getByTestId('claim').count() > 0) await desk.getByTestId('claim').click()
  await desk.getByTestId('reply-text').waitFor()
  await desk.getByTestId('reply-text').fill('Tại sao con không nói với mẹ?')
  await sound(desk, screen, '4-mine')
  const dialogs = THOROUGH.includes(screen) ? [['canned', 'canned-open'], ['close-dialog', 'close'], ['transfer-dialog', 'transfer']] as const : []
  for (const [dialog, opener] of dialogs) {
    await desk.getByTestId(opener).click()
    await desk.getByTestId(dialog).waitFor()
    await sound(desk, screen, `5-${dialog}`)
    await desk.keyboard.press('Escape')
    await desk.getByTestId(dialog).waitFor({ state: 'detached' })
  }
  if (await desk.getByTestId('card-open').isVisible()) await desk.getByTestId('card-open').click()
  await desk.getByTestId('level-select').selectOption('high')
  await sound(desk, screen, '6-card')
  await desk.getByTestId('place-roster').click()
  await desk.getByTestId('roster').locator('.roster-day').first().waitFor()
  await sound(desk, screen, '7-roster')
  await desk.getByTestId('place-wall').click()
  await desk.getByTestId('wall').waitFor()
  await sound(desk, screen, '8-wall')
  await desk.getByTestId('account').click()
  await sound(desk, screen, '9-menu')
}, 120_000)

test('light or dark is chosen on the device, whatever the device has, and stays', async () => {
  const desk = await atDesk(browser, main.url, 'counsellor2', { colorScheme: 'light' })
  const ground = () => desk.evaluate(() => getComputedStyle(document.body).backgroundColor)
  const light = await ground()
  await desk.getByTestId('account').click()
  await desk.getByTestId('theme-dark').click()
  await sound(desk, 'desktop-chosen-dark', 'menu')
  const dark = await ground()
  expect(dark).not.toBe(light)
  await desk.reload()
  await desk.getByTestId('queue').waitFor()
  expect(await ground()).toBe(dark)
  await desk.getByTestId('account').click()
  await desk.getByTestId('theme-auto').click()
  expect(await ground()).toBe(light)
  await desk.emulateMedia({ colorScheme: 'dark' })
  await expect.poll(ground).toBe(dark)
})

test('the first load of the desk is at most 250 kB of script, gzipped (peers.md §8)', async () => {
  const folder = new URL('../../dist/web/desk/', import.meta.url)
  // What the page itself names; cases and reports come when somebody goes there.
  const scripts = [...(await readFile(new URL('index.html', folder), 'utf8')).matchAll(/\/desk\/(assets\/[^"]+\.js)/g)].map(([, name]) => name ?? '')
  const sizes = await Promise.all(scripts.map(async (name) => gzipSync(await readFile(new URL(name, folder))).length))
  const total = sizes.reduce((sum, size) => sum + size, 0)
  expect(total).toBeGreaterThan(0)
  expect(total).toBeLessThan(250_000)
})
