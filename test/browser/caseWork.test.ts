/** Work around a case in real browsers: who answers for it, papers from outside, the sealed file as the commune opens it, words of notes. */
import { mkdtemp, readFile, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, test } from 'vitest'
import { DESKTOP, PHONE } from '../support/browser.ts'
import { caseOf, downloaded, LONG, row, SOON, sound, write } from '../support/caseDesk.ts'
import { demoInBrowser } from '../support/demoBrowser.ts'
import { atDesk } from '../support/deskBrowser.ts'
import { wordText } from '../support/unzip.ts'

const demo = demoInBrowser()

test('a case is taken, handed on, and stands in a colleague’s list without reading again', async () => {
  const { hoa, number } = await caseOf(demo.browser, demo.main.url, 'ở nhà ba hay đánh em, giao hồ sơ')
  expect(await hoa.getByTestId('case-officer').innerText()).toContain('Chưa ai phụ trách')
  const nam = await atDesk(demo.browser, demo.main.url, 'counsellor2')
  await nam.getByTestId('place-folder').click()
  await nam.getByTestId('cases-my').click()
  await nam.getByText('Anh/chị chưa phụ trách hồ sơ nào').waitFor()
  await hoa.getByTestId('officer-take').click()
  await expect.poll(() => hoa.getByTestId('case-officer').innerText(), SOON).toContain('Hoa')
  await sound(hoa, 'work-1-officer')
  await hoa.getByTestId('officer-give').click()
  await hoa.getByTestId('officer-to').selectOption({ label: 'Nam' })
  await sound(hoa, 'work-2-give')
  await hoa.getByTestId('officer-save').click()
  await expect.poll(() => hoa.getByTestId('case-officer').innerText(), SOON).toContain('Nam')
  expect(await hoa.getByTestId('officer-give').count(), 'it is hers no longer').toBe(0)
  // A hint, not a poll, brings it: the list of Nam was read before.
  await expect.poll(() => nam.getByTestId('case-row').evaluateAll((rows) => rows.map((one) => one.getAttribute('data-number'))), SOON).toEqual([number])
}, LONG)

test('papers from outside are kept closed and opened with a reason; a page that calls itself PDF is refused', async () => {
  const { hoa } = await caseOf(demo.browser, demo.main.url, 'thầy giáo đánh em chảy máu, giấy tờ')
  const paper = Buffer.from('%PDF-1.4\ngiấy của xã')
  await hoa.getByTestId('received-add').click()
  const give = async (name: string, bytes: Buffer) => {
    await hoa.getByTestId('received-file').setInputFiles({ name, mimeType: 'application/pdf', buffer: bytes })
    await hoa.getByTestId('received-title').fill('Công văn trả lời của xã')
    await hoa.getByTestId('received-save').click()
  }
  await give('x.pdf', Buffer.from('<html><script>alert(1)</script>'))
  await hoa.getByText('Chỉ nhận PDF').waitFor()
  await give('x.pdf', paper)
  await hoa.getByTestId('received-paper').waitFor()
  await hoa.getByTestId('received-paper').scrollIntoViewIfNeeded()
  await sound(hoa, 'work-3-received')
  await hoa.getByTestId('received-open').click()
  expect(await hoa.getByTestId('received-confirm').isDisabled()).toBe(true)
  await hoa.getByTestId('received-check').check()
  await sound(hoa, 'work-4-open')
  const file = await downloaded(hoa, 'received-confirm')
  expect([file.name, file.bytes.equals(paper)]).toEqual(['Công văn trả lời của xã.pdf', true])
}, LONG)

test('the sealed file opens in the commune’s demo.browser, offline, with the code alone', async () => {
  const { hoa } = await caseOf(demo.browser, demo.main.url, 'dượng đánh em hoài, gửi cho xã')
  await hoa.getByTestId('add-child').click()
  await row(hoa, 'child.name').waitFor()
  await write(hoa, 'child.name', 'Hồ <b>Thị</b> Na')
  await row(hoa, 'child.name').getByText('Hồ <b>Thị</b> Na').waitFor()
  await hoa.getByTestId('add-referral').click()
  await hoa.getByTestId('ground-why').fill('Trẻ đang ở cùng người gây hại')
  await hoa.getByTestId('choose-child').check()
  await hoa.getByTestId('referral-save').click()
  await hoa.getByTestId('referral-send').click()
  await hoa.getByTestId('referral-sealed').click()
  const code = await hoa.getByTestId('sealed-passphrase').innerText()
  await sound(hoa, 'work-5-sealed')
  const { name, bytes } = await downloaded(hoa, 'sealed-download')
  expect(name).toMatch(/^Tệp mật \d{4}-\d{6}\.html$/)
  expect(bytes.toString('utf8')).not.toContain('Thị')
  const address = join(await mkdtemp(join(tmpdir(), 'sealed-')), 'tep-mat.html')
  await writeFile(address, bytes)

  for (const [look, colorScheme, viewport] of [['desktop', 'light', DESKTOP], ['phone', 'dark', PHONE]] as const) {
    const context = await demo.browser.newContext({ viewport, colorScheme, offline: true })
    const commune = await context.newPage()
    const wrongs: string[] = []
    commune.on('pageerror', (error) => wrongs.push(error.message))
    await commune.goto(pathToFileURL(address).href)
    const field = commune.getByLabel('Mã mở tệp')
    await field.fill('1111 2222 3333 4444 5555')
    await commune.keyboard.press('Enter')
    await commune.getByText('Chưa mở được').waitFor()
    await sound(commune, `work-6-ask-${look}-${colorScheme}`)
    await field.fill(code.replaceAll(' ', ''))
    await commune.keyboard.press('Enter')
    await commune.getByText('Hồ <b>Thị</b> Na').waitFor()
    await sound(commune, `work-7-opened-${look}-${colorScheme}`)
    const [letter] = await Promise.all([commune.waitForEvent('download'), commune.getByText('Lưu công văn').click()])
    expect(wordText(await readFile(await letter.path()))).toContain('Kính gửi')
    expect(wrongs).toEqual([])
    await context.close()
  }
}, LONG)

