import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { addPart, changeReferral, prepareReferral, recordStep, type Officer } from '../../src/cases/index.ts'
import { COMMUNES } from '../../src/directory/index.ts'
import { readLocales } from '../../src/locales.ts'
import { casesBehind, contactsBy, DIMENSIONS, exportTables, isDimension, labelOf, pivot, planPeriod, planReport, refreshCaseFacts, refreshContactFacts, serviceFigures, toCsv, triageAgreement, yearBefore, type DimensionName } from '../../src/reports/index.ts'
import { CATEGORIES } from '../../src/triage/index.ts'
import { wordText } from '../support/unzip.ts'
import { startTestCases, value, type TestCases } from './support.ts'

let cases: TestCases
let an: Officer
beforeAll(async () => {
  cases = await startTestCases()
  an = await cases.officer('counsellor', 'Nguyễn An')
})
afterAll(() => cases.drop())

describe('facts', () => {
  test('a case becomes codes: age at the time, the commune behind the old name, clocks kept, bodies told; no name', async () => {
    cases.clock.now = new Date('2026-03-02T08:00:00+07:00')
    const first = new Date('2026-03-01T22:10:00+07:00')
    const { id } = await cases.caseOf({ firstInboundAt: first, categories: ['A1', 'A7'], reporter: 'neighbour', slots: { place: { status: 'value', value: 'xã Quế Thọ cũ' } } })
    const { id: child } = await addPart(cases.room, an, id, { kind: 'child', answers: { name: value('Canary Na'), birthDate: value('2016-03-02'), sex: value('female'), special: value(['a']) } })
    await addPart(cases.room, an, id, { kind: 'child', answers: { age: value(3), sex: value('male') } })
    await addPart(cases.room, an, id, { kind: 'harmer', answers: { relation: value('stepfather') } })
    await addPart(cases.room, an, id, { kind: 'concern', answers: { category: value('A1'), environment: value('family'), form: value('physical'), commune: value('20767') } })
    const { id: referral } = await prepareReferral(cases.room, an, id, { bodyKind: 'commune', ground: { kind: 'legal', article: '19-1a', why: 'x' }, chosen: [{ partId: child, field: 'sex' }] })
    await changeReferral(cases.room, an, referral, { act: 'send' })
    await recordStep(cases.room, an, id, { kind: 'emergency.decided' })
    await refreshCaseFacts(cases.room)
    const { rows } = await cases.db.pool.query('select t.*, day::text as day from case_fact t where case_id = $1 order by child', [id])
    expect(rows).toMatchObject([
      { child: 0, day: '2026-03-01', channel: 'zalo', urgency: 'high', category: 'A1', sex: 'female', age: 9, commune: '20767', relation: 'stepfather', environment: 'family', form: 'physical', groups: ['a'], state: 'referred', kept: ['emergency'], missed: ['pass-on'], referred: ['commune'] },
      { child: 1, sex: 'male', age: 3 },
    ])
    expect(JSON.stringify(rows)).not.toContain('Canary')
    expect(await refreshCaseFacts(cases.room), 'nothing changed since').toBe(0)
  })
})

