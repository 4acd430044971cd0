/** Chromium out of an npm package, headless: nothing to install, nothing to download. */
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import chromium from '@sparticuz/chromium'
import { chromium as playwright, type Browser, type Page } from 'playwright-core'
import * as z from 'zod'

export async function openBrowser(): Promise<Browser> {
  // In one process, closing one page's context would end the whole browser.
  const args = chromium.args.filter((argument) => argument !== '--single-process')
  return playwright.launch({ executablePath: await chromium.executablePath(), args, headless: true })
}

const found = z.object({ violations: z.array(z.object({ id: z.string(), nodes: z.array(z.object({ html: z.string() })) })) })

/** What axe-core finds wrong with the page as it stands: rule and element, empty when nothing. */
export async function accessibilityProblems(page: Page): Promise<string[]> {
  await page.evaluate(await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8'))
  const { violations } = found.parse(await page.evaluate('axe.run()'))
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 160)}`))
}
