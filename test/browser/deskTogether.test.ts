/** Two counsellors and a supervisor in three browsers at once; and two minutes without a network. */
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { picture } from '../support/browser.ts'
import { demoInBrowser } from '../support/demoBrowser.ts'
import { atDesk, openRow, webChild } from '../support/deskBrowser.ts'

const demo = demoInBrowser()

const SOON = { timeout: 20_000, interval: 250 }
const LONG = 240_000
const rows = (desk: Page) => desk.getByTestId('queue-row').allTextContents()
const staffWords = (desk: Page) => desk.locator('[data-author=staff] .message-text').allTextContents()

test('two counsellors and a supervisor at once: each takes another child, everybody sees who holds whom, a block and a hand-over reach all three', async () => {
  const children = await Promise.all([webChild(demo.main.url), webChild(demo.main.url), webChild(demo.main.url)])
  const words = ['lớp em tẩy chay em, một', 'ngày nào má cũng chửi em, hai', 'em bị bạn chặn đường, ba']
  for (const [index, child] of children.entries()) await child.says(words[index] ?? '')
  const [hoa, nam, lan] = await Promise.all([atDesk(demo.browser, demo.main.url, 'counsellor'), atDesk(demo.browser, demo.main.url, 'counsellor2'), atDesk(demo.browser, demo.main.url, 'supervisor')])
  await Promise.all([hoa, nam, lan].map((desk) => expect.poll(() => desk.getByTestId('queue-row').count(), SOON).toBe(3)))

  // All three press the same button at the same moment: nobody gets the same child.
  await Promise.all([hoa, nam, lan].map((desk) => desk.getByTestId('take-next').click()))
  await Promise.all([hoa, nam, lan].map((desk) => desk.getByTestId('reply-text').waitFor()))
  const held = await Promise.all([hoa, nam, lan].map((desk) => desk.getByTestId('conversation').getAttribute('data-conversation-id')))
  expect(new Set(held).size).toBe(3)
  await Promise.all([hoa, nam, lan].map((desk) => desk.getByTestId('view-all').click()))
  for (const desk of [hoa, nam, lan]) {
    await expect.poll(async () => {
      const shown = (await rows(desk)).join('\n')
      return [desk === hoa || shown.includes('Hoa'), desk === nam || shown.includes('Nam'), desk === lan || shown.includes('Lan')]
    }, SOON).toEqual([true, true, true])
  }

  // Each answers their own; the words reach their own child and nobody else's.
  for (const [desk, say] of [[hoa, 'Cô Hoa nghe em.'], [nam, 'Chú Nam nghe em.'], [lan, 'Cô Lan nghe em.']] as const) {
    await desk.getByTestId('reply-text').fill(say)
    await desk.getByTestId('reply-text').press('Control+Enter')
  }
  await expect.poll(async () => {
    const heard = await Promise.all(children.map((child) => child.heard()))
    return heard.flat().filter((text) => text.endsWith('nghe em.')).toSorted()
  }, SOON).toEqual(['Chú Nam nghe em.', 'Cô Hoa nghe em.', 'Cô Lan nghe em.'])

  // Hoa hands hers to Nam: his list has two, hers none, and the supervisor's screen follows.
  await hoa.getByTestId('transfer').click()
  await hoa.locator('.choice', { hasText: 'Nam' }).click()
  await hoa.getByTestId('transfer-note').fill('Nhờ em theo tiếp')
  await hoa.getByTestId('transfer-confirm').click()
  await nam.getByTestId('view-mine').click()
  await expect.poll(() => nam.getByTestId('queue-row').count(), SOON).toBe(2)
  await expect.poll(async () => (await rows(lan)).filter((row) => row.includes('Nam')).length, SOON).toBe(2)
  await picture(lan, 'desk-three-supervisor')

  // The supervisor blocks whom Nam holds: his screen says so, and nothing can be typed there any more.
  await lan.locator(`[data-testid=queue-row][data-conversation-id="${held[1]}"]`).click()
  await lan.getByTestId('block').click()
  await lan.getByRole('radio').first().check()
  await lan.getByTestId('block-note').fill('Thử chặn từ bàn giám sát')
  await lan.getByTestId('block-confirm').click()
  await nam.locator(`[data-testid=queue-row][data-conversation-id="${held[1]}"]`).waitFor({ state: 'detached' })
  await nam.getByTestId('block-bar').waitFor()
  expect(await nam.getByTestId('reply-text').count()).toBe(0)
}, LONG)

test('two minutes without a network: what was typed goes once, what the child said is there, nothing lost, nothing doubled, in order', async () => {
  const child = await webChild(demo.main.url)
  await child.says('em kể chuyện dài, hai phút mất mạng')
  const hoa = await atDesk(demo.browser, demo.main.url, 'counsellor')
  // The browser's clock is ours from here on: two minutes pass in it, with every timer that would have run.
  await hoa.clock.install()
  await hoa.reload()
  await hoa.getByTestId('queue').waitFor()
  await openRow(hoa, 'hai phút mất mạng')
  await hoa.getByTestId('claim').click()
  await hoa.getByTestId('reply-text').waitFor()

  await hoa.context().setOffline(true)
  await hoa.getByTestId('reply-text').fill('Cô vẫn ở đây với em.')
  await hoa.getByTestId('reply-send').click()
  for (const line of ['một', 'hai', 'ba', 'bốn', 'năm']) await child.says(`kể tiếp ${line}`)
  for (let seconds = 0; seconds < 120; seconds += 10) await hoa.clock.runFor(10_000)
  await hoa.getByTestId('offline').getByText('Mất kết nối').waitFor()
  expect(await hoa.getByTestId('reply-text').inputValue()).toBe('Cô vẫn ở đây với em.')
  await picture(hoa, 'desk-two-minutes-offline')

  await hoa.context().setOffline(false)
  await expect.poll(async () => {
    await hoa.clock.runFor(5_000)
    return hoa.locator('[data-direction=in] .message-text').allTextContents()
  }, { timeout: 60_000, interval: 500 }).toEqual(['em kể chuyện dài, hai phút mất mạng', ...['một', 'hai', 'ba', 'bốn', 'năm'].map((line) => `kể tiếp ${line}`)])
  // Five newer lines came before these words could leave: they wait for a second look, and are neither lost nor sent twice.
  await expect.poll(async () => {
    await hoa.clock.runFor(2_000)
    if (await hoa.getByTestId('reply-notice').filter({ hasText: 'vừa viết thêm' }).count() > 0) await hoa.getByTestId('reply-send').click()
    return staffWords(hoa)
  }, { timeout: 60_000, interval: 500 }).toEqual(['Cô vẫn ở đây với em.'])
  expect((await child.heard()).filter((text) => text === 'Cô vẫn ở đây với em.')).toHaveLength(1)
  expect(await hoa.getByText('Mất kết nối').count()).toBe(0)
  expect(await hoa.getByTestId('reply-text').inputValue()).toBe('')
}, LONG)
