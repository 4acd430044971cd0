/** An administrator keeps the Centre's own data in a real browser. */
import type { BrowserContextOptions } from 'playwright-core'
import { expect, test } from 'vitest'
import { DESKTOP, PHONE, picture } from '../support/browser.ts'
import { demoInBrowser } from '../support/demoBrowser.ts'
import { axeFindings, deskDoor, goTo } from '../support/deskBrowser.ts'
import { DEMO_PASSWORD } from '../support/mainProcess.ts'

const demo = demoInBrowser()

test.each<[string, BrowserContextOptions]>([
  ['desktop', { viewport: DESKTOP }],
  ['phone', { viewport: PHONE, colorScheme: 'dark', isMobile: true, hasTouch: true }],
])('an administrator adds a place, checks a number, changes hours and enters Tết, on a %s', async (screen, options) => {
  const desk = await deskDoor(demo.browser, demo.main.url, options)
  await desk.getByTestId('sign-in-email').fill('admin@demo.local')
  await desk.getByTestId('sign-in-password').fill(DEMO_PASSWORD)
  await desk.getByTestId('sign-in-submit').click()
  await desk.getByTestId('place-place').or(desk.getByTestId('more-places')).first().waitFor()
  await goTo(desk, 'place')
  await desk.getByTestId('service-row').first().waitFor()
  const sound = async (part: string) => {
    await picture(desk, `desk-directory-${part}-${screen}`)
    expect([part, await axeFindings(desk)]).toEqual([part, []])
    expect(await desk.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0)
  }
  await sound('services')

  await desk.getByTestId('service-new').click()
  await desk.getByTestId('service-name').fill(`Quỹ khuyến học ${screen}`)
  await desk.getByTestId('service-need-school').check()
  await desk.getByTestId('service-phone').fill('0235 000 001')
  await desk.getByTestId('service-dialog').getByTestId('checked-today').click()
  await sound('service')
  await desk.getByTestId('service-save').click()
  await desk.getByTestId('service-dialog').waitFor({ state: 'detached' })
  await desk.getByTestId('service-find').fill(`khuyen hoc ${screen}`)
  await expect.poll(() => desk.getByTestId('service-row').count()).toBe(1)

  await desk.getByTestId('directory-centre').click()
  // A changed number is unchecked until somebody says otherwise.
  await desk.getByTestId('number-hotline').fill('18001582')
  await desk.getByTestId('hours-1-to').fill('18:00')
  await sound('centre')
  await desk.getByTestId('centre-save').click()
  await desk.getByText('Đã lưu').first().waitFor()

  await desk.getByTestId('directory-holidays').click()
  await desk.getByTestId('holiday-add').click()
  await desk.getByTestId('holiday-name').first().fill(`Tết Mậu Thân ${screen}`)
  await sound('holidays')
  await desk.getByTestId('holidays-save').click()
  await expect.poll(() => desk.getByTestId('holiday-name').evaluateAll((all) => all.some((one) => one instanceof HTMLInputElement && one.value.startsWith('Tết Mậu Thân')))).toBe(true)

  await desk.getByTestId('directory-focal').click()
  await desk.getByTestId('focal-person').first().waitFor()
  await sound('focal')
}, 120_000)
