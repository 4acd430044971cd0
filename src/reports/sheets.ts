/** Tables as files: CSV that opens rightly in Excel, and XLSX. No cell can become a formula. */
import writeXlsxFile from 'write-excel-file/node'

export type Sheet = { name: string; head: readonly string[]; rows: readonly (readonly (string | number | null)[])[] }

const BYTE_ORDER_MARK = '\uFEFF'
/** What a spreadsheet takes for the beginning of a formula (OWASP, CSV injection). */
const FORMULA = /^[=+\-@\t\r]/

/** UTF-8 with its mark, CRLF, every field quoted. A text that looks like a formula gets an apostrophe before it. */
export function toCsv(sheet: Sheet): string {
  const field = (cell: string | number | null) => `"${(typeof cell === 'number' ? String(cell) : harmless(cell ?? '')).replace(/"/g, '""')}"`
  return BYTE_ORDER_MARK + [sheet.head, ...sheet.rows].map((row) => `${row.map(field).join(',')}\r\n`).join('')
}

function harmless(text: string): string {
  const tidy = text.normalize('NFC')
  return FORMULA.test(tidy.trimStart()) ? `'${tidy}` : tidy
}

const SHEET_NAME_LENGTH = 31

/** One file, one sheet a table. Texts are written as texts, numbers as numbers. */
export async function toXlsx(sheets: readonly Sheet[]): Promise<Buffer> {
  return writeXlsxFile(sheets.map(({ name, head, rows }) => ({
    sheet: name.replace(/[\\/?*[\]:]/g, ' ').slice(0, SHEET_NAME_LENGTH),
    stickyRowsCount: 1,
    columns: head.map((title) => ({ width: Math.max(12, title.length + 2) })),
    data: [
      head.map((value) => ({ value, type: String, fontWeight: 'bold' as const })),
      ...rows.map((row) => row.map((cell) => (typeof cell === 'number' ? { value: cell, type: Number } : { value: harmless(cell ?? ''), type: String }))),
    ],
  }))).toBuffer()
}
