/** Who somebody is: masked at the desk, opened by the custodian for a reason, read in the log by the head. In the trial, where no second factor is forced. */
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { DESKTOP, PHONE, picture } from '../support/browser.ts'
import { demoInBrowser } from '../support/demoBrowser.ts'
import { atDesk, axeFindings, deskDoor, openRow, webChild } from '../support/deskBrowser.ts'
import { DEMO_PASSWORD } from '../support/mainProcess.ts'

const demo = demoInBrowser()

async function seen(page: Page, name: string): Promise<void> {
  for (const colorScheme of ['dark', 'light'] as const) {
    await page.emulateMedia({ colorScheme })
    await page.evaluate(() => { for (const animation of document.getAnimations()) animation.finish() })
    await picture(page, `identity-${name}-${colorScheme}`)
    expect([name, await axeFindings(page)]).toEqual([name, []])
  }
}

async function comeIn(who: string, viewport: typeof PHONE): Promise<Page> {
  const page = await deskDoor(demo.browser, demo.main.url, { viewport })
  page.setDefaultTimeout(20_000)
  await page.getByTestId('sign-in-email').fill(`${who}@demo.local`)
  await page.getByTestId('sign-in-password').fill(DEMO_PASSWORD)
  await page.getByTestId('sign-in-submit').click()
  return page
}

test('a custodian opens an identity for a reason, sees no word of the talk, and the head reads that it was opened', async () => {
  await (await webChild(demo.main.url)).says('em bị đánh hoài, em sợ lắm')
  const hoa = await atDesk(demo.browser, demo.main.url, 'counsellor')
  await openRow(hoa, 'em bị đánh hoài')
  const address = hoa.url()
  expect(await hoa.getByTestId('place-person').count(), 'no button where it is refused').toBe(0)

  const thu = await comeIn('custodian', PHONE)
  await thu.getByTestId('identity').waitFor()
  await thu.getByTestId('identity-text').fill('chưa có hồ sơ này')
  await thu.getByTestId('identity-find').click()
  await thu.getByText('Không tìm thấy').waitFor()
  await thu.getByTestId('identity-text').fill(address)
  await thu.keyboard.press('Enter')
  await thu.getByTestId('identity-row').waitFor()
  await seen(thu, '1-found-phone')
  await thu.getByTestId('identity-open').click()
  await thu.getByLabel('Nguy hiểm tính mạng').check()
  await thu.getByTestId('identity-paper').fill('Công an phường')
  await seen(thu, '2-why-phone')
  await thu.getByTestId('identity-do').click()
  await thu.getByTestId('identity-shown').waitFor()
  await seen(thu, '3-shown-phone')
  expect(await thu.locator('body').innerText()).not.toContain('đánh hoài')
  await thu.getByText('Che lại').click()
  expect(await thu.getByTestId('identity-shown').count()).toBe(0)
  for (const path of ['', 'cases', 'wall', 'accounts', address.split('/desk/')[1]]) {
    await thu.goto(`${demo.main.url}/desk/${path}`)
    await thu.getByTestId('identity').waitFor()
  }

  const head = await comeIn('head', DESKTOP)
  await head.getByTestId('queue').waitFor()
  const lines = await head.evaluate(async (id) => (await fetch(`/desk/api/conversations/${id}/accesses`)).text(), address.split('/c/')[1])
  expect(lines).toContain('danger Công an phường')
}, 180_000)
