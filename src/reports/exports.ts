/** Figures in the shape others count in: Child Helpline International, Thông tư 13/2021. Everything that leaves is suppressed first. */
import type { Language, Locales } from '../locales.ts'
import type { Asking } from './calmly.ts'
import { CODE_SOURCES, type DimensionName } from './dimensions.ts'
import { pivot, type PivotQuery } from './pivot.ts'
import { pivotSheet } from './pivotSheet.ts'
import type { Sheet } from './sheets.ts'
import { SMALLEST_GROUP } from './suppress.ts'
import { suppressTogether, type CountedTable } from './suppressTogether.ts'

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
  const counted = await Promise.all(tables.map(async ({ name: _, ...asked }): Promise<CountedTable> => ({ ...asked, pivot: await pivot(pool, { from, to, ...asked }) })))
  const shown = suppressTogether(counted)
  const notes = notesOf(locales, language, shape, { from, to })
  return [...tables.flatMap(({ name, rows, columns }, at) => {
    const table = shown[at]
    return table ? [pivotSheet(locales, language, name, table, { rows, ...(columns === undefined ? {} : { columns }) })] : []
  }), notes]
}

/** What whoever reads the figures must know: the days, what is hidden, and that nobody has checked the codes. */
function notesOf(locales: Locales, language: Language, shape: keyof typeof EXPORTS, { from, to }: { from: string; to: string }): Sheet {
  const say = (key: string, params: Record<string, string | number> = {}) => locales.text(language, 'cases', `exportNote.${key}`, params)
  const { source, verifiedOn } = CODE_SOURCES[shape]
  return {
    name: say('sheet'),
    head: [say('what'), say('says')],
    rows: [
      [say('days'), `${from} – ${to}`],
      [say('codes'), source],
      [say('verified'), verifiedOn ?? say('unverified')],
      [say('hidden'), say('hiddenMeans', { k: SMALLEST_GROUP })],
    ],
  }
}
