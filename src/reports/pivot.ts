import { AppError } from '../errors.ts'
import type { Asking } from './calmly.ts'
import { dimension, OUTSIDE, type DimensionName } from './dimensions.ts'
import { isRolled, sumDays } from './rollDays.ts'

/** `from`, `to`: ISO days, both counted. Filters keep rows whose code stands in the list. */
export type PivotQuery = {
  from: string
  to: string
  count: 'cases' | 'children'
  rows: DimensionName
  columns?: DimensionName
  filters?: Partial<Record<DimensionName, readonly string[]>>
}

/** A null cell is suppressed (see suppress.ts). Totals are counted by themselves, not added up: a case may stand in several lines. */
export type Pivot = {
  rows: string[]
  columns: string[]
  cells: (number | null)[][]
  rowTotals: (number | null)[]
  columnTotals: (number | null)[]
  total: number | null
  /** Whether lines and totals add up; not with several codes a row, nor where a case's children fall into different columns. */
  adds: boolean
}

/**
 * Counts cases (or children) over two dimensions. Lines and totals come from the daily roll-up where it is fresh and
 * nothing is filtered; cells are counted from `case_fact` between two days (index case_fact_day_idx).
 */
export async function pivot(pool: Asking, query: PivotQuery): Promise<Pivot> {
  conditions(query)
  const rolled = Object.keys(query.filters ?? {}).length === 0 && await isRolled(pool, query)
  const countBy = (names: readonly DimensionName[]) => (rolled && names.length < 2 ? sumDays(pool, query, names[0]) : countFacts(pool, query, names))
  const [rowNames, columnNames] = [[query.rows], query.columns === undefined ? [] : [query.columns]]
  const [inside, byRow, byColumn, whole] = await Promise.all([
    query.columns === undefined ? [] : countBy([...rowNames, ...columnNames]), countBy(rowNames), columnNames.length === 0 ? [] : countBy(columnNames), countBy([]),
  ])
  const [rows, columns] = [sorted(byRow.map(({ codes }) => codes[0] ?? '')), query.columns === undefined ? [] : sorted(byColumn.map(({ codes }) => codes[0] ?? ''))]
  const key = (codes: readonly string[]) => JSON.stringify(codes)
  const at = new Map([...inside, ...byRow].map(({ codes, n }) => [key(codes), n]))
  const ofColumn = new Map(byColumn.map(({ codes, n }) => [key(codes), n]))
  const cells = rows.map((row) => columns.map((column) => at.get(key([row, column])) ?? 0))
  const rowTotals = rows.map((row) => at.get(key([row])) ?? 0)
  const columnTotals = columns.map((column) => ofColumn.get(key([column])) ?? 0)
  const total = whole[0]?.n ?? 0
  return { rows, columns, cells, rowTotals, columnTotals, total, adds: addsUp({ cells, rowTotals, columnTotals, total }) }
}

type Counted = { codes: string[]; n: number }

/** One grouping. After unnesting, a child stands once under each of its codes, so rows can be counted plainly. */
async function countFacts(pool: Asking, query: PivotQuery, names: readonly DimensionName[]): Promise<Counted[]> {
  const dimensions = names.map(dimension)
  const { where, values, ofChild } = conditions(query)
  const codes = `array[${dimensions.map(({ sql, many }, index) => (many ? `d${index}.code` : sql)).join(', ')}]::text[]`
  const from = `case_fact ${dimensions.flatMap(({ sql, many }, index) => (many ? [`cross join lateral unnest(${sql}) as d${index}(code)`] : [])).join(' ')} where ${where}`
  const differ = ofChild || dimensions.some((one) => one.ofChild)
  const { rows } = await pool.query<Counted>(query.count === 'cases' && differ ? tellingApart(codes, from) : `
    select ${codes} as codes, count(*)::int as n from ${from} ${query.count === 'cases' ? 'and child = 0' : ''} group by 1`, values)
  return rows
}

/** Cases by what their children may differ in: a case counts once under each code. Only cases of several children need a sort. */
function tellingApart(codes: string, from: string): string {
  return `
    select codes, sum(n)::int as n from (
      select ${codes} as codes, count(*) as n from ${from} and children = 1 group by 1
      union all
      select ${codes}, count(distinct case_id) from ${from} and children > 1 group by 1
    ) as counted group by codes`
}

function addsUp(
  { cells, rowTotals, columnTotals, total }: { cells: readonly (readonly number[])[]; rowTotals: readonly number[]; columnTotals: readonly number[]; total: number },
): boolean {
  const sum = (list: readonly number[]) => list.reduce((so, one) => so + one, 0)
  if (sum(rowTotals) !== total) return false
  return columnTotals.length === 0 || (sum(columnTotals) === total && cells.every((line, row) => sum(line) === rowTotals[row]))
}

function sorted(codes: readonly string[]): string[] {
  const last = (code: string) => ['', OUTSIDE, 'unknown'].indexOf(code === 'unknown' || code === OUTSIDE ? code : '')
  return [...new Set(codes)].toSorted((a, b) => last(a) - last(b) || a.localeCompare(b, 'vi', { numeric: true }))
}

/** The WHERE of a query: the same for counting and for tracing a figure to its rows. */
export function conditions(query: Pick<PivotQuery, 'from' | 'to' | 'filters'>): { where: string; values: unknown[]; ofChild: boolean } {
  if (query.from > query.to) throw new AppError('bad-request', 'error.report-period', 'a period ends before it begins')
  const parts = ['day between $1 and $2']
  const values: unknown[] = [query.from, query.to]
  let ofChild = false
  for (const [name, codes] of entries(query.filters ?? {})) {
    values.push(codes)
    const { sql, many, ofChild: differs } = dimension(name)
    ofChild ||= differs === true
    parts.push(many ? `${sql} && $${values.length}::text[]` : `${sql} = any($${values.length}::text[])`)
  }
  return { where: parts.join(' and '), values, ofChild }
}

function entries(filters: Partial<Record<DimensionName, readonly string[]>>): [DimensionName, readonly string[]][] {
  return Object.entries(filters).filter((one): one is [DimensionName, readonly string[]] => Array.isArray(one[1]))
}
