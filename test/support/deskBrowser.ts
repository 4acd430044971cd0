/** People around the desk, for browser tests: a child in the web chat by its API, and staff in browsers. */
import { readFile } from 'node:fs/promises'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { DESKTOP } from './browser.ts'
import { DEMO_PASSWORD } from './mainProcess.ts'

export type WebChild = { says(text: string): Promise<void>; heard(): Promise<string[]> }

/** A child in the web chat. `heard` is everything that was said to them, oldest first. */
export async function webChild(url: string): Promise<WebChild> {
  const session: { token: string } = await (await fetch(`${url}/chat/api/session`, { method: 'POST' })).json()
  const headers = { Authorization: `Bearer ${session.token}`, 'Content-Type': 'application/json' }
  return {
    async says(text) {
      const response = await fetch(`${url}/chat/api/messages`, { method: 'POST', headers, body: JSON.stringify({ clientId: crypto.randomUUID(), text }) })
      if (response.status !== 202) throw new Error(`the chat answered ${response.status}`)
    },
    async heard() {
      const response = await fetch(`${url}/chat/api/messages`, { headers })
      if (response.status !== 200) throw new Error(`the chat answered ${response.status}`)
      const { messages }: { messages: { author: string; text: string }[] } = await response.json()
      return messages.filter(({ author }) => author !== 'person').map(({ text }) => text)
    },
  }
}

/** A browser at the door of the desk. */
export async function deskDoor(browser: Browser, url: string, options: BrowserContextOptions = {}): Promise<Page> {
  const page = await (await browser.newContext({ viewport: DESKTOP, locale: 'vi-VN', ...options })).newPage()
  await page.goto(`${url}/desk/`)
  await page.getByTestId('sign-in-email').waitFor()
  return page
}

/** Somebody of the demo staff at their desk. */
export async function atDesk(browser: Browser, url: string, who: string, options: BrowserContextOptions = {}): Promise<Page> {
  const page = await deskDoor(browser, url, options)
  await page.getByTestId('sign-in-email').fill(`${who}@demo.local`)
  await page.getByTestId('sign-in-password').fill(DEMO_PASSWORD)
  await page.getByTestId('sign-in-submit').click()
  await page.getByTestId('queue').waitFor()
  return page
}

/** Opens the conversation whose last words contain this. */
export async function openRow(page: Page, words: string): Promise<void> {
  await page.getByTestId('view-all').click()
  await page.getByTestId('queue-row').filter({ hasText: words }).click()
  await page.getByTestId('message').first().waitFor({ state: 'attached' })
}

const AXE = new URL('../../node_modules/axe-core/axe.min.js', import.meta.url)
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

/** What axe finds wrong with the page as it stands: rule and first element, none when all is well. */
export async function axeFindings(page: Page): Promise<string[]> {
  // What is fading in is judged as it will stand.
  await page.evaluate('document.getAnimations().filter((one) => one.effect?.getComputedTiming().endTime !== Infinity).forEach((one) => one.finish())')
  await page.evaluate(await readFile(AXE, 'utf8'))
  const findings: { id: string; nodes: { html: string }[] }[] = await page.evaluate(`axe.run(document, { runOnly: ${JSON.stringify(RULES)} }).then(({ violations }) => violations)`)
  return findings.map(({ id, nodes }) => `${id}: ${nodes[0]?.html.slice(0, 160)}`)
}

/** Goes to a place by its icon: in the bar, or in the menu of the rarer ones. */
export async function goTo(page: Page, icon: string): Promise<void> {
  const place = page.getByTestId(`place-${icon}`)
  if (!(await place.isVisible())) await page.getByTestId('more-places').click()
  await place.click()
}