describe('pivot', () => {
  const codes = { channel: ['zalo', 'web'], category: ['A1', 'A3', 'B1', 'H1'], sex: ['male', 'female', 'unknown'], environment: ['family', 'school'], commune: ['20767', '20341'], kept: [[], ['emergency'], ['emergency', 'plan']], missed: [[], ['plan']] }

  beforeAll(async () => {
    // 400 cases of one to three children, drawn with a fixed seed.
    const pick = <T>(list: readonly T[]) => fc.constantFrom(...list)
    const drawn = fc.sample(fc.record({ channel: pick(codes.channel), category: pick(codes.category), environment: pick(codes.environment), kept: pick(codes.kept), missed: pick(codes.missed), day: fc.integer({ min: 1, max: 120 }),
      children: fc.array(fc.record({ sex: pick(codes.sex), age: fc.oneof(fc.constant(null), fc.integer({ min: 0, max: 17 })), commune: pick(codes.commune) }), { minLength: 1, maxLength: 3 }) }), { numRuns: 400, seed: 7 })
    for (const one of drawn) {
      const id = randomUUID()
      const day = new Date(Date.UTC(2024, 0, one.day)).toISOString().slice(0, 10)
      for (const [child, { sex, age, commune }] of one.children.entries()) {
        await cases.db.pool.query(
          `insert into case_fact (case_id, child, day, channel, urgency, category, categories, reporter, commune, sex, age, ethnicity, environment, relation, form, groups, outcome, state, kept, missed, referred, children)
           values ($1, $2, $3, $4, 'high', $5, array[$5], 'unknown', $6, $7, $8, 'unknown', $9, 'unknown', 'unknown', '{}', 'unknown', 'new', $10, $11, '{}', $12)`,
          [id, child, day, one.channel, one.category, commune, sex, age, one.environment, one.kept, one.missed, one.children.length])
      }
    }
  })

  const period = { from: '2024-01-01', to: '2024-12-31' }

  test.each<[string, DimensionName, DimensionName | undefined, 'cases' | 'children', string]>([
    ['cases by channel and category', 'channel', 'category', 'cases', `select channel as row, category as column, count(distinct case_id) as n from case_fact where day >= '2024-01-01' and day < '2025-01-01' group by 1, 2`],
    ['children by sex and environment', 'sex', 'environment', 'children', `select sex as row, environment as column, count(*) as n from case_fact where day >= '2024-01-01' and day < '2025-01-01' group by 1, 2`],
    ['cases by commune of a child and sex', 'commune', 'sex', 'cases', `select commune as row, sex as column, count(distinct case_id) as n from case_fact where day >= '2024-01-01' and day < '2025-01-01' group by 1, 2`],
    ['cases by clock kept and channel', 'kept', 'channel', 'cases', `select k as row, channel as column, count(distinct case_id) as n from case_fact, unnest(kept) k where day >= '2024-01-01' and day < '2025-01-01' group by 1, 2`],
    ['children by age band and sex', 'ageBand', 'sex', 'children', `select case when age is null then 'unknown' when age < 6 then '0-5' when age < 11 then '6-10' when age < 14 then '11-13' when age < 16 then '14-15' else '16-17' end as row, sex as column, count(*) as n from case_fact where day >= '2024-01-01' and day < '2025-01-01' group by 1, 2`],
  ])('%s equals an independent count in SQL', async (_, rows, columns, count, sql) => {
    const table = await pivot(cases.db.pool, { ...period, count, rows, ...(columns ? { columns } : {}) })
    const { rows: counted } = await cases.db.pool.query<{ row: string; column: string; n: string }>(sql)
    expect(counted.length).toBeGreaterThan(3)
    for (const { row, column, n } of counted) expect(table.cells[table.rows.indexOf(row)]?.[table.columns.indexOf(column)], `${row} ${column}`).toBe(Number(n))
    expect(table.cells.flat().filter((n) => n !== 0)).toHaveLength(counted.length)
    const { rows: [whole] } = await cases.db.pool.query<{ n: string }>(`select ${count === 'cases' ? 'count(distinct case_id)' : 'count(*)'} as n from case_fact where day >= '2024-01-01' and day < '2025-01-01'`)
    expect(table.total).toBe(Number(whole?.n))
  })

  test('every dimension counts all cases of the period and finds its labels', async () => {
    const locales = await readLocales()
    for (const name of Object.keys(DIMENSIONS).filter(isDimension)) {
      const table = await pivot(cases.db.pool, { ...period, count: 'cases', rows: name })
      expect(table.total, name).toBe(400)
      for (const code of table.rows) for (const language of ['vi', 'en'] as const) expect(labelOf(locales, language, name, code)).not.toBe('')
    }
    for (const code of Object.keys(CATEGORIES)) expect(labelOf(locales, 'en', 'category', code)).not.toBe('')
    for (const { code } of COMMUNES) expect(labelOf(locales, 'vi', 'commune', code)).not.toBe(code)
  })

  test('filters keep what they say, and a figure leads to its cases', async () => {
    const query = { ...period, rows: 'sex', columns: 'channel', filters: { category: ['A3'] } } as const
    const table = await pivot(cases.db.pool, { ...query, count: 'cases' })
    const behind = await casesBehind(cases.db.pool, query, { row: 'female', column: 'zalo' })
    // The random facts have no case records: what is behind them is empty, and for real ones it is the case.
    expect(behind).toEqual([])
    expect(table.total).toBe(Number((await cases.db.pool.query(`select count(distinct case_id) as n from case_fact where category = 'A3' and day between '2024-01-01' and '2024-12-31'`)).rows[0].n))
    expect(await casesBehind(cases.db.pool, { from: '2026-03-01', to: '2026-03-01', rows: 'sex' }, { row: 'female' })).toHaveLength(1)
  })

  test('an upside-down period is refused', async () => {
    await expect(pivot(cases.db.pool, { from: '2024-02-01', to: '2024-01-01', count: 'cases', rows: 'sex' })).rejects.toMatchObject({ code: 'bad-request' })
  })

  test('exports hide small counts and keep codes beside words', async () => {
    const sheets = await exportTables(cases.db.pool, await readLocales(), { shape: 'chi', ...period, language: 'en' })
    expect(sheets.map(({ name }) => name)).toEqual(['reason x sex', 'reason x age', 'reason x channel', 'group', 'who contacted', 'Notes'])
    expect(sheets.at(-1)?.rows.flat()).toContain('NOT CHECKED against the original')
    for (const { rows } of sheets) for (const cell of rows.flat()) expect(typeof cell !== 'number' || cell === 0 || cell >= 5).toBe(true)
    expect(sheets[0]?.rows.map(([code]) => code)).toContain('violence.sexual')
    const [tt13] = await exportTables(cases.db.pool, await readLocales(), { shape: 'tt13', ...period, language: 'vi' })
    expect(tt13 && toCsv(tt13)).toContain('Xâm hại tình dục')
  })
})

