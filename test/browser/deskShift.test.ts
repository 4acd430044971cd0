/** A whole shift without a mouse, and the rarer screens of the desk: blocks, ready sentences, quality. */
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { DESKTOP, PHONE, picture } from '../support/browser.ts'
import { demoInBrowser } from '../support/demoBrowser.ts'
import { atDesk, axeFindings, deskDoor, goTo, openRow, webChild } from '../support/deskBrowser.ts'
import { DEMO_PASSWORD } from '../support/mainProcess.ts'

const demo = demoInBrowser()

const SOON = { timeout: 20_000, interval: 250 }
const LONG = 240_000

/** Types into the palette and takes what it offers first. */
async function command(desk: Page, typed: string, offered: string) {
  await desk.keyboard.press('Control+k')
  await desk.getByTestId('palette').waitFor()
  await desk.keyboard.type(typed)
  await desk.locator('[data-testid=picker-option][aria-selected=true]').filter({ hasText: offered }).waitFor()
  await desk.keyboard.press('Enter')
  await desk.getByTestId('palette').waitFor({ state: 'detached' })
}

const focused = (desk: Page) => desk.evaluate(() => document.activeElement?.getAttribute('data-testid') ?? document.activeElement?.id)

test('a full shift by keyboard alone: sign in, take the neediest, ready sentence, reply, note, lower, hand over, block, close, sign out', async () => {
  const [first, second, third] = [await webChild(demo.main.url), await webChild(demo.main.url), await webChild(demo.main.url)]
  await first.says('dượng hay sờ em lúc tối, em sợ lắm')
  await second.says('lớp em tẩy chay em')
  await third.says('tụi mày im hết đi, đồ vô dụng')
  const nam = await atDesk(demo.browser, demo.main.url, 'counsellor2')
  const desk = await deskDoor(demo.browser, demo.main.url)
  const { keyboard } = desk
  await keyboard.type('counsellor@demo.local')
  await keyboard.press('Tab')
  await keyboard.type(DEMO_PASSWORD)
  await keyboard.press('Enter')
  await desk.getByTestId('queue-row').nth(1).waitFor()

  // T: the neediest becomes mine. The ready sentence is put in, read, and sent by me.
  await keyboard.press('t')
  await desk.getByTestId('reply-text').waitFor()
  expect(await desk.getByTestId('conversation').locator('.level').first().innerText()).toContain('Rất gấp')
  await keyboard.press('r')
  expect(await focused(desk)).toBe('reply-text')
  await keyboard.press('/')
  await desk.getByTestId('canned').waitFor()
  await keyboard.type('tin em')
  await desk.locator('[data-testid=picker-option][aria-selected=true]').filter({ hasText: 'Tin em' }).waitFor()
  await keyboard.press('Enter')
  await desk.getByTestId('canned').waitFor({ state: 'detached' })
  await keyboard.press('Control+Enter')
  await expect.poll(() => first.heard(), SOON).toContain('Cảm ơn em đã kể. Cô tin em. Em làm đúng khi nói ra.')

  // The palette opens from within the reply box; the note is a command like any other.
  await command(desk, 'ghi chu', 'ghi chú')
  await expect.poll(() => focused(desk), SOON).toBe('note-text')
  await keyboard.type('Đang ở với bà, hẹn gọi xã sáng mai')
  await keyboard.press('Control+Enter')
  await desk.getByTestId('note').filter({ hasText: 'hẹn gọi xã' }).waitFor()
  await keyboard.press('Escape')

  // Hand over: A, the colleague by arrow keys, a word for them.
  await keyboard.press('a')
  await desk.getByTestId('transfer-dialog').waitFor()
  await desk.locator('.choice', { hasText: 'Nam' }).getByRole('radio').focus()
  await keyboard.press('Space')
  await tabTo(desk, 'transfer-note')
  await keyboard.type('Em theo giúp chị')
  await tabTo(desk, 'transfer-confirm')
  await keyboard.press('Enter')
  await expect.poll(() => desk.getByTestId('owner').innerText(), SOON).toBe('Nam')
  await nam.getByTestId('view-mine').click()
  await nam.getByTestId('queue-row').filter({ hasText: 'dượng' }).waitFor()

  // The next by the palette, from wherever one is.
  await keyboard.press('g')
  await keyboard.press('l')
  await desk.getByTestId('roster').waitFor()
  await command(desk, 'nhan nguoi', 'Nhận người cần nhất')
  await desk.getByTestId('message').filter({ hasText: 'tẩy chay' }).waitFor()
  await keyboard.press('e')
  await desk.getByTestId('close-dialog').waitFor()
  await tabTo(desk, 'close-reason')
  await keyboard.press('ArrowDown')
  await tabTo(desk, 'close-confirm')
  await keyboard.press('Enter')
  await expect.poll(() => focused(desk), SOON).toBe('take-next')

  // A talk by its words, and who only insults is kept away.
  await keyboard.press('g')
  await keyboard.press('q')
  await desk.getByTestId('view-all').focus()
  await keyboard.press('Enter')
  await desk.getByTestId('queue-row').filter({ hasText: 'im hết đi' }).waitFor()
  await command(desk, 'im het di', 'im hết đi')
  await desk.getByTestId('claim').waitFor()
  await keyboard.press('i')
  await desk.getByTestId('reply-text').waitFor()
  await tabTo(desk, 'block')
  await keyboard.press('Enter')
  await desk.getByTestId('block-dialog').waitFor()
  await keyboard.press('Space')
  await tabTo(desk, 'block-note')
  await keyboard.type('Chỉ chửi, không trả lời câu hỏi nào')
  await tabTo(desk, 'block-confirm')
  await keyboard.press('Enter')
  await desk.getByTestId('block-bar').waitFor()
  await expect.poll(() => third.heard(), SOON).toEqual(expect.arrayContaining([expect.stringContaining('Kênh này hiện không trả lời')]))
  await picture(desk, 'desk-blocked')

  await command(desk, 'bi chan', 'Người đang bị chặn')
  await desk.getByTestId('block-item').first().waitFor()
  await keyboard.press('Shift+Slash')
  await desk.getByTestId('help').waitFor()
  await picture(desk, 'desk-help')
  await keyboard.press('Escape')
  await tabTo(desk, 'account')
  await keyboard.press('Enter')
  await tabTo(desk, 'sign-out')
  await keyboard.press('Enter')
  await desk.getByTestId('sign-in-email').waitFor()
}, LONG)

