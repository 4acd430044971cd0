/** The routes of reports, for the desk's gate (taken by shape). Analysts see suppressed figures only; who may trace sees them whole. */
import * as z from 'zod'
import type { Pool } from '../database/index.ts'
import type { Centre } from '../directory/index.ts'
import { AppError } from '../errors.ts'
import type { Locales } from '../locales.ts'
import { recordAccess } from '../safeguards/index.ts'
import { may, type Role } from '../staff/index.ts'
import { calmly } from './calmly.ts'
import { DIMENSIONS, isDimension, type DimensionName } from './dimensions.ts'
import { exportTables } from './exports.ts'
import { feedbackFigures } from './feedback.ts'
import { planPeriod } from './periods.ts'
import { pivot } from './pivot.ts'
import { pivotSheet } from './pivotSheet.ts'
import { planReport } from './planReport.ts'
import { serviceFigures, triageAgreement } from './service.ts'
import { toCsv, toXlsx, type Sheet } from './sheets.ts'
import { suppress } from './suppress.ts'
import { casesBehind } from './trace.ts'

type Asked = { staff: { id: string; role: Role; locale: 'vi' | 'en' }; query: unknown }
export type ReportGate = {
  on(method: 'get', path: string, action: 'report.read' | 'report.export' | 'report.trace', handle: (asked: Asked) => Promise<unknown>): void
}
export type ReportRoutesRoom = { db: { pool: Pool }; centre: () => Centre; locales: Locales }

const dimensionName = z.string().refine((name): name is DimensionName => isDimension(name))
const periodSchema = z.object({ from: z.iso.date(), to: z.iso.date() })
/** `filter`: `dimension:code,code`, any number of times. */
const pivotSchema = periodSchema.extend({
  rows: dimensionName,
  columns: dimensionName.exactOptional(),
  count: z.enum(['cases', 'children']).default('cases'),
  filter: z.union([z.string(), z.array(z.string())]).default([]).transform((said) => Object.fromEntries([said].flat().flatMap((one) => {
    const [name = '', codes = ''] = one.split(':')
    return isDimension(name) ? [[name, codes.split(',')]] : []
  }))),
})
const fileSchema = z.enum(['csv', 'xlsx'])
const WORD = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'
const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

export function addReportRoutes({ on }: ReportGate, room: ReportRoutesRoom): void {
  const { pool } = room.db
  // Figures wait for each other, never the desk for figures.
  const calm = calmly(pool)
  on('get', '/reports/dimensions', 'report.read', async () => Object.keys(DIMENSIONS))
  on('get', '/reports/terms', 'report.read', async () => room.centre().papers.reports)
  on('get', '/reports/pivot', 'report.read', async ({ staff, query }) => {
    const { filter, ...asked } = read(pivotSchema, query)
    const table = await pivot(calm, { ...asked, filters: filter })
    return may(staff.role, 'report.trace') ? table : suppress(table)
  })
  on('get', '/reports/cases', 'report.trace', async ({ query }) => {
    const { filter, row, column, ...asked } = read(pivotSchema.extend({ row: z.string().exactOptional(), column: z.string().exactOptional() }), query)
    return casesBehind(calm, { ...asked, filters: filter }, { ...(row === undefined ? {} : { row }), ...(column === undefined ? {} : { column }) })
  })
  on('get', '/reports/service', 'report.trace', ({ query }) => serviceFigures(calm, read(periodSchema, query)))
  on('get', '/reports/triage', 'report.trace', ({ query }) => triageAgreement(calm, read(periodSchema, query)))
  on('get', '/reports/feedback', 'report.read', ({ query }) => feedbackFigures(calm, read(periodSchema, query)))
  on('get', '/reports/pivot/file', 'report.export', async ({ staff, query }) => {
    const { filter, file, ...asked } = read(pivotSchema.extend({ file: fileSchema }), query)
    await logExport(pool, staff.id, `pivot.${asked.rows}`)
    const { rows, columns } = asked
    return toFile([pivotSheet(room.locales, staff.locale, rows, suppress(await pivot(calm, { ...asked, filters: filter })), { rows, ...(columns === undefined ? {} : { columns }) })], file, rows)
  })
  on('get', '/reports/export', 'report.export', async ({ staff, query }) => {
    const { shape, file, ...period } = read(periodSchema.extend({ shape: z.enum(['chi', 'tt13']), file: fileSchema }), query)
    await logExport(pool, staff.id, shape)
    return toFile(await exportTables(calm, room.locales, { shape, language: staff.locale, ...period }), file, shape)
  })
  on('get', '/reports/plan', 'report.export', async ({ staff, query }) => {
    const { kind, year } = read(z.object({ kind: z.enum(['half-year', 'annual']), year: z.coerce.number().int().min(2020).max(2100) }), query)
    await logExport(pool, staff.id, kind)
    const content = await planReport({ pool: calm, centre: room.centre(), locales: room.locales, now: new Date() }, { kind, period: planPeriod(room.centre().papers.reports, kind, year) })
    return { title: `${kind}-${year}.docx`, mime: WORD, base64: content.toString('base64') }
  })
}

async function toFile(sheets: readonly Sheet[], file: 'csv' | 'xlsx', name: string): Promise<{ title: string; mime: string; base64: string }> {
  if (file === 'xlsx') return { title: `${name}.xlsx`, mime: XLSX, base64: (await toXlsx(sheets)).toString('base64') }
  // One CSV holds one table: several stand below each other, each with its name. The mark stands once, at the beginning.
  const texts = sheets.map((sheet, at) => (at === 0 ? toCsv(sheet) : toCsv(sheet).slice(1)))
  return { title: `${name}.csv`, mime: 'text/csv', base64: Buffer.from(texts.join('\r\n'), 'utf8').toString('base64') }
}

async function logExport(pool: Pool, staffId: string, what: string): Promise<void> {
  await recordAccess(pool, { staffId, action: 'report.export', subject: 'staff', subjectId: staffId, reason: what })
}

function read<T>(schema: z.ZodType<T>, value: unknown): T {
  const parsed = schema.safeParse(value)
  if (parsed.success) return parsed.data
  throw new AppError('bad-request', 'error.bad-request', `unusable input: ${parsed.error.issues.map(({ path, code }) => `${path.join('.')}:${code}`).join(' ')}`)
}
