/**
 * The daily roll-up of cases: every dimension's counts of one day, counted once and added up ever after. A case belongs to
 * the one day of its first message, so days add up exactly, also for cases.
 */
import { createHash } from 'node:crypto'
import { transaction, type Pool } from '../database/index.ts'
import type { Asking } from './calmly.ts'
import { DIMENSIONS, dimension, isDimension, type DimensionName } from './dimensions.ts'

const NAMES: readonly DimensionName[] = Object.keys(DIMENSIONS).filter(isDimension)
/** New groups (groups.json) count by new rules: what was counted by others is counted again. */
export const RULES = createHash('sha256').update(JSON.stringify(DIMENSIONS)).digest('hex').slice(0, 16)
/** The name under which all cases of a day stand. */
export const ALL = ''

const DAYS_A_TIME = 31

const TAKE = `
  delete from case_day_stale where day in (select day from case_day_stale order by day limit ${DAYS_A_TIME} for update skip locked)
  returning to_char(day, 'YYYY-MM-DD') as day`
const CLEAR = `delete from case_day where day = any($1::date[])`
// One pass a dimension over the facts of a few days. Index: case_fact_day_idx.
const COUNT = [
  `select day, '${ALL}' as dimension, '' as code, count(distinct case_id)::int as cases, count(*)::int as children from facts group by 1`,
  ...NAMES.map((name) => {
    const { sql, many } = dimension(name)
    return many === true
      ? `select day, '${name}', d.code, count(distinct case_id)::int, count(*)::int from facts cross join lateral unnest(${sql}) as d(code) group by 1, 3`
      : `select day, '${name}', ${sql}, count(distinct case_id)::int, count(*)::int from facts group by 1, 3`
  }),
].join(' union all ')
const KEEP = `
  with facts as materialized (select * from case_fact where day = any($1::date[]))
  insert into case_day (day, dimension, code, cases, children, rules) select c.day, c.dimension, coalesce(c.code, ''), c.cases, c.children, $2 from (${COUNT}) c`

/** Counts the days whose facts changed, a month at a time. Any number of instances may; each day is counted by one. */
export async function rollDays(pool: Pool): Promise<number> {
  await pool.query(`insert into case_day_stale (day) select distinct day from case_day where rules <> $1 on conflict do nothing`, [RULES])
  for (let done = 0; ;) {
    const days = await transaction(pool, async (client) => {
      const { rows } = await client.query<{ day: string }>(TAKE)
      const taken = rows.map(({ day }) => day)
      if (taken.length > 0) {
        await client.query(CLEAR, [taken])
        await client.query(KEEP, [taken, RULES])
      }
      return taken.length
    })
    done += days
    if (days < DAYS_A_TIME) return done
  }
}

// Index: case_day_stale_pkey.
const FRESH = `select not exists (select 1 from case_day_stale where day between $1 and $2) as fresh`

/** Whether every day of a period is counted as its facts stand. */
export async function isRolled(pool: Asking, { from, to }: { from: string; to: string }): Promise<boolean> {
  const { rows: [row] } = await pool.query<{ fresh: boolean }>(FRESH, [from, to])
  return row?.fresh === true
}

// Index: case_day_pkey.
const SUM = (count: 'cases' | 'children') => `
  select case when $1 = '${ALL}' then '{}' else array[code] end as codes, sum(${count})::int as n from case_day where dimension = $1 and day between $2 and $3 group by code`

/** The counts of one dimension, or of all cases, over a period whose days are rolled up. */
export async function sumDays(
  pool: Asking,
  { from, to, count }: { from: string; to: string; count: 'cases' | 'children' },
  name: DimensionName | undefined,
): Promise<{ codes: string[]; n: number }[]> {
  return (await pool.query<{ codes: string[]; n: number }>(SUM(count), [name ?? ALL, from, to])).rows
}