/** Presses Tab until this has the focus. */
async function tabTo(desk: Page, testId: string): Promise<void> {
  for (let presses = 0; presses < 80; presses += 1) {
    if (await focused(desk) === testId) return
    await desk.keyboard.press('Tab')
  }
  throw new Error(`Tab never reaches ${testId}`)
}

test('while Telex composes no key is taken: neither the palette\'s nor a single one', async () => {
  const desk = await atDesk(demo.browser, demo.main.url, 'counsellor')
  const composing = (code: string, more: object) => desk.evaluate(([name, init]) => {
    document.activeElement?.dispatchEvent(new KeyboardEvent('keydown', { code: name, isComposing: true, bubbles: true, ...init }))
  }, [code, more] as const)
  await composing('KeyK', { ctrlKey: true })
  await composing('Slash', { shiftKey: true })
  expect(await desk.locator('dialog[open]').count()).toBe(0)
  await desk.keyboard.press('Control+k')
  await desk.getByTestId('palette').waitFor()
}, LONG)

const SCREENS = {
  'desktop-light': { viewport: DESKTOP, colorScheme: 'light' },
  'desktop-dark': { viewport: DESKTOP, colorScheme: 'dark' },
  'phone-light': { viewport: PHONE, colorScheme: 'light', isMobile: true, hasTouch: true },
  'phone-dark': { viewport: { width: 360, height: 740 }, colorScheme: 'dark', isMobile: true, hasTouch: true },
  // 200 % of a laptop's screen is half its width (WCAG 1.4.4, 1.4.10).
  'zoomed': { viewport: { width: 683, height: 430 }, colorScheme: 'light', deviceScaleFactor: 2 },
} as const