test('the words of notes are found without marks by whoever answers for the case', async () => {
  const { hoa, number } = await caseOf(demo.browser, demo.main.url, 'mẹ kế bỏ đói em, ghi chú')
  await hoa.getByTestId('officer-take').click()
  await hoa.getByTestId('case-note-text').fill('Cô hàng xóm hay cho em ăn nhờ buổi trưa')
  await hoa.getByTestId('case-note-save').click()
  await hoa.getByText('ăn nhờ buổi trưa').waitFor()
  await hoa.getByTestId('place-folder').click()
  await hoa.getByTestId('case-search-in').selectOption('notes')
  await hoa.getByTestId('case-search').fill('hang xom an nho')
  await hoa.getByTestId('case-more-filters').click()
  await hoa.getByTestId('notes-find').click()
  await expect.poll(() => hoa.getByTestId('note-hit').evaluateAll((rows) => rows.map((one) => one.getAttribute('data-number'))), SOON).toEqual([number])
  await sound(hoa, 'work-8-notes')
  expect(await hoa.getByTestId('note-hit').innerText()).toContain('ăn nhờ buổi trưa')
}, LONG)

test('a breach of data is written down with its 72 hours, its paper and that the body was told', async () => {
  const lan = await atDesk(demo.browser, demo.main.url, 'supervisor')
  await lan.goto(`${demo.main.url}/desk/breaches`)
  await lan.getByTestId('breach-add').click()
  for (const [field, words] of Object.entries({ what: 'Gửi nhầm thư cho xã khác', whose: 'Tên, địa chỉ của trẻ', consequences: 'Người lạ biết nơi ở', measures: 'Đã gọi, người nhận đã xóa', contact: 'Lan, 0236 3 000 000' })) await lan.getByTestId(`breach-${field}`).fill(words)
  await lan.getByTestId('breach-howMany').fill('1')
  await sound(lan, 'work-9-breach-form')
  await lan.getByTestId('breach-save').click()
  await lan.getByTestId('breach').waitFor()
  expect(await lan.getByTestId('breach-left').innerText()).toMatch(/71|72|3 ngày|2 ngày/)
  await sound(lan, 'work-10-breach')
  expect(wordText((await downloaded(lan, 'breach-paper')).bytes)).toContain('Gửi nhầm thư cho xã khác')
  await lan.getByTestId('breach-notified').click()
  await expect.poll(() => lan.getByTestId('breach').getAttribute('data-notified'), SOON).toBe('true')
  const phone = await atDesk(demo.browser, demo.main.url, 'head', { viewport: PHONE, colorScheme: 'dark' })
  await phone.goto(`${demo.main.url}/desk/breaches`)
  await phone.getByTestId('breach').waitFor()
  await sound(phone, 'work-11-breach-phone-dark')
}, LONG)

test('the abbreviation, the titles and the cut-offs are the Centre’s own, and stand on the next paper', async () => {
  const head = await atDesk(demo.browser, demo.main.url, 'head')
  await head.goto(`${demo.main.url}/desk/papers`)
  await head.getByTestId('papers-abbreviation').fill('ttctxh-đn')
  await head.getByTestId('papers-parent').fill('Sở Y tế Đà Nẵng')
  await head.getByTestId('papers-head').fill('PHÓ GIÁM ĐỐC PHỤ TRÁCH')
  await head.getByTestId('papers-annual-cutOff').fill('25/10')
  await sound(head, 'work-12-papers')
  await head.getByTestId('papers-save').click()
  await head.getByText('Đã lưu').waitFor()
  await head.getByTestId('place-chart').click()
  await head.getByTestId('kind-annual').click()
  await expect.poll(() => head.getByText('đến 25/10/').count(), SOON).toBe(1)
  const text = wordText((await downloaded(head, 'download-plan')).bytes)
  for (const said of ['BC-TTCTXH-ĐN', 'SỞ Y TẾ ĐÀ NẴNG', 'PHÓ GIÁM ĐỐC PHỤ TRÁCH', 'đến ngày 25/10/']) expect(text).toContain(said)
}, LONG)
