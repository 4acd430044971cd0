/** The whole service in this process, with the demo's Centre and staff on a database that the test may change, and Chromium beside it, for one file of browser tests. */
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll } from 'vitest'
import { readConfig } from '../../src/config.ts'
import { seedDemoCentre } from '../../src/directory/index.ts'
import { createLog } from '../../src/log.ts'
import { startService, type Service } from '../../src/service.ts'
import { seedDemoStaff } from '../../src/staff/index.ts'
import { launchBrowser } from './browser.ts'
import { createTestDatabase, type TestDatabase } from './database.ts'
import { DEMO_PASSWORD } from './mainProcess.ts'
import { temporaryDirectory } from './runningService.ts'

type Parts = { database: TestDatabase; service: Service; browser: Browser }

/** Starts all three before the file's tests and stops them after; they are there once a test runs. */
export function serviceInBrowser(): Parts {
  const parts: Partial<Parts> = {}
  beforeAll(async () => {
    const database = await createTestDatabase()
    parts.database = database
    await seedDemoCentre(database.db.prisma)
    await seedDemoStaff(database.db, DEMO_PASSWORD)
    parts.service = await startService({ config: readConfig({ NODE_ENV: 'test', PORT: '0', DATA_DIR: await temporaryDirectory() }), databaseUrl: database.url, log: createLog('silent') })
    parts.browser = await launchBrowser()
  }, 90_000)
  afterAll(async () => {
    await parts.browser?.close()
    await parts.service?.stop()
    await parts.database?.drop()
  })
  const there = <T>(one: T | undefined): T => {
    if (one === undefined) throw new Error('the service has not started')
    return one
  }
  return { get database() { return there(parts.database) }, get service() { return there(parts.service) }, get browser() { return there(parts.browser) } }
}
