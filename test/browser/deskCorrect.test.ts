/** A counsellor puts right what the machine took down, and puts a talk aside until a time: by keyboard, on every screen, in both themes. */
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { DESKTOP, PHONE, picture } from '../support/browser.ts'
import { demoInBrowser } from '../support/demoBrowser.ts'
import { atDesk, axeFindings, openRow, webChild } from '../support/deskBrowser.ts'

const demo = demoInBrowser()
const SOON = { timeout: 20_000, interval: 250 }
const LONG = 180_000

async function sound(page: Page, name: string): Promise<void> {
  await picture(page, `desk-correct-${name}`)
  expect([name, await axeFindings(page)]).toEqual([name, []])
  expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth), `${name} is wider than the screen`).toBeLessThanOrEqual(0)
}

const SCREENS = {
  'desktop-light': { viewport: DESKTOP, colorScheme: 'light' },
  'phone-dark': { viewport: PHONE, colorScheme: 'dark', isMobile: true, hasTouch: true },
  // 200 % of a laptop's screen.
  'zoomed-light': { viewport: { width: DESKTOP.width / 2, height: DESKTOP.height / 2 }, colorScheme: 'light', deviceScaleFactor: 2 },
} as const

test.each(Object.entries(SCREENS))('a commune and labels are put right on %s: the card, the history and the filter follow', async (screen, options) => {
  const child = await webChild(demo.main.url)
  await child.says(`em ở Tiên Phước, bạn em giành xe với em ${screen}`)
  const desk = await atDesk(demo.browser, demo.main.url, 'counsellor', options)
  await openRow(desk, screen)
  if (await desk.getByTestId('card-open').isVisible()) await desk.getByTestId('card-open').click()
  await desk.getByTestId('card').locator('.card-commune').getByText('Tiên Phước').waitFor()
  await sound(desk, `${screen}-1-card`)
  // Why this level, in the person's own words.
  expect(await desk.getByTestId('card').locator('.sign-words').first().innerText()).not.toBe('')
  await desk.getByRole('button', { name: 'Sửa xã, phường' }).click()
  await desk.getByTestId('correct-dialog').waitFor()
  await desk.getByTestId('picker-input').fill('thang binh')
  await desk.getByTestId('picker-option').filter({ hasText: 'Thăng Bình' }).click()
  await desk.getByRole('button', { name: 'Người nhắn nói rõ' }).click()
  await sound(desk, `${screen}-2-commune`)
  await desk.getByTestId('correct-save').click()
  await desk.getByTestId('correct-dialog').waitFor({ state: 'detached' })
  await desk.getByTestId('card').locator('.card-commune').getByText('Thăng Bình').waitFor()
  await desk.getByTestId('corrections').locator('summary').click()
  await desk.getByTestId('corrections').getByText('Người nhắn nói rõ').waitFor()

  // L: the labels, by keyboard; the machine's word stays in the transcript.
  await desk.locator('body').press('l')
  await desk.getByTestId('correct-dialog').waitFor()
  await desk.getByTestId('picker-input').fill('bo roi')
  await desk.getByTestId('picker-input').press('Enter')
  await desk.getByTestId('correct-reason').fill('Em kể bị bỏ ở nhà một mình')
  await sound(desk, `${screen}-3-labels`)
  await desk.getByTestId('correct-save').click()
  await desk.getByTestId('card').locator('.categories').getByText('Bỏ rơi').waitFor()
  await desk.getByRole('button', { name: 'Sửa điều đã biết' }).click()
  await desk.getByTestId('correct-name').selectOption('injured')
  await desk.getByTestId('correct-value').selectOption('false')
  await desk.getByTestId('correct-reason').fill('Em nói không đau ở đâu')
  await sound(desk, `${screen}-4-fact`)
  await desk.getByTestId('correct-save').click()
  await expect.poll(() => desk.locator('[data-fact=injured] dd').innerText(), SOON).toMatch(/không\s+Chị Hoa sửa|không\s+.*sửa/)
  await sound(desk, `${screen}-5-corrected`)
}, LONG)

test.each(Object.entries(SCREENS))('a talk is put aside with S on %s, stands last and dimmed, and comes back with a word at its time', async (screen, options) => {
  const child = await webChild(demo.main.url)
  await child.says(`lớp em tẩy chay em, gác ${screen}`)
  const desk = await atDesk(demo.browser, demo.main.url, 'counsellor2', options)
  await desk.clock.install()
  await desk.reload()
  await desk.getByTestId('queue').waitFor()
  await openRow(desk, `gác ${screen}`)
  await desk.getByTestId('claim').click()
  await desk.getByTestId('reply-text').fill('Cô nhắn lại em lúc tan học nhé.')
  await desk.getByTestId('reply-text').press('Control+Enter')
  await expect.poll(() => child.heard(), SOON).toContain('Cô nhắn lại em lúc tan học nhé.')
  await desk.getByTestId('reply-text').press('Escape')
  await desk.getByTestId('snooze').waitFor()
  await desk.locator('body').press('s')
  await desk.getByTestId('snooze-dialog').waitFor()
  await sound(desk, `${screen}-6-snooze`)
  await desk.getByTestId('snooze-hour').click()
  await desk.getByTestId('snooze-bar').waitFor()
  await sound(desk, `${screen}-7-aside`)
  await desk.goto(`${demo.main.url}/desk/`)
  await desk.getByTestId('view-mine').click()
  await desk.locator('.row-asleep').filter({ hasText: 'gác đến' }).waitFor()
  await sound(desk, `${screen}-8-mine`)

  // The browser's clock alone is moved on; the word comes by it, wherever one is at the desk.
  await desk.clock.fastForward(61 * 60_000)
  await desk.getByTestId('toast').filter({ hasText: 'Đến giờ hẹn' }).waitFor()
  await picture(desk, `desk-correct-${screen}-9-woke`)
  await desk.getByTestId('toast').getByRole('button', { name: 'Mở' }).click()
  await desk.getByTestId('snooze-end').click()
  await desk.getByTestId('snooze-bar').waitFor({ state: 'detached' })
}, LONG)

test('the help lists every shortcut, and none of them acts while Telex or VNI composes', async () => {
  const desk = await atDesk(demo.browser, demo.main.url, 'supervisor')
  await desk.locator('body').press('Shift+Slash')
  await desk.getByTestId('help').waitFor()
  const shown = await desk.getByTestId('help').locator('kbd').allTextContents()
  for (const key of ['J', 'K', 'Enter', 'R', 'N', 'A', 'I', 'E', 'S', 'L', '/', 'G', '?', 'Esc', 'Ctrl']) expect([key, shown.includes(key)]).toEqual([key, true])
  await sound(desk, 'help')
  await desk.keyboard.press('Escape')
  const before = await desk.evaluate(() => location.href)
  for (const code of ['KeyJ', 'KeyK', 'Enter', 'KeyT', 'KeyI', 'KeyR', 'KeyN', 'KeyM', 'KeyA', 'KeyE', 'KeyS', 'KeyL', 'KeyB', 'KeyP', 'KeyG', 'KeyC', 'Slash']) {
    await desk.evaluate((name) => { document.body.dispatchEvent(new KeyboardEvent('keydown', { code: name, isComposing: true, bubbles: true })) }, code)
  }
  expect(await desk.locator('dialog[open]').count()).toBe(0)
  expect(await desk.evaluate(() => location.href)).toBe(before)
}, LONG)
