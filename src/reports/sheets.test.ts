import { expect, test } from 'vitest'
import { unzip } from '../../test/support/unzip.ts'
import { toCsv, toXlsx, type Sheet } from './sheets.ts'

const DANGEROUS = ['=1+1', '+84 905', '-2', '@SUM(A1)', '\t=1', '\r=1', '  =HYPERLINK("http://x")', '=cmd|\' /C calc\'!A0']
const sheet: Sheet = { name: 'a/b:c', head: ['tên', 'số'], rows: [['Hồ "Tý", Quế Thọ'.normalize('NFD'), 3], ...DANGEROUS.map((text) => [text, -1] as const), [null, 0]] }

test('CSV is UTF-8 with its mark, CRLF and quotes, and no field begins like a formula', () => {
  const csv = toCsv(sheet)
  expect(Buffer.from(csv).subarray(0, 3)).toEqual(Buffer.from([0xef, 0xbb, 0xbf]))
  expect(csv.slice(1).split('\r\n').slice(0, 2)).toEqual(['"tên","số"', '"Hồ ""Tý"", Quế Thọ","3"'])
  for (const field of csv.matchAll(/(?:^|,)"((?:[^"]|"")*)"/gm)) expect(field[1]).not.toMatch(/^\s*[=+@]/)
  expect(csv).toContain(`"'-2","-1"`)
})

test('XLSX holds texts as texts, numbers as numbers, and no formula', async () => {
  const files = unzip(await toXlsx([sheet, { ...sheet, name: 'two' }]))
  const xml = [...files].filter(([name]) => name.startsWith('xl/worksheets/')).map(([, text]) => text).join('')
  expect(xml).not.toContain('<f>')
  expect(xml).toMatch(/<v>3<\/v>/)
  expect([...files.values()].join('')).toContain("'=1+1")
  expect(files.get('xl/workbook.xml')).toContain('name="a b c"')
})