test('contacts: answered in target, abandoned, night, by the clock of the Centre', async () => {
  const { db } = cases
  async function contact(at: string, urgency: string, humanAfterMinutes: number | undefined) {
    const personId = await cases.person()
    const id = randomUUID()
    const first = new Date(at)
    await db.pool.query(`insert into conversation (id, person_id, channel, urgency, categories, first_inbound_at, opened_at, state, closed_at, last_seq) values ($1, $2, 'web', $3, '{A1}', $4, $4, 'closed', $4, 2)`, [id, personId, urgency, first])
    await db.pool.query(`insert into message (id, conversation_id, seq, direction, author, content_enc, channel, account, said_at, received_at) values (gen_random_uuid(), $1, 1, 'in', 'person', '', 'web', 'web', $2, $2)`, [id, first])
    if (humanAfterMinutes !== undefined) await db.pool.query(`insert into message (id, conversation_id, seq, direction, author, content_enc, channel, account, said_at, received_at, status) values (gen_random_uuid(), $1, 2, 'out', 'staff', '', 'web', 'web', $2, $2, 'sent')`, [id, new Date(first.getTime() + humanAfterMinutes * 60_000)])
  }
  await contact('2023-05-01T22:30:00+07:00', 'emergency', 3)
  await contact('2023-05-01T10:00:00+07:00', 'emergency', 9)
  await contact('2023-05-01T10:00:00+07:00', 'medium', undefined)
  await contact('2023-05-01T11:00:00+07:00', 'info', undefined)
  const days = { from: new Date('2023-05-01T00:00:00+07:00'), to: new Date('2023-05-02T00:00:00+07:00') }
  expect(await refreshContactFacts(cases.room, days)).toBe(4)
  expect(await refreshContactFacts(cases.room, days), 'again: the same rows').toBe(4)
  const period = { from: '2023-05-01', to: '2023-05-01' }
  expect(await serviceFigures(db.pool, period)).toMatchObject([
    { urgency: 'emergency', contacts: 2, counselled: 2, answeredInTarget: 1, withTarget: 2, night: 1, abandoned: 0, waitSecondsMedian: 360, replySecondsMedian: 360 },
    { urgency: 'medium', contacts: 1, counselled: 0, abandoned: 1, answeredInTarget: 0, withTarget: 1 },
    { urgency: 'info', contacts: 1, abandoned: 0, withTarget: 0 },
  ])
  expect(await contactsBy(db.pool, 'channel', period)).toEqual([{ code: 'web', contacts: 4, counselled: 2 }])
})

test('triage agreement counts what humans made of the machine’s level', async () => {
  const judge = async (from: string, to: string) => {
    const { conversationId } = await cases.caseOf({ urgency: 'medium' })
    await cases.db.pool.query(`insert into urgency_change (id, conversation_id, "from", "to", at) values (gen_random_uuid(), $1, 'info', $2, '2022-06-01')`, [conversationId, from])
    await cases.db.pool.query(`insert into urgency_change (id, conversation_id, "from", "to", staff_id, at) values (gen_random_uuid(), $1, $2, $3, $4, '2022-06-02')`, [conversationId, from, to, an.id])
  }
  await judge('high', 'low')
  await judge('medium', 'high')
  await judge('high', 'high')
  expect(await triageAgreement(cases.db.pool, { from: '2022-06-01', to: '2022-06-30' })).toMatchObject({ judged: 3, same: 1, raised: 1, lowered: 1 })
})

describe('the plan’s report', () => {
  test('runs from New Year to its cut-off and compares with the year before', () => {
    expect(planPeriod(cases.centre.papers.reports, 'half-year', 2026)).toEqual({ from: '2026-01-01', to: '2026-05-15', due: '2026-05-20' })
    expect(planPeriod(cases.centre.papers.reports, 'annual', 2026).due).toBe('2026-11-10')
    expect(yearBefore({ from: '2024-01-01', to: '2024-02-29' })).toEqual({ from: '2023-01-01', to: '2023-02-28' })
  })

  test('holds the same totals as the pivot, hides small counts, and is a draft', async () => {
    const { db } = cases
    const room = { pool: db.pool, centre: cases.centre, locales: await readLocales(), now: new Date('2024-05-16T09:00:00+07:00') }
    const period = { from: '2024-01-01', to: '2024-05-15' }
    const text = wordText(await planReport(room, { kind: 'half-year', period }))
    const total = (await pivot(db.pool, { ...period, count: 'cases', rows: 'urgency' })).total
    expect(text).toContain(`mở ${total} hồ sơ vụ việc`)
    for (const said of ['BẢN NHÁP', '6 tháng đầu năm 2024', 'Xâm hại tình dục', 'II. Vấn đề của trẻ em', 'xã Việt An', 'Số liệu từ ngày 01/01/2024 đến ngày 15/05/2024']) expect(text).toContain(said)
    const empty = wordText(await planReport(room, { kind: 'annual', period: { from: '2010-01-01', to: '2010-10-31' } }))
    expect(empty).toContain('Không có.')
  })
})
