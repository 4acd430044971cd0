/** Figures in the shape others count in: Child Helpline International, Thông tư 13/2021. Everything that leaves is suppressed first. */
import type { Language, Locales } from '../locales.ts'
import type { Asking } from './calmly.ts'
import type { DimensionName } from './dimensions.ts'
import { pivot, type PivotQuery } from './pivot.ts'
import { pivotSheet } from './pivotSheet.ts'
import type { Sheet } from './sheets.ts'
import { suppress } from './suppress.ts'

type Table = { name: string; count: PivotQuery['count']; rows: DimensionName; columns?: DimensionName }

/** CHI's data framework: reason for contact by sex, age and way of contact. */
const CHI: readonly Table[] = [
  { name: 'reason x sex', count: 'children', rows: 'chi', columns: 'sex' },
  { name: 'reason x age', count: 'children', rows: 'chi', columns: 'ageBand' },
  { name: 'reason x channel', count: 'cases', rows: 'chi', columns: 'channel' },
  { name: 'group', count: 'cases', rows: 'chiGroup' },
  { name: 'who contacted', count: 'cases', rows: 'reporter' },
]

/** Thông tư 13/2021, indicator 0101: abused children by sex, age band, environment, place. Its true codes replace groups.json. */
const TT13: readonly Table[] = [
  { name: '0101 gioi tinh', count: 'children', rows: 'tt13', columns: 'sex' },
  { name: '0101 nhom tuoi', count: 'children', rows: 'tt13', columns: 'ageBand' },
  { name: '0101 moi truong', count: 'children', rows: 'tt13', columns: 'environment' },
  { name: '0101 xa phuong', count: 'children', rows: 'commune', columns: 'tt13' },
]

export const EXPORTS = { chi: CHI, tt13: TT13 } as const satisfies Record<string, readonly Table[]>

/** The tables of an export, suppressed, ready for CSV or XLSX. */
export async function exportTables(
  pool: Asking,
  locales: Locales,
  request: { shape: keyof typeof EXPORTS; from: string; to: string; language: Language },
): Promise<Sheet[]> {
  const { shape, from, to, language } = request
  const tables: readonly Table[] = EXPORTS[shape]
  return Promise.all(tables.map(async ({ name, count, rows, columns }) => {
    const dimensions = { rows, ...(columns === undefined ? {} : { columns }) }
    return pivotSheet(locales, language, name, suppress(await pivot(pool, { from, to, count, ...dimensions })), dimensions)
  }))
}