test.each(Object.entries(SCREENS))('blocks, ready sentences, quality, palette and help are sound on %s', async (screen, options) => {
  const calm = await webChild(demo.main.url)
  await calm.says(`con muốn hỏi học bổng ${screen}`)
  const lan = await atDesk(demo.browser, demo.main.url, 'supervisor', options)
  await openRow(lan, `học bổng ${screen}`)
  await lan.getByTestId('claim').click()
  await lan.getByTestId('reply-text').waitFor()
  await lan.getByTestId('close').click()
  await lan.getByTestId('close-reason').selectOption('helped')
  await lan.getByTestId('close-confirm').click()
  await lan.getByTestId('close-dialog').waitFor({ state: 'detached' })

  await goTo(lan, 'blocked')
  await lan.getByTestId('blocks').locator('.block-item, .empty').first().waitFor()
  await sound(lan, screen, 'blocks')
  await goTo(lan, 'canned')
  await lan.getByTestId('canned-item').first().waitFor()
  await sound(lan, screen, 'canned-page')
  await lan.getByTestId('canned-item').nth(1).click()
  await lan.getByTestId('canned-text').fill('Tại sao em không nói sớm?')
  await lan.getByText('hỏi').first().waitFor()
  await sound(lan, screen, 'canned-dialog')
  await lan.keyboard.press('Escape')
  await goTo(lan, 'quality')
  await lan.getByTestId('quality-item').first().click()
  await lan.getByTestId('quality-save').waitFor()
  await lan.getByRole('radio').nth(1).check()
  await sound(lan, screen, 'quality')
  await lan.getByTestId('palette-open').click()
  await lan.getByTestId('palette').waitFor()
  await sound(lan, screen, 'palette')
  await lan.keyboard.press('Escape')
  await lan.getByTestId('more-places').click()
  await sound(lan, screen, 'more-places')
}, LONG)

async function sound(page: Page, screen: string, name: string): Promise<void> {
  await page.evaluate(() => Promise.allSettled(document.getAnimations().map(({ finished }) => finished)).then(() => undefined))
  await picture(page, `desk-${screen}-${name}`)
  expect(await axeFindings(page), name).toEqual([])
  expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth), `${name} is wider than the screen`).toBeLessThanOrEqual(0)
}

test('a supervisor writes a ready sentence, a counsellor finds it; a review of missed danger flags the talk', async () => {
  const lan = await atDesk(demo.browser, demo.main.url, 'supervisor')
  await goTo(lan, 'canned')
  await lan.getByTestId('canned-add-listen').click()
  await lan.getByTestId('canned-title').fill('Cùng đọc')
  await lan.getByTestId('canned-text').fill('Cô đang đọc đây, em cứ viết.')
  await lan.getByTestId('canned-save').click()
  await lan.getByTestId('canned-item').filter({ hasText: 'Cùng đọc' }).waitFor()
  const child = await webChild(demo.main.url)
  await child.says('em buồn, câu mẫu mới')
  const hoa = await atDesk(demo.browser, demo.main.url, 'counsellor')
  await openRow(hoa, 'câu mẫu mới')
  await hoa.getByTestId('claim').click()
  await hoa.getByTestId('reply-text').press('/')
  await hoa.getByTestId('picker-input').fill('cung doc')
  await hoa.getByTestId('picker-option').click()
  expect(await hoa.getByTestId('reply-text').inputValue()).toBe('Cô đang đọc đây, em cứ viết.')

  await goTo(lan, 'quality')
  await lan.getByTestId('quality-item').first().waitFor()
  const before = await lan.getByTestId('quality-item').count()
  await lan.getByTestId('quality-item').first().click()
  await lan.getByRole('radio', { name: 'Rất gấp' }).check()
  await lan.getByTestId('quality-save').click()
  await expect.poll(() => lan.getByTestId('quality-item').count(), SOON).toBe(before - 1)
  await expect.poll(() => lan.getByTestId('quality-figures').innerText(), SOON).toMatch(/Bỏ sót nguy hiểm\s*1/)
}, LONG)
