/** In a real browser: my own accounts, a test to myself, words that failed sent again, a picture fetched again. */
import { expect, test } from 'vitest'
import { PHONE, picture } from '../support/browser.ts'
import { axeFindings } from '../support/deskBrowser.ts'
import { eventually } from '../support/eventually.ts'
import { simulatedDesk } from '../support/simulatedDesk.ts'

const here = simulatedDesk()

const LONG = 180_000

test('the administrator links an account with a code from the phone, sends a test there, and looks for missed messages', async () => {
  const page = await here.at('admin', '/channels')
  await page.getByTestId('test-messenger').click()
  await page.getByTestId('said-messenger').getByText('Chưa liên kết tài khoản').waitFor()
  await page.getByTestId('link-messenger').click()
  const code = (await page.getByTestId('link-code').textContent()) ?? ''
  await picture(page, 'channels-link')
  expect(await axeFindings(page)).toEqual([])
  const phone = here.sim.messenger.person()
  await phone.says(code)
  await page.locator('[data-testid=mine-messenger][data-linked=true]').waitFor()
  expect(await page.getByTestId('link-code').count()).toBe(0)
  await page.getByTestId('test-messenger').click()
  await page.getByTestId('said-messenger').getByText('Đã gửi.').waitFor()
  await eventually(() => expect(phone.inbox.at(-1)?.text).toContain('Tin thử'))
  await page.getByTestId('recover-messenger').click()
  await page.getByTestId('said-messenger').getByText('Đã lấy thêm').waitFor()
  await picture(page, 'channels-linked')
  const dark = await here.at('admin', '/channels', { viewport: PHONE, colorScheme: 'dark', isMobile: true, hasTouch: true })
  await dark.getByTestId('mine-messenger').scrollIntoViewIfNeeded()
  expect(await axeFindings(dark)).toEqual([])
  await picture(dark, 'channels-phone-dark')
}, LONG)

test('a counsellor sees why words did not go and sends them again by the keyboard; a picture that was not fetched is tried again', async () => {
  const child = here.sim.zalo.person()
  await child.says('Em muốn gặp người thật')
  await eventually(() => expect(child.inbox.length).toBeGreaterThan(0))
  await child.sends('image')
  const { rows: [row] } = await here.database.db.pool.query<{ id: string }>('select conversation_id as id from message where provider_message_id = $1', [child.chat[0]?.id])
  await eventually(async () => expect((await here.database.db.pool.query(`update media set state = 'failed', error_code = 'network', attempts = 6, content_enc = null where state = 'stored'`)).rowCount).toBe(1))
  const page = await here.at('counsellor', `/c/${row?.id}`)
  await page.getByTestId('claim').click()
  here.sim.zalo.faults.next({ kind: 'error', code: -211 })
  await page.getByTestId('reply-text').fill('Cô đây, cô nghe em.')
  await page.getByTestId('reply-send').click()
  await page.getByText('Đã hết số tin được gửi.').waitFor()
  await page.getByTestId('send-again').waitFor()
  expect(await axeFindings(page)).toEqual([])
  await picture(page, 'send-again')
  await page.getByTestId('send-again').focus()
  await page.keyboard.press('Enter')
  await eventually(() => expect(child.inbox.at(-1)?.text).toBe('Cô đây, cô nghe em.'))
  await page.getByTestId('send-again').waitFor({ state: 'detached' })
  await page.getByTestId('media-again').click()
  await page.locator('[data-testid=media][data-state=stored]').waitFor()
}, LONG)
