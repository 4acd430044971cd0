import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { addPart, assignCase, editCase, makePaper, prepareReferral, readCase, readPaper, type CaseView, type Officer, type PaperRequest } from '../../src/cases/index.ts'
import { readLocales, type Locales } from '../../src/locales.ts'
import { canRender, render } from '../support/render.ts'
import { wordText, unzip } from '../support/unzip.ts'
import { startTestCases, value, type TestCases } from './support.ts'

let cases: TestCases
let locales: Locales
let an: Officer
let caseId: string
let view: CaseView
beforeAll(async () => {
  cases = await startTestCases()
  cases.clock.now = new Date('2026-02-05T22:15:00+07:00')
  locales = await readLocales()
  an = await cases.officer('counsellor', 'Nguyễn Thị Ánh')
  caseId = (await cases.caseOf({
    reporter: 'neighbour', categories: ['A6'], firstInboundAt: new Date('2026-02-05T22:10:00+07:00'),
    slots: { place: { status: 'value', value: 'thôn 3, xã Quế Thọ' }, carer: { status: 'declined' } },
  })).id
  await addPart(cases.room, an, caseId, { kind: 'child', answers: {
    name: value('Hồ Thị Kiều Oanh'.normalize('NFD')), age: value(9), sex: value('female'), childGroup: value('abused'), condition: value('sợ hãi, có vết bầm ở tay'), consequence: { status: 'unknown' },
  } })
  await addPart(cases.room, an, caseId, { kind: 'note', answers: { text: value('Canary: nghi người báo') } })
  await addPart(cases.room, an, caseId, { kind: 'assessment', answers: {
    assessedOn: value('2026-02-05'), assessor: value('Nguyễn Thị Ánh'), harmLevel: value('high'), harmAccess: value('high'), protectSelf: value('low'), protectKnows: value('medium'), protectBond: value('medium'), protectAsks: value('low'), conclusion: value('emergency'),
  } })
  view = await readCase(cases.room, an, caseId)
})
afterAll(() => cases.drop())

async function paper(request: PaperRequest & { sign?: true }): Promise<{ text: string; content: Buffer; number: number | null }> {
  const made = await makePaper({ ...cases.room, locales }, an, caseId, request)
  if (!made.ok) throw new Error(made.why)
  const { content } = await readPaper(cases.room, an, caseId, made.id)
  return { text: wordText(content), content, number: made.number }
}

const part = (kind: string) => view.parts.find((one) => one.kind === kind)?.id ?? ''

describe('Mẫu số 01', () => {
  test('is filled from the case, marks the draft, what is unconfirmed, declined and not asked', async () => {
    const { text } = await paper({ kind: 'mau-01' })
    for (const said of [
      'BẢN NHÁP – CHƯA CÓ CHỮ KÝ', 'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM', 'Số: ……/BC-TTCTXH', 'Đà Nẵng, ngày 05 tháng 02 năm 2026', 'TIẾP NHẬN THÔNG TIN TRẺ EM BỊ XÂM HẠI',
      'điện thoại (nhắn tin Zalo); người báo: hàng xóm, người dân', '22 giờ 10, ngày 05 tháng 02 năm 2026', 'Họ và tên trẻ em: Hồ Thị Kiều Oanh', '☒ Nữ', '☐ Nam',
      'thôn 3, xã Quế Thọ (xã Việt An, trước 01/7/2025 là Quế Thọ)', '(máy ghi, chưa xác nhận)', 'Cán bộ tiếp nhận thông tin', 'cần so với Công báo',
    ]) expect(text).toContain(said)
    expect(text).toMatch(/Họ và tên cha: \t/)
    expect(text).toMatch(/không có được hỗ trợ, can thiệp\? không biết/)
    expect(text).not.toContain('Canary')
    expect(text).toBe(text.normalize('NFC'))
  })

  test('is signed only when a human has confirmed every printed answer; numbers run without gaps', async () => {
    const sign = () => makePaper({ ...cases.room, locales }, an, caseId, { kind: 'mau-01', sign: true })
    expect(await sign()).toMatchObject({ ok: false, why: 'unconfirmed', fields: ['child.carer', 'reporter.kind', 'concern.place', 'concern.commune', 'concern.communeOld'] })
    const concern = part('concern')
    await editCase(cases.room, an, caseId, [
      { partId: concern, field: 'place', baseVersion: 1, answer: value('thôn 3, xã Quế Thọ') }, { partId: concern, field: 'commune', baseVersion: 1, answer: value('20767') },
      { partId: concern, field: 'communeOld', baseVersion: 1, answer: value('Quế Thọ') }, { partId: part('reporter'), field: 'kind', baseVersion: 1, answer: value('neighbour') },
      { partId: part('child'), field: 'carer', baseVersion: 1, answer: { status: 'declined' } },
    ])
    const [first, second] = [await paper({ kind: 'mau-01', sign: true }), await paper({ kind: 'mau-01', sign: true })]
    expect([first.number, second.number]).toEqual([1, 2])
    expect(first.text).toContain('Số: 01/BC-TTCTXH')
    expect(first.text).toContain('Nguyễn Thị Ánh')
    expect(first.text).not.toContain('BẢN NHÁP')
    expect((await readCase(cases.room, an, caseId)).papers.filter(({ signedBy }) => signedBy === an.id)).toHaveLength(2)
  })

  test('who wishes to stay unnamed is not named', async () => {
    const reporter = part('reporter')
    await editCase(cases.room, an, caseId, [{ partId: reporter, field: 'name', baseVersion: 0, answer: value('Canary Văn Báo') }, { partId: reporter, field: 'keepSecret', baseVersion: 0, answer: value('yes') }])
    const { text } = await paper({ kind: 'mau-01' })
    expect(text).toContain('muốn giữ kín danh tính')
    expect(text).not.toContain('Canary')
  })
})

