/** Case records and reports in real browsers against the real service: from a conversation to its record, its papers, its closing and its figures. */
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { DESKTOP, launchBrowser, PHONE } from '../support/browser.ts'
import { caseOf as caseAtDesk, downloaded, LONG, row, says, SOON, sound, write } from '../support/caseDesk.ts'
import { atDesk, deskDoor } from '../support/deskBrowser.ts'
import { startMain, type MainProcess } from '../support/mainProcess.ts'
import { temporaryDirectory } from '../support/runningService.ts'
import { wordText } from '../support/unzip.ts'

let main: MainProcess
let browser: Browser
let directory: string

beforeAll(async () => {
  directory = await temporaryDirectory()
  main = await startMain(directory)
  browser = await launchBrowser()
}, 90_000)
afterAll(async () => {
  await browser.close()
  await main.stop()
})

const caseOf = (words: string) => caseAtDesk(browser, main.url, words)

/** Somebody else of the staff at this case. */
async function atCase(who: string, url: string): Promise<Page> {
  const page = await atDesk(browser, main.url, who)
  await page.goto(url)
  await page.getByTestId('case-page').waitFor()
  return page
}

test('from a conversation to the record: a child\'s field, its history, Mẫu số 01, a referral; a supervisor approves the closing', async () => {
  const { hoa, url, number } = await caseOf('dượng hay sờ em lúc tối, em sợ lắm, hồ sơ này')
  await sound(hoa, 'desktop-1-new')
  await hoa.getByTestId('add-child').click()
  await expect.poll(() => says(hoa, 'child.name'), SOON).toContain('chưa hỏi')
  await write(hoa, 'child.name', 'Trẻ Thử Một')
  await expect.poll(() => says(hoa, 'child.name'), SOON).toContain('Trẻ Thử Một')
  await row(hoa, 'child.ethnicity').locator('button.answer-value').click()
  await hoa.getByTestId('answer-is-declined').check()
  await sound(hoa, 'desktop-2-editing')
  await hoa.getByTestId('answer-save').click()
  await expect.poll(() => says(hoa, 'child.ethnicity'), SOON).toContain('không muốn nói')
  await write(hoa, 'child.name', 'Trẻ Thử Hai')
  await expect.poll(() => says(hoa, 'child.name'), SOON).toContain('Trẻ Thử Hai')
  await row(hoa, 'child.name').locator('button.answer-value').click()
  await hoa.getByTestId('answer-history').click()
  await expect.poll(() => hoa.getByTestId('version').allInnerTexts(), SOON).toHaveLength(2)
  expect((await hoa.getByTestId('version').allInnerTexts())[1]).toMatch(/Trẻ Thử Một[^]*Hoa/)
  await hoa.keyboard.press('Escape')
  await hoa.keyboard.press('Escape')

  const paper = await downloaded(hoa, 'paper-mau-01')
  expect(paper.name).toBe(`Mẫu số 01 ${number}.docx`)
  expect(wordText(paper.bytes)).toContain('Trẻ Thử Hai')
  expect(wordText(paper.bytes)).toContain('BẢN NHÁP')
  await hoa.getByTestId('paper').waitFor()

  await hoa.getByTestId('add-referral').click()
  await hoa.getByTestId('ground-why').fill('Trẻ đang ở cùng người gây hại')
  await hoa.getByTestId('choose-child').check()
  await sound(hoa, 'desktop-3-referral')
  // The child spoke of a step-parent: a guardian's consent carries nothing out; the law does.
  await hoa.getByTestId('ground-consent').check()
  await hoa.getByLabel('Đồng ý bằng cách nào').fill('Qua điện thoại')
  await hoa.getByTestId('referral-save').click()
  await hoa.getByTestId('referral-send').click()
  await expect.poll(() => hoa.getByTestId('referral-refusal').innerText(), SOON).toContain('Người giám hộ có thể là người gây hại')
  await hoa.getByTestId('ground-edit').click()
  await hoa.getByTestId('ground-legal').check()
  await hoa.getByTestId('ground-why').fill('Trẻ đang ở cùng người gây hại')
  await hoa.getByTestId('ground-save').click()
  await hoa.getByTestId('referral').filter({ hasText: 'Điều 19.1a' }).waitFor()
  await hoa.getByTestId('referral-send').click()
  await expect.poll(() => hoa.getByTestId('referral-state').innerText(), SOON).toBe('Đã gửi')
  await expect.poll(() => hoa.getByTestId('case-state').getAttribute('data-state'), SOON).toBe('referred')
  for (const act of ['accept', 'finish']) {
    await hoa.getByTestId(`referral-${act}`).click()
    await expect.poll(() => hoa.getByTestId(`referral-${act}`).count(), SOON).toBe(0)
  }
  expect(wordText((await downloaded(hoa, 'referral-letter')).bytes)).toContain('Trẻ Thử Hai')

  // The law, not the officer, refuses an erasure while the case stands on Điều 19.1.
  await hoa.getByTestId('rights-add').click()
  await hoa.getByTestId('rights-kind').selectOption('erase')
  await hoa.getByTestId('rights-asker').selectOption('guardian')
  await hoa.getByTestId('rights-save').click()
  await hoa.getByTestId('rights-decision').selectOption('granted')
  await hoa.getByTestId('rights-answer').fill('Trung tâm trả lời bằng văn bản')
  await hoa.getByTestId('rights-decide').click()
  await expect.poll(() => hoa.getByTestId('rights-refusal').innerText(), SOON).toContain('Điều 24.2')
  await hoa.getByTestId('rights-decision').selectOption('refused')
  await hoa.getByTestId('rights-decide').click()
  await expect.poll(() => hoa.getByTestId('data-request').getAttribute('data-decision'), SOON).toBe('refused')
  await sound(hoa, 'desktop-3b-rights')

  // Closing is refused until the decision on emergency measures stands in the record.
  await hoa.getByTestId('act-follow').click()
  await hoa.getByTestId('state-confirm').click()
  await expect.poll(() => hoa.getByTestId('state-refusal').innerText(), SOON).toContain('12 giờ')
  await hoa.keyboard.press('Escape')
  await hoa.getByTestId('step-kind').selectOption('emergency.decided')
  await hoa.getByTestId('step-save').click()
  await expect.poll(() => hoa.getByTestId('clock-emergency').getAttribute('data-state'), SOON).toBe('kept')
  await hoa.getByTestId('act-follow').click()
  await hoa.getByTestId('state-confirm').click()
  await hoa.getByTestId('act-propose-closing').click()
  await hoa.getByTestId('state-outcome').selectOption('safe')
  await hoa.getByTestId('state-reason').fill('Trẻ đã về ở với bà ngoại')
  await hoa.getByTestId('state-confirm').click()
  await expect.poll(() => hoa.getByTestId('case-state').getAttribute('data-state'), SOON).toBe('closing')
  expect(await hoa.getByTestId('act-approve-closing').count(), 'a counsellor does not approve').toBe(0)

  const lan = await atCase('supervisor', url)
  await lan.getByTestId('act-approve-closing').click()
  await lan.getByTestId('state-confirm').click()
  await expect.poll(() => lan.getByTestId('case-state').getAttribute('data-state'), SOON).toBe('closed')
  expect(await row(lan, 'child.name').locator('button').count(), 'a closed record is read only').toBe(0)
  expect(wordText((await downloaded(lan, 'paper-closing-report')).bytes)).toContain(number)
}, LONG)

