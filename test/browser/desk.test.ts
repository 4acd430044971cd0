/** The desk in real browsers against the real service: several people at once, a cut network, stale screens, the keyboard alone. */
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { picture } from '../support/browser.ts'
import { demoInBrowser } from '../support/demoBrowser.ts'
import { atDesk, deskDoor, openRow, webChild } from '../support/deskBrowser.ts'
import { DEMO_PASSWORD } from '../support/mainProcess.ts'

const demo = demoInBrowser()

/** A child who has just written these words, and their conversation open and mine at this desk. */
async function takenBy(desk: Page, words: string) {
  const child = await webChild(demo.main.url)
  await child.says(words)
  await openRow(desk, words)
  await desk.getByTestId('claim').click()
  await desk.getByTestId('reply-text').waitFor()
  return child
}

/** Waiting that a busy machine may stretch. */
const SOON = { timeout: 20_000 }
const LONG = 180_000

const staffWords = (page: Page) => page.locator('[data-author=staff] .message-text').allTextContents()

test('of two counsellors who press at once one holds the conversation, the other reads the winner\'s name (F5)', async () => {
  const [hoa, nam] = await Promise.all([atDesk(demo.browser, demo.main.url, 'counsellor'), atDesk(demo.browser, demo.main.url, 'counsellor2')])
  const child = await webChild(demo.main.url)
  await child.says('em bị bạn đánh ở trường, hai cô cùng bấm')
  await Promise.all([hoa, nam].map((desk) => openRow(desk, 'hai cô cùng bấm')))
  // Both screens say that nobody holds it; the second press meets the server's answer, not a hidden button.
  const claims = await Promise.all([hoa, nam].map(async (desk) => {
    const answer = desk.waitForResponse((response) => response.url().endsWith('/claim'))
    await desk.getByTestId('claim').evaluate((button: HTMLElement) => button.click())
    return (await answer).status()
  }))
  expect(claims.toSorted()).toEqual([200, 409])
  const [winner, loser] = claims[0] === 200 ? [hoa, nam] : [nam, hoa]
  await winner.getByTestId('reply-text').waitFor()
  await loser.getByTestId('toast').filter({ hasText: 'đã nhận' }).waitFor()
  expect(await loser.getByTestId('reply-text').count()).toBe(0)
}, LONG)

test('a supervisor whispers, takes over and hands on: everybody\'s screen follows, the child is greeted by nobody again (F7)', async () => {
  const [hoa, lan] = await Promise.all([atDesk(demo.browser, demo.main.url, 'counsellor'), atDesk(demo.browser, demo.main.url, 'supervisor')])
  const child = await takenBy(hoa, 'lớp em tẩy chay em, cô giám sát cùng xem')
  await hoa.getByTestId('reply-text').fill('Chào em, cô nghe em đây.')
  await hoa.getByTestId('reply-text').press('Control+Enter')
  await openRow(lan, 'giám sát cùng xem')
  await lan.getByTestId('message').filter({ hasText: 'cô nghe em đây' }).waitFor()
  await hoa.getByTestId('viewers').waitFor()

  await lan.getByTestId('note-whisper').check()
  await lan.getByTestId('note-text').fill('Hỏi xem em đang ở cùng ai')
  await lan.getByTestId('note-save').click()
  await hoa.getByTestId('whisper').filter({ hasText: 'ở cùng ai' }).waitFor()
  await picture(hoa, 'desk-whisper')

  await lan.getByTestId('take-over').click()
  await lan.getByRole('radio').first().check()
  await lan.getByTestId('take-over-confirm').click()
  await lan.getByTestId('reply-text').waitFor()
  await expect.poll(() => hoa.getByTestId('reply-text').count(), SOON).toBe(0)

  await lan.getByTestId('transfer').click()
  await lan.locator('.choice', { hasText: 'Nam' }).click()
  await lan.getByTestId('transfer-note').fill('Em theo tiếp giúp chị')
  await lan.getByTestId('transfer-confirm').click()
  await expect.poll(() => lan.getByTestId('owner').innerText(), SOON).toBe('Nam')
  await hoa.getByTestId('note').filter({ hasText: 'theo tiếp giúp' }).waitFor()
  expect((await child.heard()).filter((text) => text.includes('cô nghe em đây'))).toHaveLength(1)
  expect((await child.heard()).at(-1)).toContain('cô nghe em đây')
}, LONG)

test('a network cut and back: what was typed goes once, what the child said meanwhile is there, in order', async () => {
  const hoa = await atDesk(demo.browser, demo.main.url, 'counsellor')
  const child = await takenBy(hoa, 'ngày nào má cũng chửi em, mạng chập chờn')
  await hoa.context().setOffline(true)
  await hoa.getByTestId('reply-text').fill('Cô tin em.')
  await hoa.getByTestId('reply-send').click()
  await hoa.getByTestId('offline').getByText('Mất kết nối').waitFor()
  await hoa.getByTestId('reply-notice').waitFor()
  await hoa.context().setOffline(false)
  await expect.poll(() => child.heard(), SOON).toContain('Cô tin em.')

  await hoa.context().setOffline(true)
  for (const text of ['một', 'hai', 'ba']) await child.says(`trong lúc mất mạng ${text}`)
  await hoa.context().setOffline(false)
  await hoa.getByTestId('message').filter({ hasText: 'mất mạng ba' }).waitFor(SOON)
  const said = await hoa.locator('[data-direction=in] .message-text').allTextContents()
  expect(said).toEqual(['ngày nào má cũng chửi em, mạng chập chờn', 'trong lúc mất mạng một', 'trong lúc mất mạng hai', 'trong lúc mất mạng ba'])
  expect((await child.heard()).filter((text) => text === 'Cô tin em.')).toHaveLength(1)
  await expect.poll(() => hoa.getByText('Mất kết nối').count(), SOON).toBe(0)
}, LONG)

