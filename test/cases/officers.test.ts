/** Who answers for a case, and finding cases by everything that may be searched for. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { addPart, assignCase, readCase, searchCases, searchNotes, type CaseSearch, type Officer } from '../../src/cases/index.ts'
import { refreshCaseFacts } from '../../src/reports/index.ts'
import { startTestCases, value, type TestCases } from './support.ts'

let cases: TestCases
let an: Officer
let binh: Officer
let lan: Officer
beforeAll(async () => {
  cases = await startTestCases()
  ;[an, binh, lan] = [await cases.officer('counsellor', 'An'), await cases.officer('counsellor', 'Bình'), await cases.officer('supervisor', 'Lan')]
})
afterAll(() => cases.drop())

const found = async (search: Partial<CaseSearch>, officer = an) => (await searchCases(cases.room, officer, { text: '', ...search })).map(({ id }) => id)

test('whoever opens a case by hand answers for it; one opened by the machine waits for somebody', async () => {
  const [byHand, byMachine] = [(await cases.caseOf({}, an)).id, (await cases.caseOf()).id]
  expect(await found({ staffId: an.id })).toContain(byHand)
  expect(await found({ staffId: null })).toContain(byMachine)
  expect(await found({ staffId: an.id })).not.toContain(byMachine)
})

test('a case nobody has is taken, handed on by its officer, given by a supervisor; nobody takes it from another', async () => {
  const { id } = await cases.caseOf()
  expect(await assignCase(cases.room, binh, id, { staffId: an.id }), 'not for somebody else').toEqual({ ok: false, why: 'not-yours' })
  expect(await assignCase(cases.room, an, id, { staffId: an.id })).toEqual({ ok: true, responsibleId: an.id })
  expect(await assignCase(cases.room, binh, id, { staffId: binh.id })).toEqual({ ok: false, why: 'not-yours' })
  expect(await assignCase(cases.room, an, id, { staffId: binh.id })).toEqual({ ok: true, responsibleId: binh.id })
  expect(await assignCase(cases.room, lan, id, { staffId: an.id })).toEqual({ ok: true, responsibleId: an.id })
  const analyst = await cases.officer('analyst', 'Phân')
  expect(await assignCase(cases.room, lan, id, { staffId: analyst.id })).toEqual({ ok: false, why: 'not-staff' })
  const { events, record } = await readCase(cases.room, an, id)
  expect(record.responsibleId).toBe(an.id)
  expect(events.filter(({ kind }) => kind === 'assigned').map(({ by, detail }) => [by, detail])).toEqual([
    [an.id, { to: an.id }], [an.id, { from: an.id, to: binh.id }], [lan.id, { from: binh.id, to: an.id }],
  ])
})

test('two who take a case at the same moment: one has it', async () => {
  const { id } = await cases.caseOf()
  const results = await Promise.all([assignCase(cases.room, an, id, { staffId: an.id }), assignCase(cases.room, binh, id, { staffId: binh.id })])
  expect(results.filter(({ ok }) => ok)).toHaveLength(1)
})

test('cases are found by commune, category, day and officer, alone and together', async () => {
  const at = new Date('2026-03-02T08:00:00+07:00')
  const { id } = await cases.caseOf({ categories: ['C1'], firstInboundAt: at }, binh)
  await addPart(cases.room, binh, id, { kind: 'concern', answers: { category: value('C1'), commune: value('20767') } })
  await refreshCaseFacts(cases.room)
  const [from, to] = [new Date('2026-03-02T00:00:00+07:00'), new Date('2026-03-03T00:00:00+07:00')]
  const fits: Partial<CaseSearch>[] = [{ commune: '20767' }, { category: 'C1' }, { commune: '20767', category: 'C1' }, { from, to }, { staffId: binh.id, category: 'C1' }, { text: 'C1' }, { text: 'việt an' }, { text: 'C1', commune: '20767', staffId: binh.id, from, to }]
  for (const search of fits) expect(await found(search), JSON.stringify(search)).toEqual([id])
  const misses: Partial<CaseSearch>[] = [{ commune: '20341' }, { category: 'C2' }, { commune: '20767', category: 'A1' }, { from: to }, { staffId: an.id, category: 'C1' }, { text: 'C1', commune: '20341' }, { commune: '20767', state: 'closed' }, { staffId: null, category: 'C1' }]
  for (const search of misses) expect(await found(search), JSON.stringify(search)).not.toContain(id)
})

test('pages follow each other without a gap, whatever the filter', async () => {
  const ids: string[] = []
  for (let n = 0; n < 53; n += 1) ids.push((await cases.caseOf({ firstInboundAt: new Date(Date.UTC(2026, 4, 1, n)) }, lan)).id)
  const first = await searchCases(cases.room, lan, { text: '', staffId: lan.id })
  const last = first.at(-1)
  if (!last) throw new Error('a full page')
  const second = await searchCases(cases.room, lan, { text: '', staffId: lan.id, before: { openedAt: last.openedAt, id: last.id } })
  expect([...first, ...second].map(({ id }) => id)).toEqual(ids.toReversed())
})

test('words of notes are found without marks and case, with the words around them; others’ cases only by a supervisor', async () => {
  const { id } = await cases.caseOf({}, an)
  await addPart(cases.room, an, id, { kind: 'note', answers: { text: value('Bà ngoại nói chiếc xe đạp màu XANH để ở chuồng trâu') } })
  await addPart(cases.room, an, id, { kind: 'concern', answers: { description: value('không có gì') } })
  const search = (officer: Officer, text: string) => searchNotes(cases.room, officer, { text })
  for (const text of ['chuong trau', 'Chuồng Trâu', 'xanh xe dap', 'CHUỒNG']) expect((await search(an, text)).hits, text).toMatchObject([{ id, found: [{ part: 'note', field: 'text' }] }])
  expect((await search(an, 'chuong trau')).hits[0]?.found[0]?.excerpt).toContain('chuồng trâu')
  expect((await search(an, 'chuong bo')).hits).toEqual([])
  expect((await search(an, 'huong'), (await search(an, 'huong')).hits), 'whole words').toEqual([])
  expect((await search(binh, 'chuong trau')).hits).toEqual([])
  expect((await search(lan, 'chuong trau')).hits).toHaveLength(1)
  const { rows } = await cases.db.pool.query<{ staff: string; reason: string }>(`select staff_id as staff, reason from access_log where subject_id = $1 and reason = 'search'`, [id])
  expect(rows.filter(({ staff }) => staff === lan.id)).toHaveLength(1)
  expect(rows.some(({ staff }) => staff === binh.id)).toBe(false)
})

test('a search of notes says how far back it read and goes on from there', async () => {
  const all = { read: 0, hits: 0 }
  let before: { openedAt: Date; id: string } | null = null
  do {
    const page: Awaited<ReturnType<typeof searchNotes>> = await searchNotes(cases.room, lan, { text: 'chuồng trâu', ...(before ? { before } : {}) })
    all.read += page.read
    all.hits += page.hits.length
    before = page.next
  } while (before)
  const { rows: [count] } = await cases.db.pool.query<{ n: number }>('select count(*)::int as n from case_record')
  expect(all).toEqual({ read: count?.n, hits: 1 })
})
