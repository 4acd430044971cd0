/** At night a counsellor finds an old case that is not hers, gives a reason, and reads it. */
import { expect, test } from 'vitest'
import { DESKTOP, PHONE } from '../support/browser.ts'
import { sound } from '../support/caseDesk.ts'
import { atDesk, webChild } from '../support/deskBrowser.ts'
import { eventually } from '../support/eventually.ts'
import { serviceInBrowser } from '../support/serviceInBrowser.ts'

const here = serviceInBrowser()

const SCREENS = { 'desktop-light': { viewport: DESKTOP, colorScheme: 'light' }, 'phone-dark': { viewport: PHONE, colorScheme: 'dark', isMobile: true, hasTouch: true } } as const

test.each(Object.entries(SCREENS))('an old case opens for a reason on %s', async (screen, options) => {
  const { pool } = here.database.db
  await (await webChild(here.service.url)).says('dượng hay sờ em lúc tối, em sợ')
  const old = await eventually(async () => {
    const { rows: [row] } = await pool.query<{ id: string; number: string }>(`select id, number from case_record where state <> 'closed'`)
    if (!row) throw new Error('the case is not open yet')
    return row
  })
  await pool.query(`update case_record set state = 'closed', outcome = 'safe', closed_at = now() - interval '200 days'`)
  await pool.query(`update conversation set state = 'closed', owner_kind = 'bot', owner_id = null, waiting_since = null, review = false, close_reason = 'helped', closed_at = now() - interval '200 days'`)
  const hoa = await atDesk(here.browser, here.service.url, 'counsellor', options)
  await hoa.goto(`${here.service.url}/desk/cases/${old.id}`)
  await hoa.getByTestId('out-of-reach').waitFor()
  await sound(hoa, `reach-${screen}`)
  await hoa.getByRole('radio', { name: 'vừa liên hệ lại' }).check()
  await hoa.getByTestId('reach-open').click()
  await hoa.getByTestId('case-page').getByText(old.number).first().waitFor()
  const { rows } = await pool.query(`select reason from access_log where action = 'case.reach' and subject_id = $1`, [old.id])
  expect(rows).toEqual([{ reason: 'same-child' }])
  // The head reads it in words.
  const head = await atDesk(here.browser, here.service.url, 'head', options)
  await head.goto(`${here.service.url}/desk/opened/cases/${old.id}`)
  await head.locator('[data-action="case.reach"]').filter({ hasText: 'vừa liên hệ lại' }).first().waitFor()
}, 120_000)
