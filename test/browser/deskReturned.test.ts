/** What was claimed and left without a word comes back before everybody's eyes; a call to the child is written down as an answer. */
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { DESKTOP, PHONE, picture } from '../support/browser.ts'
import { atDesk, axeFindings, openRow, webChild } from '../support/deskBrowser.ts'
import { serviceInBrowser } from '../support/serviceInBrowser.ts'

const here = serviceInBrowser()

const SOON = { timeout: 20_000, interval: 250 }

async function sound(page: Page, name: string): Promise<void> {
  await picture(page, name)
  expect(await axeFindings(page), name).toEqual([])
  expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0)
}

test('F12: the supervisor sees at once who was left without a word, on every page, until somebody takes them; the call that follows is an answer', async () => {
  const child = await webChild(here.service.url)
  await child.says('ngày nào má cũng chửi em, số em 0905123456')
  const [hoa, nam, lan] = await Promise.all([
    atDesk(here.browser, here.service.url, 'counsellor'),
    atDesk(here.browser, here.service.url, 'counsellor2', { viewport: PHONE, isMobile: true, hasTouch: true }),
    atDesk(here.browser, here.service.url, 'supervisor', { viewport: DESKTOP, colorScheme: 'dark' }),
  ])
  await openRow(hoa, 'chửi em')
  await hoa.getByTestId('claim').click()
  await hoa.getByTestId('reply-text').waitFor()
  await lan.getByTestId('place-roster').click()
  await here.database.db.pool.query(`update conversation set owner_since = now() - interval '25 minutes'`)
  await here.database.db.pool.query(`update message set received_at = now() - interval '26 minutes'`)

  const bar = lan.getByTestId('returned-bar')
  await bar.waitFor()
  expect(await bar.innerText()).toMatch(/Hoa nhận rồi chưa trả lời/)
  await sound(lan, 'desk-returned-supervisor')
  expect(await hoa.getByTestId('returned-bar').count()).toBe(0)
  await expect.poll(() => hoa.getByTestId('reply-text').count(), SOON).toBe(0)
  await nam.getByTestId('queue-row').filter({ hasText: 'Trả lại hàng chờ' }).waitFor()
  await sound(nam, 'desk-returned-queue-phone')

  await openRow(nam, 'chửi em')
  await nam.getByTestId('claim').click()
  await nam.getByTestId('reply-text').waitFor()
  await expect.poll(() => bar.count(), SOON).toBe(0)
  await nam.getByTestId('card-open').click()
  await nam.getByTestId('note-contact').selectOption('spoke')
  await nam.getByTestId('note-text').fill('Gọi số em cho, em đang ở nhà bà')
  await sound(nam, 'desk-call-phone')
  await nam.getByTestId('note-save').click()
  await nam.getByTestId('card-close').click()
  await nam.getByTestId('note').filter({ hasText: 'Nam đã gọi và nói chuyện được' }).waitFor()
  await picture(nam, 'desk-called-phone')
}, 240_000)
