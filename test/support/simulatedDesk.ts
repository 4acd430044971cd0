/** The whole service with simulated platforms and demo staff, and Chromium beside it, for one file of browser tests. */
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll } from 'vitest'
import { seedDemoCentre } from '../../src/directory/index.ts'
import { startSimulator, type Simulator } from '../../src/simulator/index.ts'
import { seedDemoStaff } from '../../src/staff/index.ts'
import { startSession } from '../../src/staff/session.ts'
import { DESKTOP, launchBrowser } from './browser.ts'
import { createTestDatabase, type TestDatabase } from './database.ts'
import { freePort } from './freePort.ts'
import { runService, temporaryDirectory, type RunningService } from './runningService.ts'

type Parts = { database: TestDatabase; sim: Simulator; service: RunningService; browser: Browser; base: string }

/** Starts everything before the file's tests and stops it after. */
export function simulatedDesk() {
  let parts: Parts | undefined
  const there = (): Parts => {
    if (!parts) throw new Error('the service has not started')
    return parts
  }
  beforeAll(async () => {
    const database = await createTestDatabase()
    await seedDemoCentre(database.db.prisma)
    await seedDemoStaff(database.db, 'mật khẩu thử nghiệm')
    const sim = await startSimulator()
    const port = await freePort()
    const base = `http://127.0.0.1:${port}`
    const service = await runService({ ...sim.settings(), PORT: String(port), PUBLIC_URL: base, DATABASE_URL: database.url, DATA_DIR: await temporaryDirectory(), MASTER_KEY: Buffer.alloc(32, 7).toString('base64') })
    sim.connect(service.url)
    parts = { database, sim, service, base, browser: await launchBrowser() }
  }, 90_000)
  afterAll(async () => {
    await parts?.browser.close()
    await parts?.service.stop()
    await parts?.sim.close()
    await parts?.database.drop()
  })

  /** A signed-in browser at one path of the desk; the door itself is desk.test.ts. */
  async function at(who: string, path: string, options: BrowserContextOptions = { viewport: DESKTOP }): Promise<Page> {
    const { database, browser, base } = there()
    const { rows: [staff] } = await database.db.pool.query<{ id: string }>('select id from staff where email = $1', [`${who}@demo.local`])
    const { token } = await startSession(database.db.pool, staff?.id ?? '')
    const context = await browser.newContext({ locale: 'vi-VN', ...options })
    await context.addCookies([{ name: 'desk', value: token, url: base, httpOnly: true, sameSite: 'Strict' }])
    const page = await context.newPage()
    await page.goto(`${base}/desk${path}`)
    return page
  }
  return { at, get database() { return there().database }, get sim() { return there().sim } }
}
