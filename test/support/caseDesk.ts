/** What browser tests do on the pages of cases. */
import { readFile } from 'node:fs/promises'
import type { Browser, Page } from 'playwright-core'
import { expect } from 'vitest'
import { picture } from './browser.ts'
import { atDesk, axeFindings, openRow, webChild } from './deskBrowser.ts'

/** Waiting that a busy machine may stretch. */
export const SOON = { timeout: 20_000 }
export const LONG = 180_000

export const row = (page: Page, field: string) => page.locator(`[data-field="${field}"]`).first()
export const says = (page: Page, field: string) => row(page, field).locator('.answer-value').innerText()

export async function write(page: Page, field: string, value: string): Promise<void> {
  await row(page, field).locator('button.answer-value').click()
  await page.getByTestId('answer-value').fill(value)
  await page.getByTestId('answer-save').click()
}

export async function downloaded(page: Page, button: string): Promise<{ name: string; bytes: Buffer }> {
  const [file] = await Promise.all([page.waitForEvent('download'), page.getByTestId(button).click()])
  return { name: file.suggestedFilename(), bytes: await readFile(await file.path()) }
}

/** Nothing axe finds, nothing wider than the screen; a picture for people. */
export async function sound(page: Page, name: string): Promise<void> {
  await page.evaluate(() => Promise.all(document.getAnimations().map(({ finished }) => finished)))
  await picture(page, `cases-${name}`)
  expect(await axeFindings(page), name).toEqual([])
  expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth), `${name} is wider than the screen`).toBeLessThanOrEqual(0)
}

/** A child has told of harm; the case that opened by itself, at the counsellor's desk. */
export async function caseOf(browser: Browser, mainUrl: string, words: string): Promise<{ hoa: Page; url: string; number: string }> {
  const child = await webChild(mainUrl)
  await child.says(words)
  const hoa = await atDesk(browser, mainUrl, 'counsellor')
  await openRow(hoa, words)
  const number = await hoa.getByTestId('case-number').innerText()
  await hoa.getByTestId('case-number').click()
  await hoa.getByTestId('case-page').waitFor()
  return { hoa, url: hoa.url(), number }
}
