/** What a counsellor corrected stays corrected, whatever the machine reads afterwards; figures follow once they are rolled up. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { conversationSchema } from '../../src/desk/api.ts'
import type { DeskOf } from '../support/deskOf.ts'
import { eventually } from '../support/eventually.ts'
import { hears, startWhole, webChild } from './support.ts'

let whole: Awaited<ReturnType<typeof startWhole>>
let hoa: DeskOf
beforeAll(async () => {
  whole = await startWhole()
  hoa = await whole.desk('counsellor')
})
afterAll(() => whole.stop())

const THANG_BINH = '20791'
const opened = async (id: string) => conversationSchema.parse(await (await hoa.get(`/conversations/${id}`)).json())

test('commune, labels and reporter set by hand outlive the next words; a new matter is added, what was taken away is not', async () => {
  const child = await webChild(whole.service.url)
  await hears(child, 'em ở Tiên Phước, ba hay đánh em bằng dây điện')
  const { rows: [row] } = await whole.db.pool.query<{ id: string }>('select id from conversation')
  const id = row?.id ?? ''
  const before = await opened(id)
  expect(before.categories).toContain('A1')
  const correct = (name: string, value: unknown) => hoa.post(`/conversations/${id}/correct`, { name, value, after: null, reason: 'Em nói rõ' })
  for (const [name, value] of [['commune', THANG_BINH], ['categories', ['A6']], ['reporter', 'sibling'], ['age', 9]] as const) expect([name, (await correct(name, value)).status]).toEqual([name, 200])

  await child.says('ba đánh em hoài, em 12 tuổi, ở Tiên Phước á, em muốn chết')
  await eventually(async () => expect((await opened(id)).categories.length).toBeGreaterThan(1))
  const after = await opened(id)
  expect([after.commune, after.reporter, after.categories[0], after.categories.includes('A1'), after.categories.includes('F1')]).toEqual([THANG_BINH, 'sibling', 'A6', false, true])
  expect(after.facts.find(({ name }) => name === 'age')?.value).toBe(9)
  // What was heard stays marked where it was said.
  expect(after.evidence.length).toBeGreaterThanOrEqual(before.evidence.length)

  const caseId = after.case?.id ?? ''
  await hoa.get(`/cases/${caseId}`)
  const record = await (await hoa.get(`/cases/${caseId}`)).json() as { record: { categories: string[] } }
  expect(record.record.categories).not.toContain('A1')
})
