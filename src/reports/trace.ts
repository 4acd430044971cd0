import { NOT_FOCAL } from '../cases/index.ts'
import { dimension, type DimensionName } from './dimensions.ts'
import type { Asking } from './calmly.ts'
import { conditions, type PivotQuery } from './pivot.ts'

const MOST = 500

/** The cases behind one figure of a pivot, for those who may open them: at most 500, newest first. The caller checks who asks. */
export async function casesBehind(
  pool: Asking,
  query: Omit<PivotQuery, 'count'>,
  cell: { row?: string; column?: string },
): Promise<{ id: string; number: string; openedAt: Date }[]> {
  const { where, values } = conditions(query)
  const match = (name: DimensionName | undefined, code: string | undefined): string[] => {
    if (name === undefined || code === undefined) return []
    values.push(code)
    const { sql, many } = dimension(name)
    return [many ? `$${values.length} = any(${sql})` : `${sql} = $${values.length}`]
  }
  const parts = [where, ...match(query.rows, cell.row), ...match(query.columns, cell.column)]
  const { rows } = await pool.query<{ id: string; number: string; openedAt: Date }>(`
    select c.id, c.number, c.opened_at as "openedAt" from case_record c
    where ${NOT_FOCAL} and c.id in (select case_id from case_fact where ${parts.join(' and ')})
    order by c.opened_at desc, c.id limit ${MOST}`, values)
  return rows
}
