import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { addPart, addTask, amendBreach, breachPaper, decideDataRequest, extendDataRequest, listBreaches, listDue, notifyBreach, readCase, receiveDataRequest, recordBreach, sweepClocks, type Officer } from '../../src/cases/index.ts'
import { readLocales } from '../../src/locales.ts'
import { canRender, render } from '../support/render.ts'
import { wordText } from '../support/unzip.ts'
import { startTestCases, value, type TestCases } from './support.ts'

let cases: TestCases
let an: Officer
beforeAll(async () => {
  cases = await startTestCases()
  an = await cases.officer('supervisor', 'Nguyễn An')
})
afterAll(() => cases.drop())

test('a request has its terms over Tết, is lengthened once, and is answered with words kept sealed', async () => {
  cases.clock.now = new Date('2026-02-13T10:00:00+07:00')
  const { id } = await cases.caseOf()
  await addPart(cases.room, an, id, { kind: 'decision', answers: { legalGround: value('consent') } })
  const request = await receiveDataRequest(cases.room, an, id, { kind: 'erase', asker: 'child' })
  expect(request).toMatchObject({ replyDueAt: new Date('2026-02-25T00:00:00+07:00'), dueAt: new Date('2026-03-05T10:00:00+07:00'), rule: undefined })
  expect(await extendDataRequest(cases.room, an, request.id)).toEqual({ dueAt: new Date('2026-03-25T10:00:00+07:00') })
  await expect(extendDataRequest(cases.room, an, request.id)).rejects.toMatchObject({ code: 'conflict' })
  expect(await decideDataRequest(cases.room, an, request.id, { decision: 'granted', words: 'đã xóa phần ghi chú' })).toEqual({ ok: true })
  expect(await decideDataRequest(cases.room, an, request.id, { decision: 'refused', words: 'x' })).toEqual({ ok: false, why: 'not-open' })
  expect((await readCase(cases.room, an, id)).dataRequests).toMatchObject([{ decision: 'granted', rule: null, words: 'đã xóa phần ghi chú' }])
})

test('an abusive parent’s request cannot be granted, and its refusal names the rule', async () => {
  const { id } = await cases.caseOf()
  await addPart(cases.room, an, id, { kind: 'harmer', answers: { relation: value('father') } })
  const request = await receiveDataRequest(cases.room, an, id, { kind: 'view', asker: 'guardian' })
  expect(request.rule).toBe('guardian-may-be-harmer')
  expect(await decideDataRequest(cases.room, an, request.id, { decision: 'granted', words: 'đây' })).toEqual({ ok: false, why: 'guardian-may-be-harmer' })
  expect(await decideDataRequest(cases.room, an, request.id, { decision: 'refused', words: 'theo Điều 24.2' })).toEqual({ ok: true })
  expect((await readCase(cases.room, an, id)).dataRequests).toMatchObject([{ decision: 'refused', rule: 'guardian-may-be-harmer' }])
})

test('a breach is told within 72 hours, once, and lies sealed', async () => {
  cases.clock.now = new Date('2026-03-02T10:00:00+07:00')
  const words = { what: 'Canary máy tính mất', whose: 'trẻ em', howMany: 3, consequences: 'chưa rõ', measures: 'đổi khóa', contact: 'người phụ trách dữ liệu' }
  const { id, dueAt } = await recordBreach(cases.room, an, { ...words, discoveredAt: new Date('2026-03-02T09:00:00+07:00') })
  expect(dueAt).toEqual(new Date('2026-03-05T09:00:00+07:00'))
  await notifyBreach(cases.room, an, id)
  await expect(notifyBreach(cases.room, an, id)).rejects.toMatchObject({ code: 'conflict' })
  expect(await listBreaches(cases.room)).toMatchObject([{ ...words, notifiedAt: cases.clock.now }])
  expect((await cases.db.pool.query(`select string_agg(b::text, '') as all from data_breach b`)).rows[0].all).not.toContain(Buffer.from('Canary').toString('hex'))
})

test('what became known later is added, with before and after in the change log; Mẫu 08 prints it as a reconstruction without names', async () => {
  cases.clock.now = new Date('2026-03-10T10:00:00+07:00')
  const said = { what: 'gửi nhầm thư', whose: 'địa chỉ của trẻ', howMany: 1, consequences: 'chưa rõ', measures: 'gọi người nhận xóa', contact: 'Nguyễn Thị Ánh, 0236 3 000 000' }
  const { id } = await recordBreach(cases.room, an, { ...said, discoveredAt: new Date('2026-03-10T09:00:00+07:00') })
  await amendBreach(cases.room, an, id, { ...said, howMany: 2 })
  await expect(amendBreach(cases.room, an, randomUUID(), said)).rejects.toMatchObject({ code: 'conflict' })
  expect((await listBreaches(cases.room))[0]).toMatchObject({ id, howMany: 2, notifiedAt: null })
  const { rows } = await cases.db.pool.query(`select actor from change_log where table_name = 'data_breach' and row_id = $1 and before is not null`, [id])
  expect(rows).toEqual([{ actor: an.id }])
  const room = { ...cases.room, locales: await readLocales() }
  const text = wordText((await breachPaper(room, an, id)).content)
  for (const words of ['BẢN DỰNG LẠI', 'BẢN NHÁP', 'Điều 23 Luật', '09 giờ 00, ngày 10 tháng 3 năm 2026', '09 giờ 00, ngày 13 tháng 3 năm 2026', 'Số người bị ảnh hưởng: 2', 'gửi nhầm thư']) expect(text).toContain(words)
  expect(text).not.toContain('Lý do thông báo sau hạn')
  cases.clock.now = new Date('2026-03-14T10:00:00+07:00')
  const late = (await breachPaper(room, an, id)).content
  expect(wordText(late)).toContain('Lý do thông báo sau hạn')
  if (canRender) expect((await render('mau-08', late)).pages).toHaveLength(1)
}, 90_000)

test('what is due stands in one list: clocks, tasks and requests, soonest first, without colleagues’ tasks', async () => {
  cases.clock.now = new Date('2026-06-01T10:00:00+07:00')
  const binh = await cases.officer('counsellor', 'Trần Bình')
  const { id } = await cases.caseOf()
  await sweepClocks(cases.room, async () => undefined)
  await addTask(cases.room, an, id, { kind: 'visit', text: 'thăm', dueAt: new Date('2026-06-01T11:00:00+07:00'), staffId: binh.id })
  await receiveDataRequest(cases.room, an, id, { kind: 'view', asker: 'child' })
  const due = async (officer: Officer, mine: boolean) => (await listDue(cases.room, officer, { until: new Date('2026-06-04T00:00:01+07:00'), mine })).filter(({ caseId }) => caseId === id).map(({ what, name }) => `${what} ${name}`)
  expect(await due(an, false)).toEqual(['task visit', 'clock pass-on', 'clock emergency', 'clock follow-up-day', 'data-reply view'])
  expect(await due(an, true)).not.toContain('task visit')
  expect(await due(binh, true)).toContain('task visit')
})
