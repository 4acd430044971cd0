/** The daily roll-up: the same figures as the facts, whatever changes meanwhile; reports wait for each other, not the desk. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { calmly, DIMENSIONS, isDimension, isRolled, pivot, rollDays } from '../../src/reports/index.ts'
import { fillFacts } from '../support/facts.ts'
import { startTestCases, type TestCases } from './support.ts'

let cases: TestCases
const period = { from: '2026-01-15', to: '2026-04-10' }
beforeAll(async () => {
  cases = await startTestCases()
  await fillFacts(cases.db.pool, { n: 400, year: 2026 })
  // Siblings: two children in one case, of whom one differs.
  await cases.db.pool.query(`
    insert into case_fact select (jsonb_populate_record(f, jsonb_build_object('child', 1, 'sex', 'male', 'children', 2))).* from case_fact f where sex = 'female' and age % 3 = 0`)
  await cases.db.pool.query(`update case_fact set children = 2 where case_id in (select case_id from case_fact where child = 1)`)
})
afterAll(() => cases.drop())

test('every dimension says the same from the roll-up as from the facts, for cases and for children', async () => {
  const { pool } = cases.db
  const names = Object.keys(DIMENSIONS).filter(isDimension)
  const all = () => Promise.all(names.flatMap((rows) => (['cases', 'children'] as const).map((count) => pivot(pool, { ...period, rows, count }))))
  expect(await isRolled(pool, period)).toBe(false)
  const live = await all()
  expect(await rollDays(pool)).toBe(120)
  expect(await isRolled(pool, period)).toBe(true)
  // Proof that the second time other rows are read: the facts are out of reach.
  const deaf = { query: (text: string, values?: unknown[]) => (/from case_fact /.test(text) ? Promise.reject(new Error('facts were read')) : pool.query(text, values)) }
  expect(await Promise.all(names.flatMap((rows) => (['cases', 'children'] as const).map((count) => pivot(deaf, { ...period, rows, count }))))).toEqual(live)
})

test('totals are those of an independent count in SQL', async () => {
  const { pool } = cases.db
  await rollDays(pool)
  const { rows: [own] } = await pool.query<{ cases: number; children: number; male: number }>(`
    select count(distinct case_id)::int as cases, count(*)::int as children, count(*) filter (where sex = 'male')::int as male
    from case_fact where day >= '2026-01-15' and day <= '2026-04-10'`)
  const bySex = await pivot(pool, { ...period, rows: 'sex', count: 'children' })
  expect([bySex.total, bySex.rowTotals[bySex.rows.indexOf('male')]]).toEqual([own?.children, own?.male])
  expect((await pivot(pool, { ...period, rows: 'commune', columns: 'sex', count: 'cases' })).total).toBe(own?.cases)
})

test('a fact that changes is counted at once from the facts, and from the roll-up after the next turn', async () => {
  const { pool } = cases.db
  await rollDays(pool)
  const before = await pivot(pool, { ...period, rows: 'state', count: 'cases' })
  await pool.query(`update case_fact set state = 'following' where day = '2026-02-01'`)
  expect(await isRolled(pool, period)).toBe(false)
  const live = await pivot(pool, { ...period, rows: 'state', count: 'cases' })
  expect(live).not.toEqual(before)
  expect(await rollDays(pool)).toBe(1)
  expect(await pivot(pool, { ...period, rows: 'state', count: 'cases' })).toEqual(live)
})

test('writers and counters at once lose nothing', async () => {
  const { pool } = cases.db
  const write = async (n: number) => {
    const client = await pool.connect()
    try {
      await client.query('begin')
      await client.query(`insert into case_fact (case_id, child, day, channel, urgency, category, categories, reporter, commune, sex, ethnicity, environment, relation, form, groups, outcome, state, kept, missed, referred)
        values (gen_random_uuid(), 0, date '2026-03-01' + $1::int % 5, 'web', 'high', 'A1', '{A1}', 'child', '20767', 'male', 'unknown', 'family', 'father', 'physical', '{}', 'safe', 'new', '{}', '{}', '{}')`, [n])
      await client.query('select pg_sleep(0.01)')
      await client.query('commit')
    } finally {
      client.release()
    }
  }
  await Promise.all([...Array.from({ length: 60 }, (_, n) => write(n)), ...Array.from({ length: 6 }, () => rollDays(pool))])
  await rollDays(pool)
  const { rows: [own] } = await pool.query<{ n: number }>(`select count(distinct case_id)::int as n from case_fact where day between '2026-03-01' and '2026-03-05'`)
  expect((await pivot(pool, { from: '2026-03-01', to: '2026-03-05', rows: 'channel', count: 'cases' })).total).toBe(own?.n)
})

test('days counted by other groups are counted again', async () => {
  const { pool } = cases.db
  await rollDays(pool)
  await pool.query(`update case_day set rules = 'of yesterday' where day = '2026-02-02'`)
  expect(await rollDays(pool)).toBe(1)
})

test('however many figures a page asks for, two questions run at a time', async () => {
  const { pool } = cases.db
  let [running, most] = [0, 0]
  const watched = { async query(text: string, values?: unknown[]) {
    running += 1
    most = Math.max(most, running)
    try { return await pool.query(text, values) } finally { running -= 1 }
  } }
  const calm = calmly(watched)
  const tables = await Promise.all((['urgency', 'sex', 'commune', 'group111', 'plan', 'month'] as const).map((rows) => pivot(calm, { ...period, rows, columns: 'channel', count: 'cases' })))
  expect(most).toBe(2)
  expect(new Set(tables.map(({ total }) => total)).size).toBe(1)
  await expect(calm.query('select 1/0')).rejects.toThrow()
  expect((await calm.query('select 1 as one')).rows).toEqual([{ one: 1 }])
})
