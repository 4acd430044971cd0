/** At night a counsellor finds an old case that is not hers, gives a reason, and reads it. */
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readConfig } from '../../src/config.ts'
import { seedDemoCentre } from '../../src/directory/index.ts'
import { createLog } from '../../src/log.ts'
import { startService, type Service } from '../../src/service.ts'
import { seedDemoStaff } from '../../src/staff/index.ts'
import { DESKTOP, launchBrowser, PHONE } from '../support/browser.ts'
import { sound } from '../support/caseDesk.ts'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'
import { atDesk, webChild } from '../support/deskBrowser.ts'
import { eventually } from '../support/eventually.ts'
import { DEMO_PASSWORD } from '../support/mainProcess.ts'
import { temporaryDirectory } from '../support/runningService.ts'

let database: TestDatabase
let service: Service
let browser: Browser
beforeAll(async () => {
  database = await createTestDatabase()
  await seedDemoCentre(database.db.prisma)
  await seedDemoStaff(database.db, DEMO_PASSWORD)
  service = await startService({ config: readConfig({ NODE_ENV: 'test', PORT: '0', DATA_DIR: await temporaryDirectory() }), databaseUrl: database.url, log: createLog('silent') })
  browser = await launchBrowser()
}, 90_000)
afterAll(async () => {
  await browser.close()
  await service.stop()
  await database.drop()
})

const SCREENS = { 'desktop-light': { viewport: DESKTOP, colorScheme: 'light' }, 'phone-dark': { viewport: PHONE, colorScheme: 'dark', isMobile: true, hasTouch: true } } as const

test.each(Object.entries(SCREENS))('an old case opens for a reason on %s', async (screen, options) => {
  const { pool } = database.db
  await (await webChild(service.url)).says('dượng hay sờ em lúc tối, em sợ')
  const old = await eventually(async () => {
    const { rows: [row] } = await pool.query<{ id: string; number: string }>(`select id, number from case_record where state <> 'closed'`)
    if (!row) throw new Error('the case is not open yet')
    return row
  })
  await pool.query(`update case_record set state = 'closed', outcome = 'safe', closed_at = now() - interval '200 days'`)
  await pool.query(`update conversation set state = 'closed', owner_kind = 'bot', owner_id = null, waiting_since = null, review = false, close_reason = 'helped', closed_at = now() - interval '200 days'`)
  const hoa = await atDesk(browser, service.url, 'counsellor', options)
  await hoa.goto(`${service.url}/desk/cases/${old.id}`)
  await hoa.getByTestId('out-of-reach').waitFor()
  await sound(hoa, `reach-${screen}`)
  await hoa.getByRole('radio', { name: 'vừa liên hệ lại' }).check()
  await hoa.getByTestId('reach-open').click()
  await hoa.getByTestId('case-page').getByText(old.number).first().waitFor()
  const { rows } = await pool.query(`select reason from access_log where action = 'case.reach' and subject_id = $1`, [old.id])
  expect(rows).toEqual([{ reason: 'same-child' }])
  // The head reads it in words.
  const head = await atDesk(browser, service.url, 'head', options)
  await head.goto(`${service.url}/desk/opened/cases/${old.id}`)
  await head.locator('[data-action="case.reach"]').filter({ hasText: 'vừa liên hệ lại' }).first().waitFor()
}, 120_000)
