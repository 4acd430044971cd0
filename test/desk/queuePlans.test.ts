/** The lists of the desk go by their indexes, whatever filter narrows them: looked up in the planner, on many rows. */
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { pageSql, type List } from '../../src/desk/queueSql.ts'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'

const TALKS = 40_000
const OPEN = 2_000
let database: TestDatabase
beforeAll(async () => {
  database = await createTestDatabase()
  const { pool } = database.db
  const client = await pool.connect()
  // Rows only: the words play no part in the plan.
  await client.query('set session_replication_role = replica')
  await client.query(`
    with key as (insert into data_key (id, kind, wrapped) values ($1, 'person', 'x') returning id)
    insert into person (id, channel, account, external_hash, external_enc, key_id)
    select md5('p' || n)::uuid, 'zalo', 'oa', decode(md5(n::text), 'hex'), 'x', key.id from generate_series(1, $2::int) n, key`, [randomUUID(), TALKS])
  await client.query(`
    insert into conversation (id, person_id, channel, state, owner_kind, urgency, commune, categories, review, waiting_since, closed_at)
    select md5('c' || n)::uuid, md5('p' || n)::uuid, (array['zalo','messenger','web'])[1 + n % 3], case when n <= $2 then 'open' else 'closed' end, case when n <= $2 and n % 4 = 0 then 'queue' else 'bot' end::owner_kind,
      (array['info','low','medium','high','emergency'])[1 + n % 5]::urgency, (20000 + n % 94)::text, array['A' || n % 9], n % 499 = 0,
      case when n <= $2 and n % 4 = 0 then now() - make_interval(secs => n) end, case when n > $2 then now() - make_interval(secs => n) end
    from generate_series(1, $1::int) n`, [TALKS, OPEN])
  await client.query('set session_replication_role = default')
  await client.query('analyze conversation; analyze person')
  client.release()
}, 120_000)
afterAll(() => database.drop())

type Plan = { 'Node Type': string; 'Relation Name'?: string; 'Index Name'?: string; Plans?: Plan[] }
const nodes = (plan: Plan): Plan[] => [plan, ...(plan.Plans ?? []).flatMap(nodes)]

async function plan(view: List, filters: { level?: string; channel?: string; category?: string; commune?: string } = {}): Promise<Plan[]> {
  const values = [randomUUID(), filters.level ?? null, filters.channel ?? null, filters.category ?? null, null, null, null, null, 51, filters.commune ?? null, false]
  const { rows } = await database.db.pool.query<{ 'QUERY PLAN': [{ Plan: Plan }] }>(`explain (format json) ${pageSql(view)}`, values)
  return nodes(rows[0]?.['QUERY PLAN'][0].Plan ?? { 'Node Type': 'none' })
}
const indexesOf = (plans: Plan[]) => plans.flatMap((node) => node['Index Name'] ?? [])

test.each<[List, string]>([['waiting', 'conversation_waiting_idx'], ['all', 'conversation_open_list_idx'], ['closed', 'conversation_closed_list_idx'], ['mine', 'conversation_held_idx'], ['flagged', 'conversation_review_idx']])('the list "%s" is cut by %s and reads no table whole', async (view, index) => {
  const plans = await plan(view)
  expect(indexesOf(plans).some((name) => name.includes(index)), indexesOf(plans).join(' ')).toBe(true)
  expect(plans.filter((node) => node['Node Type'] === 'Seq Scan' && ['conversation', 'message', 'person'].includes(node['Relation Name'] ?? ''))).toEqual([])
})

test.each([{ level: 'high' }, { channel: 'web' }, { category: 'A1' }, { commune: '20007' }, { level: 'low', channel: 'zalo', commune: '20007', category: 'A3' }])('narrowed to %o no list reads a table whole', async (filters) => {
  for (const view of ['waiting', 'all', 'closed', 'flagged'] as const) {
    const plans = await plan(view, filters)
    expect(plans.filter((node) => node['Node Type'] === 'Seq Scan' && node['Relation Name'] === 'conversation'), view).toEqual([])
  }
})

test('one commune\'s closed talks are found by their own index', async () => {
  expect(indexesOf(await plan('closed', { commune: '20007' }))).toContain('conversation_closed_commune_idx')
})
