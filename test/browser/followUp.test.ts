/** A counsellor sees when the machine will ask again, and switches it off and on by the keyboard. */
import { expect, test } from 'vitest'
import { DESKTOP, PHONE, picture } from '../support/browser.ts'
import { caseOf, SOON } from '../support/caseDesk.ts'
import { demoInBrowser } from '../support/demoBrowser.ts'
import { axeFindings } from '../support/deskBrowser.ts'

const demo = demoInBrowser()

test('what is planned stands by its clock; the switch holds for the case', async () => {
  const { hoa } = await caseOf(demo.browser, demo.main.url, 'bố đánh em chảy máu')
  hoa.setDefaultTimeout(15_000)
  const planned = hoa.getByTestId('planned-follow-up-day')
  expect(await planned.innerText()).toMatch(/^Máy gửi một tin hỏi thăm trung tính sau .+ chỉ khi người nhắn đã đồng ý/)
  for (const [screen, viewport] of [['desktop', DESKTOP], ['phone', PHONE]] as const) {
    for (const colorScheme of ['light', 'dark'] as const) {
      await hoa.setViewportSize(viewport)
      await hoa.emulateMedia({ colorScheme })
      await hoa.getByTestId('switch-follow-up').scrollIntoViewIfNeeded()
      // The alarm above may go on moving: nothing here waits for its end.
      expect(await axeFindings(hoa)).toEqual([])
      await picture(hoa, `follow-up-${screen}-${colorScheme}`)
      expect(await hoa.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0)
    }
  }
  await hoa.getByTestId('switch-follow-up').focus()
  await hoa.keyboard.press('Enter')
  await expect.poll(() => planned.innerText(), SOON).toBe('Tin hỏi lại tự động đã tắt cho hồ sơ này.')
  expect(await hoa.getByTestId('planned-follow-up-week').innerText()).toBe('Tin hỏi lại tự động đã tắt cho hồ sơ này.')
  await hoa.getByTestId('switch-follow-up').press('Enter')
  await expect.poll(() => planned.innerText(), SOON).toContain('Máy gửi')
}, 60_000)
