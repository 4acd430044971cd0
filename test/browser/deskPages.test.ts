/**
 * Every page of the desk (web/desk/placeList.ts and what hangs on it), for somebody who may go there: no finding of axe,
 * nothing wider than the screen, nothing cut off; on desktop, phone and at 200 % zoom, in both themes.
 */
import type { Browser as Chromium, BrowserContextOptions, Page } from 'playwright-core'
import { beforeAll, expect, test } from 'vitest'
import { PERMISSIONS } from '../../src/staff/permissions.ts'
import { PLACES } from '../../web/desk/placeList.ts'
import { DESKTOP, PHONE, picture } from '../support/browser.ts'
import { demoInBrowser } from '../support/demoBrowser.ts'
import { atDesk, axeFindings, deskDoor, openRow, webChild } from '../support/deskBrowser.ts'
import { DEMO_PASSWORD } from '../support/mainProcess.ts'

const demo = demoInBrowser()
const LONG = 300_000

/** 200 % of a laptop's screen is half its width and height (WCAG 1.4.4, 1.4.10). */
const ZOOMED = { width: DESKTOP.width / 2, height: DESKTOP.height / 2 }
const SIZES: Record<string, BrowserContextOptions> = {
  desktop: { viewport: DESKTOP },
  phone: { viewport: PHONE, isMobile: true, hasTouch: true },
  zoomed: { viewport: ZOOMED, deviceScaleFactor: 2 },
}
/** Colours do not know the size, nor sizes the colours: both themes on a desktop, one on each of the others. */
const SCREENS = ([['desktop', 'light'], ['desktop', 'dark'], ['phone', 'dark'], ['zoomed', 'light']] as const).map(([size, colorScheme]) => [`${size}-${colorScheme}`, { ...SIZES[size], colorScheme }] as const)

/** Who goes to a place in this test: the head where they may, else the administrator. */
const visitor = (action: (typeof PLACES)[number]['action']) => (PERMISSIONS.head.includes(action) ? 'head' : 'admin')
const paths = { talk: '', case: '' }

beforeAll(async () => {
  const words = ['ba đang cầm dao rượt con, con trốn trong nhà tắm', 'dượng hay sờ em lúc tối, em sợ, em ở Tiên Phước', 'lớp em tẩy chay em', 'con muốn xin học bổng', 'tụi mày im hết đi đồ vô dụng']
  for (const text of words) await (await webChild(demo.main.url)).says(text)
  const desk = await atDesk(demo.browser, demo.main.url, 'supervisor')
  await openRow(desk, 'im hết đi')
  await desk.getByTestId('block').click()
  await desk.getByRole('radio').first().check()
  await desk.getByTestId('block-note').fill('Chửi bới nhiều lần')
  await desk.getByTestId('block-confirm').click()
  await openRow(desk, 'dượng hay sờ')
  paths.talk = new URL(desk.url()).pathname.replace('/desk', '')
  const href = await desk.getByTestId('card').locator('a[href*="/cases/"]').first().getAttribute('href')
  paths.case = (href ?? '').replace('/desk', '')
  expect(paths.case).toMatch(/^\/cases\/.+/)
  await desk.context().close()
}, 120_000)

/**
 * What stands beyond the edge, is clipped by its own box or by the frame it stands in, and headings or buttons whose
 * words are broken in the middle. Only a table, a drawing or a transcript scrolls inside its own frame.
 */
function cutOff(): string[] {
  const width = document.documentElement.clientWidth
  const named = (element: Element) => `${element.tagName.toLowerCase()}.${element.className.toString().replaceAll(' ', '.')}: ${(element.getAttribute('aria-label') ?? element.textContent ?? '').trim().slice(0, 60)}`
  const shown = (element: Element) => element.checkVisibility({ opacityProperty: true, visibilityProperty: true }) && element.closest('.only-heard, [aria-hidden=true], svg') === null && element.getBoundingClientRect().width > 1
  const inFrame = (element: Element) => element.closest('table, .dialog-drawing') !== null
  const framesOf = (element: Element): Element[] => (element.parentElement && element.parentElement !== document.body ? [element.parentElement, ...framesOf(element.parentElement)] : [])
  const clips = (frame: Element) => getComputedStyle(frame).overflowX !== 'visible'
  const broken = (element: Element) => [...element.childNodes].filter((node) => node.nodeType === Node.TEXT_NODE).some((node) =>
    [...(node.textContent ?? '').matchAll(/[^\s/@-]+/g)].some(({ 0: word, index }) => {
      const range = document.createRange()
      range.setStart(node, index)
      range.setEnd(node, index + word.length)
      return new Set([...range.getClientRects()].map(({ top }) => Math.round(top))).size > 1
    }))
  const found: string[] = []
  for (const element of document.querySelectorAll('body *')) {
    const hasText = [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && (node.textContent ?? '').trim() !== '')
    if (!shown(element) || !(hasText || element.matches('a, button, summary, input, select, textarea'))) continue
    const { left, right } = element.getBoundingClientRect()
    if (!inFrame(element)) {
      if (right > width + 1 || left < -1) found.push(`beyond the edge: ${named(element)}`)
      const frame = framesOf(element).find(clips)?.getBoundingClientRect()
      if (frame && (right > frame.right + 1 || left < frame.left - 1)) found.push(`cut by its frame: ${named(element)}`)
    }
    const style = getComputedStyle(element)
    if (hasText && style.overflowX === 'hidden' && style.textOverflow !== 'ellipsis' && style.webkitLineClamp === 'none' && element.scrollWidth > element.clientWidth + 1) found.push(`clipped: ${named(element)}`)
    if (element.matches('th, button, summary, h1, h2, h3, dt, label, .button-quiet, .button-main') && broken(element)) found.push(`broken word: ${named(element)}`)
  }
  return found
}

