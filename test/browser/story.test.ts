/** The main job on each channel: a child writes, is answered, judged, taken over by a counsellor, reads their words, and the talk closes. */
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { DESKTOP, launchBrowser, PHONE, picture } from '../support/browser.ts'
import { DEMO_PASSWORD, startMain, type MainProcess } from '../support/mainProcess.ts'
import { temporaryDirectory } from '../support/runningService.ts'

let main: MainProcess
let browser: Browser

beforeAll(async () => {
  main = await startMain(await temporaryDirectory())
  browser = await launchBrowser()
}, 90_000)
afterAll(async () => {
  await browser.close()
  expect(await main.stop()).toBe('0')
})

/** A child on one channel: how they write, and where they read. */
type Child = { page: Page; says(text: string): Promise<void>; reads(text: string): Promise<void> }

async function onWebChat(): Promise<Child> {
  const page = await (await browser.newContext({ viewport: PHONE, locale: 'vi-VN' })).newPage()
  await page.goto(`${main.url}/chat`)
  const start = page.getByTestId('chat-start')
  await page.getByTestId('chat-input').or(start).first().waitFor()
  if (await start.isVisible()) await start.click()
  return child(page, { input: 'chat-input', send: 'chat-send', bubble: 'chat-bubble' })
}

async function onSimulator(channel: 'zalo' | 'messenger'): Promise<Child> {
  const page = await (await browser.newContext({ viewport: DESKTOP, locale: 'vi-VN' })).newPage()
  await page.goto(`${main.url}/simulator`)
  await page.getByTestId(`sim-channel-${channel}`).click()
  await page.getByTestId('sim-input').or(page.getByTestId('sim-new-person')).first().waitFor()
  if (await page.getByTestId('sim-input').count() === 0) await page.getByTestId('sim-new-person').click()
  return child(page, { input: 'sim-input', send: 'sim-send', bubble: 'sim-bubble' })
}

function child(page: Page, ids: { input: string; send: string; bubble: string }): Child {
  return {
    page,
    async says(text) {
      await page.getByTestId(ids.input).fill(text)
      await page.getByTestId(ids.send).click()
    },
    async reads(text) {
      await page.getByTestId(ids.bubble).filter({ hasText: text }).first().waitFor({ timeout: 15_000 })
    },
  }
}

async function signIn(email: string): Promise<Page> {
  const page = await (await browser.newContext({ viewport: DESKTOP, locale: 'vi-VN' })).newPage()
  await page.goto(`${main.url}/desk`)
  await page.getByTestId('sign-in-email').fill(email)
  await page.getByTestId('sign-in-password').fill(DEMO_PASSWORD)
  await page.getByTestId('sign-in-submit').click()
  await page.getByTestId('queue').waitFor()
  return page
}

const CHANNELS = { web: onWebChat, zalo: () => onSimulator('zalo'), messenger: () => onSimulator('messenger') }

test.each(Object.keys(CHANNELS) as (keyof typeof CHANNELS)[])('the whole story on %s', async (channel) => {
  const desk = await signIn('counsellor@demo.local')
  const visitor = await CHANNELS[channel]()

  // The child writes; a safe answer says at once that it is a machine, and the numbers when there is danger.
  await visitor.says('chào ạ')
  await visitor.reads('máy')
  await visitor.says('cuu con voi, ba con dang cam dao ruot me con')
  await visitor.reads('113')
  await picture(visitor.page, `story-${channel}-1-child`)

  // The most urgent child stands first in the queue, with an alarm, and a case is open.
  const row = desk.getByTestId('queue-row').first()
  await expect.poll(() => row.getAttribute('data-urgency')).toBe('emergency')
  await desk.getByTestId('alarm-banner').waitFor()
  await picture(desk, `story-${channel}-2-queue`)
  await row.click()
  await desk.getByTestId('evidence').first().waitFor()
  expect(await desk.getByTestId('evidence').first().textContent()).toMatch(/dao|ba con|cuu/)
  await expect.poll(() => desk.getByTestId('case-number').first().textContent()).toMatch(/\d{4}-\d{6}/)
  await desk.getByTestId('clock').first().waitFor()

  // A counsellor takes over: the bot falls silent, the child reads the human's words.
  await desk.getByTestId('claim').click()
  await desk.getByTestId('reply-text').fill('Cô là Hoa, cô đang đọc tin của con đây. Con đang ở chỗ an toàn chưa?')
  await desk.getByTestId('reply-send').click()
  await visitor.reads('Cô là Hoa')
  await visitor.says('da con dang o nha ba noi')
  await desk.getByTestId('message').filter({ hasText: 'nha ba noi' }).waitFor()
  await picture(desk, `story-${channel}-3-conversation`)
  await picture(visitor.page, `story-${channel}-4-child-reads`)

  // A private note, a lower level with a reason, and the close.
  await desk.getByTestId('note-text').fill('Con đã sang nhà bà nội, đã báo công an xã.')
  await desk.getByTestId('note-save').click()
  await desk.getByTestId('note').filter({ hasText: 'bà nội' }).waitFor()
  await desk.getByTestId('level-select').selectOption('high')
  await desk.getByTestId('level-reason').fill('Con đã ở nơi an toàn')
  await desk.getByTestId('level-save').click()
  await picture(desk, `story-${channel}-6-level`)
  await desk.getByTestId('close').click()
  await desk.getByTestId('close-reason').selectOption('helped')
  await picture(desk, `story-${channel}-5-close`)
  await desk.getByTestId('close-confirm').click()
  await expect.poll(() => desk.getByTestId('queue-row').count()).toBe(0)
})
