/** The demo service as `npm start` runs it, and Chromium beside it, for one file of browser tests. */
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll } from 'vitest'
import { launchBrowser } from './browser.ts'
import { startMain, type MainProcess } from './mainProcess.ts'
import { temporaryDirectory } from './runningService.ts'

export type Demo = { main: MainProcess; browser: Browser }

/** Starts both before the file's tests and stops them after; `main` and `browser` are there once a test runs. */
export function demoInBrowser(): Demo {
  const demo: Partial<Demo> = {}
  beforeAll(async () => {
    demo.main = await startMain(await temporaryDirectory())
    demo.browser = await launchBrowser()
  }, 90_000)
  afterAll(async () => {
    await demo.browser?.close()
    await demo.main?.stop()
  })
  const there = <T>(one: T | undefined): T => {
    if (one === undefined) throw new Error('the demo has not started')
    return one
  }
  return { get main() { return there(demo.main) }, get browser() { return there(demo.browser) } }
}