async function sound(page: Page, name: string): Promise<string[]> {
  await page.evaluate(() => Promise.allSettled(document.getAnimations().filter((one) => one.effect?.getComputedTiming().endTime !== Infinity).map(({ finished }) => finished)).then(() => undefined))
  await picture(page, `desk-page-${name}`)
  const wider = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
  return [...await axeFindings(page), ...(wider > 0 ? [`${wider} px wider than the screen`] : []), ...await page.evaluate(cutOff)].map((problem) => `${name}: ${problem}`)
}

/** Goes there within the page, as a link does, and waits until it has its contents. */
async function visit(page: Page, path: string): Promise<void> {
  await page.goto(`${demo.main.url}/desk${path}`)
  await page.locator('main h1, main h2').first().waitFor({ state: 'attached' })
  await expect.poll(() => page.locator('main').getByText('Đang tải…').count(), { timeout: 20_000, interval: 100 }).toBe(0)
}

/** "/cases/<id>" → "cases-one". */
function nameOf(href: string): string {
  return href === '/' ? 'queue' : href.slice(1).replaceAll(/[0-9a-f-]{36}/g, 'one').replaceAll('/', '-')
}

/** Somebody at the desk, whatever their first page is. */
async function deskOf(browser: Chromium, who: string, options: BrowserContextOptions): Promise<Page> {
  const page = await deskDoor(browser, demo.main.url, options)
  await page.getByTestId('sign-in-email').fill(`${who}@demo.local`)
  await page.getByTestId('sign-in-password').fill(DEMO_PASSWORD)
  await page.getByTestId('sign-in-submit').click()
  await page.getByTestId('account').waitFor()
  return page
}

/** A phone with its keyboard up, and 200 % zoom: the places where little is left of the height. */
const LOW: Record<string, BrowserContextOptions> = { 'low-phone': { viewport: { width: PHONE.width, height: 500 }, isMobile: true, hasTouch: true }, 'low-zoomed': SIZES['zoomed'] ?? {} }

test.each(Object.entries(LOW))('while I answer under an alarm, what the child wrote last stays in sight on %s', async (name, options) => {
  const child = await webChild(demo.main.url)
  await child.says(`em buồn vì lớp em tẩy chay, ${name}`)
  const page = await deskOf(demo.browser, 'head', options)
  await page.getByTestId('alarm-banner').waitFor()
  await openRow(page, name)
  await page.getByTestId('claim').click()
  await page.getByTestId('reply-text').fill('Cô nghe em đây. Em kể tiếp cho cô nghe chuyện ở lớp nhé, cô đọc từng chữ.')
  const room = await page.locator('.transcript').evaluate((one) => one.clientHeight)
  expect(room, 'three lines and who said them').toBeGreaterThanOrEqual(130)
  await child.says('dạ, tụi nó viết tên em lên bảng')
  await expect.poll(() => page.locator('.transcript .message-text', { hasText: 'viết tên em lên bảng' }).evaluate((one) => {
    const { top, bottom } = one.getBoundingClientRect()
    const frame = one.closest('.transcript')?.getBoundingClientRect()
    return frame !== undefined && top >= frame.top && bottom <= frame.bottom
  }), { timeout: 20_000, interval: 250 }).toBe(true)
  expect(await sound(page, `${name}-answering`)).toEqual([])
}, LONG)

test.each(SCREENS)('every page is sound on %s', async (screen, options) => {
  const problems: string[] = []
  const door = await deskDoor(demo.browser, demo.main.url, options)
  problems.push(...await sound(door, `${screen}-sign-in`))
  await door.context().close()
  const pages = [...PLACES.map(({ href, action }) => ({ href, who: visitor(action) })), ...['/security', '/safeguards/holds', '/safeguards/purges', '/safeguards/log', '/safeguards/seals', '/dialogs/child', `/opened${paths.case}`, paths.talk, paths.case].map((href) => ({ href, who: 'head' }))]
  for (const who of ['head', 'admin']) {
    const page = await deskOf(demo.browser, who, options)
    for (const { href } of pages.filter((one) => one.who === who)) {
      await visit(page, href)
      problems.push(...await sound(page, `${screen}-${nameOf(href)}`))
    }
    await page.context().close()
  }
  expect(problems).toEqual([])
}, LONG)