test('two people write the same field: both values are shown and one chooses; different fields stand side by side', async () => {
  const { hoa, url } = await caseOf('ở nhà ba đánh em chảy máu, hai người cùng sửa')
  await hoa.getByTestId('add-harmer').click()
  await row(hoa, 'harmer.note').waitFor()
  const nam = await atCase('counsellor2', url)
  await row(nam, 'harmer.note').locator('button.answer-value').click()
  await nam.getByTestId('answer-value').fill('Lời của Nam')
  await write(hoa, 'harmer.note', 'Lời của Hoa')
  await expect.poll(() => says(hoa, 'harmer.note'), SOON).toContain('Lời của Hoa')
  await write(hoa, 'harmer.address', 'Thôn Thử')
  await expect.poll(() => says(hoa, 'harmer.address'), SOON).toContain('Thôn Thử')
  await nam.getByTestId('answer-save').click()
  await nam.getByTestId('conflict-dialog').waitFor()
  expect(await nam.getByTestId('conflict-theirs').innerText()).toBe('Lời của Hoa')
  expect(await nam.getByTestId('conflict-mine').innerText()).toBe('Lời của Nam')
  await sound(nam, 'desktop-4-conflict')
  await nam.getByTestId('conflict-write').click()
  await expect.poll(() => says(nam, 'harmer.note'), SOON).toContain('Lời của Nam')
  expect(await says(nam, 'harmer.address'), 'another field, written meanwhile, stands').toContain('Thôn Thử')
}, LONG)

