/** A neighbour telephones at 22:10. Everything after it at the desk, in browsers, down to the report; each paper as pictures. */
import { readFile } from 'node:fs/promises'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { launchBrowser } from '../support/browser.ts'
import { downloaded, row, says, SOON, sound, write } from '../support/caseDesk.ts'
import { atDesk } from '../support/deskBrowser.ts'
import { startMain, type MainProcess } from '../support/mainProcess.ts'
import { canRender, render } from '../support/render.ts'
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

const VIETNAM_MS = 7 * 3600_000
/** The last ten past ten in the evening, as a form takes it. */
function lastEvening(): string {
  const today = new Date(Date.now() + VIETNAM_MS).toISOString().slice(0, 10)
  const at = Date.parse(`${today}T22:10:00+07:00`)
  return new Date((at < Date.now() ? at : at - 24 * 3600_000) + VIETNAM_MS).toISOString().slice(0, 16)
}

async function choose(page: Page, field: string, code: string): Promise<void> {
  await row(page, field).locator('button.answer-value').click()
  await page.getByTestId('answer-value').selectOption(code)
  await page.getByTestId('answer-save').click()
  await row(page, field).locator('.answer-form').waitFor({ state: 'detached' })
}

async function passOn(page: Page, body: string): Promise<void> {
  await page.getByTestId('add-referral').click()
  await page.getByTestId('referral-body').selectOption(body)
  await page.getByTestId('referral-dialog').getByTestId('ground-why').fill('Trẻ đang bị đánh, người đánh ở cùng nhà')
  await page.getByTestId('choose-child').check()
  await page.getByTestId('choose-concern').check()
  await page.getByTestId('referral-save').click()
  await page.getByTestId('referral-dialog').waitFor({ state: 'detached' })
}

/** The signed letter of the first referral. */
async function signedLetter(page: Page): Promise<Buffer> {
  const [file] = await Promise.all([page.waitForEvent('download'), page.getByTestId('referral-letter-sign').first().click()])
  return readFile(await file.path())
}

async function step(page: Page, kind: string): Promise<void> {
  await page.getByTestId('step-kind').selectOption(kind)
  await page.getByTestId('step-save').click()
  await expect.poll(() => page.getByTestId('step-kind').inputValue(), SOON).toBe('')
}