test('a reply written before the child\'s newest words were read is refused, kept, and goes after reading', async () => {
  const hoa = await atDesk(demo.browser, demo.main.url, 'counsellor')
  const child = await takenBy(hoa, 'em buồn lắm, màn hình cũ')
  for (let line = 1; line <= 12; line += 1) await child.says(`dòng ${line} kể dài để cuộn được trang này lên trên`)
  await hoa.getByTestId('message').filter({ hasText: 'dòng 12' }).waitFor()
  const toEnd = hoa.getByRole('button', { name: 'Về tin mới nhất' })
  await expect.poll(async () => {
    await hoa.locator('.transcript').evaluate((box) => { box.scrollTop = 0 })
    return toEnd.count()
  }, SOON).toBe(1)
  await child.says('em đổi ý rồi')
  await hoa.getByTestId('message').filter({ hasText: 'đổi ý' }).waitFor({ state: 'attached' })
  await hoa.getByTestId('reply-text').fill('Vậy mình hẹn ngày mai nhé.')
  await hoa.getByTestId('reply-send').click()
  await hoa.getByTestId('reply-notice').filter({ hasText: 'vừa viết thêm' }).waitFor()
  expect(await hoa.getByTestId('reply-text').inputValue()).toBe('Vậy mình hẹn ngày mai nhé.')
  expect(await child.heard()).not.toContain('Vậy mình hẹn ngày mai nhé.')
  await toEnd.click()
  await hoa.getByTestId('reply-send').click()
  await expect.poll(() => child.heard(), SOON).toContain('Vậy mình hẹn ngày mai nhé.')
}, LONG)

test('a draft is there after a reload and on another device, and gone once it is sent', async () => {
  const hoa = await atDesk(demo.browser, demo.main.url, 'counsellor')
  await takenBy(hoa, 'em muốn kể chuyện này, bản nháp')
  await hoa.getByTestId('reply-text').fill('Cô đang viết dở')
  await hoa.getByText('Đã lưu nháp').waitFor()
  await hoa.reload()
  await hoa.getByTestId('reply-text').waitFor()
  await expect.poll(() => hoa.getByTestId('reply-text').inputValue(), SOON).toBe('Cô đang viết dở')
  const phone = await atDesk(demo.browser, demo.main.url, 'counsellor')
  await openRow(phone, 'bản nháp')
  await phone.getByTestId('reply-text').waitFor()
  await expect.poll(() => phone.getByTestId('reply-text').inputValue(), SOON).toBe('Cô đang viết dở')
  await hoa.getByTestId('reply-send').click()
  await expect.poll(() => staffWords(hoa), SOON).toEqual(['Cô đang viết dở'])
  await phone.reload()
  await phone.getByTestId('reply-text').waitFor()
  expect(await phone.getByTestId('reply-text').inputValue()).toBe('')
}, LONG)

test('a whole contact by keyboard alone: sign in, find, take, answer, note, close', async () => {
  const child = await webChild(demo.main.url)
  await child.says('em bị bạn chặn đường hoài, chỉ dùng bàn phím')
  const desk = await deskDoor(demo.browser, demo.main.url)
  const { keyboard } = desk
  await keyboard.type('counsellor2@demo.local')
  await keyboard.press('Tab')
  await keyboard.type(DEMO_PASSWORD)
  await keyboard.press('Enter')
  await desk.getByTestId('queue-row').filter({ hasText: 'bàn phím' }).waitFor()
  const wanted = desk.getByTestId('queue-row').filter({ hasText: 'bàn phím' })
  const place = await wanted.evaluate((row) => [...document.querySelectorAll('[data-testid=queue-row]')].indexOf(row))
  for (let row = 0; row <= place; row += 1) {
    await keyboard.press('j')
    await expect.poll(() => desk.evaluate(() => [...document.querySelectorAll('[data-testid=queue-row]')].findIndex((one) => one === document.activeElement)), SOON).toBe(row)
  }
  await keyboard.press('Enter')
  await desk.getByTestId('claim').waitFor()
  await keyboard.press('i')
  await desk.getByTestId('reply-text').waitFor()
  await keyboard.press('r')
  await keyboard.type('Chào em.')
  await keyboard.press('Enter')
  await keyboard.type('Cô nghe em đây.')
  await keyboard.press('Control+Enter')
  await expect.poll(() => child.heard(), SOON).toContain('Chào em.\nCô nghe em đây.')
  await keyboard.press('Escape')
  await keyboard.press('n')
  await keyboard.type('Đã hẹn gặp thứ Hai')
  await keyboard.press('Control+Enter')
  await desk.getByTestId('note').filter({ hasText: 'thứ Hai' }).waitFor()
  await keyboard.press('Escape')
  await keyboard.press('e')
  await desk.getByTestId('close-dialog').waitFor()
  await keyboard.press('ArrowDown')
  await keyboard.press('Tab')
  await keyboard.press('Tab')
  await keyboard.press('Enter')
  await expect.poll(() => desk.evaluate(() => document.activeElement?.id), SOON).toBe('take-next')
  await expect.poll(() => wanted.count(), SOON).toBe(0)
}, LONG)