test('Mẫu số 02 counts levels in two blocks and says that it is a reconstruction', async () => {
  const { text } = await paper({ kind: 'mau-02' })
  expect(text).toContain('BẢN DỰNG LẠI – CHƯA SO VỚI VĂN BẢN GỐC')
  expect(text).toContain('Cao: 2    Trung bình: 0    Thấp: 0')
  expect(text).toContain('Cao: 0    Trung bình: 2    Thấp: 2')
  expect(text).toContain('Nguy cơ cao, cần can thiệp khẩn cấp')
})

test('the referral letter holds what was chosen and nothing else', async () => {
  const child = part('child')
  const { id: referralId } = await prepareReferral(cases.room, an, caseId, {
    bodyKind: 'commune', ground: { kind: 'legal', article: '19-1a', why: 'nguy cơ ngay' }, chosen: [{ partId: child, field: 'age' }, { partId: part('concern'), field: 'commune' }],
  })
  const { text } = await paper({ kind: 'referral-letter', referralId })
  for (const said of ['Kính gửi: Ủy ban nhân dân xã Việt An', 'Điều 19.1a', 'Tuổi ước lượng', 'xã Việt An', '10 giờ 10, ngày 06 tháng 02 năm 2026', 'Điều 33']) expect(text).toContain(said)
  expect(text).not.toContain('Hồ Thị Kiều Oanh')
  expect(text).not.toContain('vết bầm')
})

test('under the head’s title only the head’s name stands', async () => {
  const { id: referralId } = await prepareReferral(cases.room, an, caseId, { bodyKind: 'police', ground: { kind: 'legal', article: '19-1a', why: 'nguy cơ ngay' }, chosen: [] })
  const head = await cases.officer('head', 'Lê Văn Trưởng')
  const signedBy = async (who: Officer) => {
    const made = await makePaper({ ...cases.room, locales }, who, caseId, { kind: 'referral-letter', referralId, sign: true })
    if (!made.ok) throw new Error(made.why)
    return wordText((await readPaper(cases.room, who, caseId, made.id)).content).replace(/\s+/g, ' ')
  }
  expect(await signedBy(an)).toMatch(/Người lập \(Ký, ghi rõ họ tên\) Nguyễn Thị Ánh GIÁM ĐỐC \(Ký, ghi rõ họ tên\) (?!Nguyễn)/)
  expect(await signedBy(head)).toMatch(/GIÁM ĐỐC \(Ký, ghi rõ họ tên\) Lê Văn Trưởng/)
})

test('reports tell what was done for the child, not who handles the case or which papers were signed', async () => {
  await assignCase(cases.room, an, caseId, { staffId: an.id })
  for (const kind of ['incident-report', 'follow-up-report'] as const) {
    const { text } = await paper({ kind })
    for (const inside of ['Đã ký văn bản', 'Đổi cán bộ phụ trách']) expect(text, kind).not.toContain(inside)
  }
})

test('the closing report is signed only when the case is closed', async () => {
  expect((await paper({ kind: 'closing-report' })).text).toContain('Hồ sơ chưa kết thúc.')
  expect(await makePaper({ ...cases.room, locales }, an, caseId, { kind: 'closing-report', sign: true })).toEqual({ ok: false, why: 'not-closed' })
})

test.skipIf(!canRender)('every paper opens in LibreOffice, where there is one, and is drawn for people to look at', async () => {
  const { id: referralId } = await prepareReferral(cases.room, an, caseId, { bodyKind: 'commune', ground: { kind: 'legal', article: '19-1a', why: 'nguy cơ ngay' }, chosen: [{ partId: part('child'), field: 'name' }] })
  const requests: PaperRequest[] = [{ kind: 'mau-01' }, { kind: 'mau-02' }, { kind: 'referral-letter', referralId }, { kind: 'follow-up-report' }, { kind: 'closing-report' }, { kind: 'incident-report' }]
  for (const request of requests) {
    const { pages, text } = await render(request.kind, (await paper(request)).content)
    expect([pages.length > 0, text.includes('CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM')], request.kind).toEqual([true, true])
  }
}, 180_000)

test('papers are well-formed Word files in Times New Roman on A4, and lie encrypted', async () => {
  const { content } = await paper({ kind: 'follow-up-report' })
  const files = unzip(content)
  expect(files.get('word/document.xml')).toMatch(/w:pgSz w:w="11906" w:h="16838"/)
  expect(files.get('word/document.xml')).toContain('Times New Roman')
  const { rows } = await cases.db.pool.query<{ contentEnc: Buffer }>('select content_enc as "contentEnc" from case_document')
  expect(rows.every(({ contentEnc }) => contentEnc.indexOf('PK') !== 0 && contentEnc.indexOf('word/document.xml') === -1)).toBe(true)
})
