/** A supervisor looks over the machine's shoulder, in a real browser. */
import type { Browser, BrowserContextOptions } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { DESKTOP, launchBrowser, PHONE, picture } from '../support/browser.ts'
import { atDesk, axeFindings, goTo } from '../support/deskBrowser.ts'
import { startMain, type MainProcess } from '../support/mainProcess.ts'
import { temporaryDirectory } from '../support/runningService.ts'

let main: MainProcess
let browser: Browser
beforeAll(async () => {
  main = await startMain(await temporaryDirectory())
  browser = await launchBrowser()
}, 90_000)
afterAll(async () => {
  await browser.close()
  await main.stop()
})

test.each<[string, BrowserContextOptions]>([
  ['desktop', { viewport: DESKTOP }],
  ['phone', { viewport: PHONE, colorScheme: 'dark', isMobile: true, hasTouch: true }],
])('a pasted talk shows level, reasons and signs in its words, sound on a %s', async (screen, options) => {
  const desk = await atDesk(browser, main.url, 'supervisor', options)
  await goTo(desk, 'eye')
  await desk.getByTestId('triage-text').fill('chào bạn\n\nba đang cầm dao rượt em, em trốn trong nhà tắm')
  await desk.getByTestId('triage-try').click()
  const result = desk.getByTestId('triage-result')
  await result.waitFor()
  expect(await result.locator('.level').first().textContent()).toContain('Khẩn cấp')
  expect((await result.getByTestId('evidence').allTextContents()).join(' ')).toContain('dao')
  expect(await result.locator('.triage-turns > li').count()).toBe(2)
  await desk.getByTestId('triage-agreement').waitFor()
  await picture(desk, `desk-triage-${screen}`)
  expect(await axeFindings(desk)).toEqual([])
  expect(await desk.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0)
  // Leaving the page forgets it.
  await desk.getByTestId('place-wall').click()
  await goTo(desk, 'eye')
  expect(await desk.getByTestId('triage-text').inputValue()).toBe('')
  expect(await desk.getByTestId('triage-result').count()).toBe(0)
}, 90_000)

test('a counsellor has no such page', async () => {
  const desk = await atDesk(browser, main.url, 'counsellor')
  expect(await desk.getByTestId('place-eye').count()).toBe(0)
  await desk.goto(`${main.url}/desk/triage`)
  await desk.getByTestId('queue').waitFor()
  expect(await desk.getByTestId('triage').count()).toBe(0)
}, 60_000)
