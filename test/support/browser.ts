/** Chromium from its npm package: no download, no system package. */
import { copyFile, mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import chromium from '@sparticuz/chromium'
import { chromium as playwright, type Browser, type Page } from 'playwright-core'

export const PHONE = { width: 390, height: 844 }
export const DESKTOP = { width: 1366, height: 860 }

const OUTPUT = join(import.meta.dirname, '..', '..', 'test-output', 'screenshots')

const IMAGES = join(import.meta.dirname, '..', '..', 'docs', 'images')
const README_IMAGES: Record<string, string> = { 'story-zalo-3-conversation': 'desk.png', 'story-web-4-child-reads': 'chat.png' }

export async function launchBrowser(): Promise<Browser> {
  // The package's flags are made for one page in a cloud function: several people at once need processes of their own.
  const args = chromium.args.filter((flag) => !['--single-process', '--no-zygote'].includes(flag))
  return playwright.launch({ executablePath: await chromium.executablePath(), args, headless: true })
}

/** Keeps a picture as test output, for people to look at. */
export async function picture(page: Page, name: string): Promise<void> {
  await mkdir(OUTPUT, { recursive: true })
  await page.screenshot({ path: join(OUTPUT, `${name}.png`) })
  // `UPDATE_IMAGES=1 npm test` renews the pictures of the README.
  const shown = README_IMAGES[name]
  if (shown !== undefined && process.env['UPDATE_IMAGES'] === '1') await copyFile(join(OUTPUT, `${name}.png`), join(IMAGES, shown))
}