test('a case is found by a name without marks; what is due is listed; figures, a report and its files come from the same cases', async () => {
  const { hoa, number } = await caseOf('bạn trai đòi tung ảnh của em lên mạng, tìm hồ sơ')
  await hoa.getByTestId('add-child').click()
  await row(hoa, 'child.name').waitFor()
  await write(hoa, 'child.name', 'Bh Nướch Thị Thử')
  await expect.poll(() => says(hoa, 'child.name'), SOON).toContain('Nướch')
  await hoa.getByTestId('place-folder').click()
  await hoa.getByTestId('case-search').fill('bh nuoch thi thu')
  await expect.poll(() => hoa.getByTestId('case-row').evaluateAll((rows) => rows.map((one) => one.getAttribute('data-number'))), SOON).toEqual([number])
  await sound(hoa, 'desktop-5-list')
  await hoa.getByTestId('cases-due').click()
  await hoa.getByTestId('due-row').filter({ hasText: number }).first().waitFor()
  expect(await hoa.getByTestId('place-chart').count(), 'a counsellor reads no reports').toBe(0)

  // Figures are rolled up every few minutes, and when the service starts.
  await main.stop()
  main = await startMain(directory)
  const lan = await atDesk(browser, main.url, 'supervisor')
  await lan.getByTestId('place-chart').click()
  await lan.getByTestId('kind-custom').click()
  await expect.poll(() => lan.getByTestId('report-total').innerText(), SOON).toMatch(/^[1-9]\d* hồ sơ$/)
  await lan.getByTestId('figure-urgency').getByRole('row').nth(1).waitFor()
  await sound(lan, 'desktop-6-reports')
  await lan.getByTestId('figure-urgency').getByRole('button', { name: /xem hồ sơ/ }).first().click()
  await lan.getByTestId('behind-dialog').getByRole('link').first().waitFor()
  await lan.keyboard.press('Escape')
  const csv = await downloaded(lan, 'download-urgency-csv')
  expect(csv.name).toBe('urgency.csv')
  expect(csv.bytes.toString('utf8')).toContain('Mức khẩn')
  await lan.getByTestId('kind-annual').click()
  const report = await downloaded(lan, 'download-plan')
  expect(report.name).toMatch(/^annual-\d{4}\.docx$/)
  expect(wordText(report.bytes)).toContain('BẢN NHÁP')
  expect((await downloaded(lan, 'download-chi-xlsx')).name).toBe('chi.xlsx')

  await lan.getByTestId('kind-incident').click()
  await lan.getByTestId('incident-number').fill(number)
  expect(wordText((await downloaded(lan, 'incident-make')).bytes)).toContain(number)
}, LONG)

const ANALYST_PASSWORD = 'con trâu già gặm cỏ ven sông'

/** The head invites an analyst, who takes the link, as in the service: the demo staff has none. */
async function addAnalyst(): Promise<void> {
  const head = await atDesk(browser, main.url, 'head')
  const status = await head.evaluate(async (password) => {
    const { csrfToken }: { csrfToken: string } = await (await fetch('/desk/api/me')).json()
    const post = (path: string, body: object) => fetch(`/desk/api${path}`, { method: 'POST', headers: { 'Content-Type': 'application/json', 'X-CSRF-Token': csrfToken }, body: JSON.stringify(body) })
    const { link }: { link: { token: string } | null } = await (await post('/accounts', { email: 'analyst@demo.local', name: 'Tuấn', role: 'analyst' })).json()
    return (await post('/invitation/accept', { token: link?.token, password })).status
  }, ANALYST_PASSWORD)
  expect(status).toBe(200)
}

test('an analyst sees figures and nothing else', async () => {
  await addAnalyst()
  const page = await deskDoor(browser, main.url)
  await page.getByTestId('sign-in-email').fill('analyst@demo.local')
  await page.getByTestId('sign-in-password').fill(ANALYST_PASSWORD)
  await page.getByTestId('sign-in-submit').click()
  await page.getByTestId('reports').waitFor()
  expect(await page.getByTestId('place-folder').count()).toBe(0)
  await page.goto(`${main.url}/desk/cases`)
  await page.getByTestId('reports').waitFor()
  await page.getByTestId('figure-urgency').locator('table, p').first().waitFor()
  expect(await page.getByRole('button', { name: /xem hồ sơ/ }).count()).toBe(0)
  await sound(page, 'desktop-7-analyst')
}, LONG)

test('list, case and reports are sound on a phone, light and dark', async () => {
  await caseOf('ở nhà ba hay đánh em, xem trên điện thoại')
  for (const colorScheme of ['light', 'dark'] as const) {
    const desk = await atDesk(browser, main.url, 'supervisor', { viewport: colorScheme === 'light' ? PHONE : { width: 360, height: 740 }, colorScheme, isMobile: true, hasTouch: true })
    await desk.getByTestId('place-folder').click()
    await desk.getByTestId('case-row').first().waitFor()
    await sound(desk, `phone-${colorScheme}-1-list`)
    await desk.getByTestId('case-row').first().click()
    await desk.getByTestId('case-page').waitFor()
    await sound(desk, `phone-${colorScheme}-2-case`)
    await desk.getByTestId('section-child').scrollIntoViewIfNeeded()
    await sound(desk, `phone-${colorScheme}-3-child`)
    await desk.getByTestId('place-chart').click()
    await desk.getByTestId('figure-urgency').locator('table, p').first().waitFor()
    await sound(desk, `phone-${colorScheme}-4-reports`)
  }
  const dark = await atDesk(browser, main.url, 'supervisor', { viewport: DESKTOP, colorScheme: 'dark' })
  await dark.goto(`${main.url}/desk/cases`)
  await dark.getByTestId('case-row').first().click()
  await dark.getByTestId('case-page').waitFor()
  await sound(dark, 'desktop-dark-case')
}, LONG)
