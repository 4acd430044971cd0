/** A supervisor looks over the machine's shoulder, in a real browser. */
import type { BrowserContextOptions } from 'playwright-core'
import { expect, test } from 'vitest'
import { DESKTOP, PHONE, picture } from '../support/browser.ts'
import { demoInBrowser } from '../support/demoBrowser.ts'
import { atDesk, axeFindings, goTo } from '../support/deskBrowser.ts'

const demo = demoInBrowser()

test.each<[string, BrowserContextOptions]>([
  ['desktop', { viewport: DESKTOP }],
  ['phone', { viewport: PHONE, colorScheme: 'dark', isMobile: true, hasTouch: true }],
])('a pasted talk shows level, reasons and signs in its words, sound on a %s', async (screen, options) => {
  const desk = await atDesk(demo.browser, demo.main.url, 'supervisor', options)
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
  const desk = await atDesk(demo.browser, demo.main.url, 'counsellor')
  expect(await desk.getByTestId('place-eye').count()).toBe(0)
  await desk.goto(`${demo.main.url}/desk/triage`)
  await desk.getByTestId('queue').waitFor()
  expect(await desk.getByTestId('triage').count()).toBe(0)
}, 60_000)
