/** The plan's report: Word's own charts, with nothing in them that the tables hide. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readLocales } from '../../src/locales.ts'
import { pivot, planReport, suppress } from '../../src/reports/index.ts'
import { fillFacts } from '../support/facts.ts'
import { canRender, render } from '../support/render.ts'
import { unzip, wordText } from '../support/unzip.ts'
import { startTestCases, type TestCases } from './support.ts'

let cases: TestCases
let word: Buffer
const period = { from: '2026-01-01', to: '2026-05-15' }
beforeAll(async () => {
  cases = await startTestCases()
  await fillFacts(cases.db.pool, { n: 240, year: 2026 })
  // Two children alone in their group, which nothing may give away.
  await cases.db.pool.query(`delete from case_fact where category = 'C1' and case_id not in (select case_id from case_fact where category = 'C1' order by day limit 2)`)
  word = await planReport({ pool: cases.db.pool, centre: cases.centre, locales: await readLocales(), now: new Date('2026-05-16T02:00:00Z') }, { kind: 'half-year', period })
})
afterAll(() => cases.drop())

test('each table has its chart, described for those who hear it, and each chart is well-formed', () => {
  const files = unzip(word)
  const charts = [...files].filter(([name]) => /^word\/charts\/chart\d+\.xml$/.test(name))
  expect(charts).toHaveLength(8)
  for (const [name, xml] of charts) {
    expect(xml, name).toMatch(/^<\?xml[^>]*\?>\s*<c:chartSpace /)
    expect((xml.match(/<[a-z]+:[A-Za-z]+[ >]/g) ?? []).length - (xml.match(/<[a-z]+:[A-Za-z]+(?: [^>]*)?\/>/g) ?? []).length, name).toBeLessThanOrEqual((xml.match(/<\/[a-z]+:[A-Za-z]+>/g) ?? []).length)
    expect(files.get('[Content_Types].xml'), name).toContain(`/${name}`)
  }
  const document = files.get('word/document.xml') ?? ''
  expect(document.match(/descr="Biểu đồ: /g)).toHaveLength(8)
  expect(wordText(word)).not.toContain('█')
})

test('a figure the table hides stands nowhere in the file: not in the chart, not in its workbook, not in its description', async () => {
  const shown = suppress(await pivot(cases.db.pool, { ...period, count: 'cases', rows: 'group111' }))
  const hidden = shown.rows.filter((_, at) => shown.rowTotals[at] === null)
  expect(hidden, 'the small one, and another so that it cannot be worked out').toContain('tao-hon')
  expect(hidden.length).toBeGreaterThanOrEqual(2)
  const files = unzip(word)
  const chart = [...files.values()].find((xml) => xml.startsWith('<?xml') && xml.includes('c:chartSpace') && xml.includes('Tảo hôn')) ?? ''
  const at = [...chart.matchAll(/<c:pt idx="(\d+)"><c:v>([^<]*)<\/c:v><\/c:pt>/g)].find(([, , label]) => label?.includes('Tảo hôn'))?.[1]
  const values = new Map([...chart.slice(chart.indexOf('<c:val>')).matchAll(/<c:pt idx="(\d+)"[^>]*><c:v>([^<]*)</g)].map(([, index, n]) => [index, n]))
  expect(at).toBeDefined()
  expect(values.has(at)).toBe(false)
  expect(values.size).toBeGreaterThan(3)
  expect(files.get('word/document.xml')).toMatch(/Tảo hôn[^;"]*: không nêu/)
})

test.skipIf(!canRender)('LibreOffice shows the charts with their numbers', async () => {
  const { pages, text } = await render('half-year-report', word)
  expect(pages.length).toBeGreaterThanOrEqual(3)
  expect(text).toContain('Theo nhóm vấn đề')
}, 180_000)