test('a neighbour’s call becomes a case, papers, referrals, a plan, a closed case and a figure', async () => {
  const papers: Record<string, Buffer> = {}
  const hoa = await atDesk(browser, main.url, 'counsellor')
  await hoa.getByTestId('contact-record').click()
  await hoa.locator('input[type="datetime-local"]').fill(lastEvening())
  await hoa.getByTestId('contact-text').fill('Tôi ở cạnh nhà, ông dượng lấy roi đánh con bé 9 tuổi chảy máu tay, nhà ở thôn 3 xã Quế Thọ cũ')
  await hoa.getByTestId('contact-save').click()
  await hoa.getByTestId('message').first().waitFor({ state: 'attached' })
  // At this level it opens by itself, a moment later.
  await hoa.getByTestId('case-number').click()
  await hoa.getByTestId('case-page').waitFor()
  await hoa.getByTestId('officer-take').or(hoa.getByTestId('officer-give')).first().waitFor()
  if (await hoa.getByTestId('officer-take').count() > 0) await hoa.getByTestId('officer-take').click()

  // The record.
  await hoa.getByTestId('add-child').click()
  await row(hoa, 'child.name').waitFor()
  await write(hoa, 'child.name', 'Trẻ Thử Nghiệm')
  await expect.poll(() => says(hoa, 'child.name'), SOON).toContain('Trẻ Thử Nghiệm')
  await choose(hoa, 'child.sex', 'female')
  if (await row(hoa, 'concern.category').count() === 0) {
    await hoa.getByTestId('add-concern').click()
    await row(hoa, 'concern.category').waitFor()
  }
  await choose(hoa, 'concern.category', 'A1')
  await choose(hoa, 'concern.environment', 'family')
  await choose(hoa, 'concern.commune', '20767')

  // What the machine wrote is confirmed, then Mẫu số 01 is signed.
  for (let left = await hoa.getByText('Xác nhận đúng').count(); left > 0; left = await hoa.getByText('Xác nhận đúng').count()) {
    await hoa.getByText('Xác nhận đúng').first().click()
    await expect.poll(() => hoa.getByText('Xác nhận đúng').count(), SOON).toBeLessThan(left)
  }
  papers['mau-01'] = (await downloaded(hoa, 'sign-mau-01')).bytes
  expect(wordText(papers['mau-01'])).toContain('22 giờ 10')
  expect(wordText(papers['mau-01'])).not.toContain('BẢN NHÁP')

  // Commune and police are told; the commune accepts.
  for (const body of ['commune', 'police']) await passOn(hoa, body)
  await expect.poll(() => hoa.getByTestId('referral').count(), SOON).toBe(2)
  for (const left of [1, 0]) {
    await hoa.getByTestId('referral-send').first().click()
    await expect.poll(() => hoa.getByTestId('referral-send').count(), SOON).toBe(left)
  }
  papers['referral-letter'] = await signedLetter(hoa)
  expect(wordText(papers['referral-letter'])).toContain('xã Việt An')
  const [commune, police] = [hoa.getByTestId('referral').nth(0), hoa.getByTestId('referral').nth(1)]
  await commune.getByTestId('referral-accept').click()
  await expect.poll(() => commune.getAttribute('data-state'), SOON).toBe('accepted')
  await police.getByTestId('referral-withdraw').click()
  await expect.poll(() => police.getAttribute('data-state'), SOON).toBe('withdrawn')

  // Assessment, the commune's decision, its plan, asking again.
  await hoa.getByTestId('add-assessment').click()
  await row(hoa, 'assessment.harmLevel').waitFor()
  await choose(hoa, 'assessment.harmLevel', 'high')
  await choose(hoa, 'assessment.conclusion', 'emergency')
  papers['mau-02'] = (await downloaded(hoa, 'paper-mau-02')).bytes
  for (const kind of ['emergency.decided', 'plan.drafted', 'followed-up.day']) await step(hoa, kind)
  await expect.poll(() => hoa.getByTestId('clock-plan').getAttribute('data-state'), SOON).toBe('kept')
  await hoa.getByTestId('act-follow').click()
  await hoa.getByTestId('state-confirm').click()
  await expect.poll(() => hoa.getByTestId('case-state').getAttribute('data-state'), SOON).toBe('following')
  papers['follow-up-report'] = (await downloaded(hoa, 'sign-follow-up-report')).bytes
  await sound(hoa, 'story-1-following')

  // Closing: proposed by one, approved by another.
  await commune.getByTestId('referral-finish').click()
  await expect.poll(() => commune.getAttribute('data-state'), SOON).toBe('done')
  await hoa.getByTestId('act-propose-closing').click()
  await hoa.getByTestId('state-outcome').selectOption('plan-done')
  await hoa.getByTestId('state-reason').fill('Trẻ ở với bà, dượng đã rời nhà')
  await hoa.getByTestId('state-confirm').click()
  await expect.poll(() => hoa.getByTestId('case-state').getAttribute('data-state'), SOON).toBe('closing')
  const lan = await atDesk(browser, main.url, 'supervisor')
  await lan.goto(hoa.url())
  await lan.getByTestId('act-approve-closing').click()
  await lan.getByTestId('state-confirm').click()
  await expect.poll(() => lan.getByTestId('case-state').getAttribute('data-state'), SOON).toBe('closed')
  papers['closing-report'] = (await downloaded(lan, 'sign-closing-report')).bytes
  await sound(lan, 'story-2-closed')

  // It counts: figures are rolled up when the service starts, and every few minutes.
  await main.stop()
  main = await startMain(directory)
  const head = await atDesk(browser, main.url, 'head')
  await head.getByTestId('place-chart').click()
  await head.getByTestId('kind-custom').click()
  await expect.poll(() => head.getByTestId('report-total').innerText(), SOON).toBe('1 hồ sơ')
  await expect.poll(() => head.getByTestId('report-headline').innerText(), SOON).toMatch(/Hồ sơ vụ việc\s+1/)
  await sound(head, 'story-3-reports')

  if (canRender) for (const [name, word] of Object.entries(papers)) expect((await render(`story-${name}`, word)).pages.length, name).toBeGreaterThan(0)
}, 300_000)
