/** Those who answer for what the machine says read it, try it, look at its drawing and sign, in a real browser. */
import type { BrowserContextOptions } from 'playwright-core'
import { expect, test } from 'vitest'
import { DESKTOP, PHONE, picture } from '../support/browser.ts'
import { demoInBrowser } from '../support/demoBrowser.ts'
import { atDesk, axeFindings, goTo } from '../support/deskBrowser.ts'

const demo = demoInBrowser()

test.each<[string, BrowserContextOptions]>([
  ['desktop', { viewport: DESKTOP }],
  ['phone', { viewport: PHONE, colorScheme: 'dark', isMobile: true, hasTouch: true }],
])('a supervisor reads a dialog in both languages, plays it, sees its drawing and signs its version, on a %s', async (screen, options) => {
  const desk = await atDesk(demo.browser, demo.main.url, 'supervisor', options)
  await goTo(desk, 'talk')
  await desk.getByTestId('dialog-child').click()
  const view = desk.getByTestId('dialog-view')
  await view.getByText('Chuyện này không phải lỗi của em.').first().waitFor()
  await picture(desk, `desk-dialog-read-${screen}`)
  await desk.getByTestId('dialog-en').click()
  await view.getByText('not your fault').first().waitFor()
  await desk.getByTestId('dialog-vi').click()

  await desk.getByTestId('dialog-play').click()
  await desk.getByTestId('play-button').first().waitFor()
  await desk.getByTestId('play-input').fill('ba đánh em')
  await desk.getByTestId('play-send').click()
  await view.getByText('Mình tin em').waitFor()
  await desk.getByTestId('play-lines').locator('[data-what=handoff]').waitFor()
  await picture(desk, `desk-dialog-play-${screen}`)
  expect(await axeFindings(desk)).toEqual([])
  expect(await desk.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0)

  await desk.getByTestId('dialog-draw').click()
  await desk.getByTestId('dialog-drawing').waitFor()
  expect(await desk.getByTestId('dialog-drawing').evaluate((image: HTMLImageElement) => image.complete && image.width)).toBeGreaterThan(300)
  await picture(desk, `desk-dialog-draw-${screen}`)

  const version = await desk.getByTestId('dialog-version').textContent()
  await desk.getByTestId('review-note').fill(`đọc trên ${screen}`)
  await desk.getByTestId('review-sign').click()
  await desk.getByTestId('dialog-reviews').getByText(`đọc trên ${screen}`).waitFor()
  expect(await desk.getByTestId('dialog-reviews').locator('li').first().textContent()).toContain(version)
  await desk.getByTestId('dialogs-signed').getByText('1/').waitFor()
  expect(await axeFindings(desk)).toEqual([])
}, 120_000)
