/**
 * How fast search and reports are over a million cases: `node test/cases/bench.ts [cases]`. Real PostgreSQL, made-up rows
 * (codes and random hashes; nothing of a person), the Centre's own queries.
 */
import { randomUUID } from 'node:crypto'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { addPart, openCase, searchCases, searchNotes, type CaseRoom } from '../../src/cases/index.ts'
import { migrate, openDatabase, removeEmbedded, startEmbedded } from '../../src/database/index.ts'
import { centreSchema } from '../../src/directory/index.ts'
import demo from '../../src/directory/demo-centre.json' with { type: 'json' }
import { readLocales } from '../../src/locales.ts'
import { calmly, exportTables, pivot, planReport, rollDays } from '../../src/reports/index.ts'
import { createVault } from '../../src/safeguards/index.ts'

const CASES = Number(process.argv[2] ?? 1_000_000)
const directory = await mkdtemp(join(tmpdir(), 'bench-'))
const server = await startEmbedded(directory, { settings: ['fsync=off', 'synchronous_commit=off', 'max_wal_size=4GB'] })
await migrate(server.url)
const db = openDatabase(server.url)
const vault = createVault(Buffer.alloc(32, 1))
const centre = centreSchema.parse(demo)
const room: CaseRoom = { db, vault, centre: () => centre }
const officer = { id: '00000000-0000-0000-0000-000000000001', name: 'bench', role: 'counsellor' } as const
const needle = vault.blindIndex('case.name', 'ho thi na')

await db.pool.query('set session_replication_role = replica')
await fill()
const timed = async (name: string, runs: number, work: (run: number) => Promise<unknown>) => {
  const times: number[] = []
  for (let run = 0; run < runs; run += 1) {
    const from = performance.now()
    await work(run)
    times.push(performance.now() - from)
  }
  times.sort((a, b) => a - b)
  const at = (share: number) => (times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0).toFixed(1)
  console.log(`${name.padEnd(34)} p50 ${at(0.5).padStart(8)} ms   p95 ${at(0.95).padStart(8)} ms`)
}
console.log(`${CASES} cases`)
const year = { from: '2025-01-01', to: '2025-12-31' }
const all = { from: '2020-01-01', to: '2027-12-31' }
await timed('search by number', 100, (run) => searchCases(room, officer, { text: `2026-${String(run * 97).padStart(6, '0')}` }))
await timed('search by name', 100, () => searchCases(room, officer, { text: 'Hồ Thị Na' }))
await timed('search by phone', 100, (run) => searchCases(room, officer, { text: `0905${String(100_000 + run)}` }))
await timed('search by commune', 100, () => searchCases(room, officer, { text: 'que tho' }))
await timed('search by category', 100, () => searchCases(room, officer, { text: 'A3' }))
await timed('search by commune, category and days', 100, () => searchCases(room, officer, { text: '', commune: '20767', category: 'A3', from: new Date('2023-01-01'), to: new Date('2025-01-01') }))
await timed('search by officer and state', 100, () => searchCases(room, officer, { text: '', staffId: officer.id, state: 'following' }))
await writtenCases(400)
await timed('words of the newest 400 cases, opened', 20, () => searchNotes(room, { ...officer, role: 'supervisor' }, { text: 'chuồng trâu' }))
await timed('newest', 100, () => searchCases(room, officer, { text: '', state: 'open' }))
await timed('pivot, one year, not rolled up', 3, () => pivot(db.pool, { ...year, count: 'cases', rows: 'group111' }))
const rolling = performance.now()
await rollDays(db.pool)
console.log(`${'all days rolled up, once'.padEnd(34)} ${((performance.now() - rolling) / 1000).toFixed(1)} s`)
await timed('one dimension, one year', 10, () => pivot(db.pool, { ...year, count: 'cases', rows: 'group111' }))
await timed('one dimension, all years', 10, () => pivot(db.pool, { ...all, count: 'cases', rows: 'commune' }))
await timed('page of reports, one year', 3, () => Promise.all((['urgency', 'month', 'channel', 'group111', 'plan', 'environment', 'commune', 'referred', 'kept', 'missed', 'outcome'] as const).map((rows) => pivot(calmly(db.pool), { ...year, count: 'cases', rows }))))
await timed('pivot, one year', 10, () => pivot(db.pool, { ...year, count: 'cases', rows: 'group111', columns: 'channel' }))
await timed('pivot, all years', 5, () => pivot(db.pool, { ...all, count: 'cases', rows: 'group111', columns: 'channel' }))
await timed('pivot, all years, children told apart', 5, () => pivot(db.pool, { ...all, count: 'cases', rows: 'commune', columns: 'sex' }))
const locales = await readLocales()
await timed('annual report as Word', 3, () => planReport({ pool: db.pool, centre, locales, now: new Date() }, { kind: 'annual', period: year }))
await timed('CHI export, one year', 3, () => exportTables(db.pool, locales, { shape: 'chi', ...year, language: 'en' }))
await db.close()
await server.stop()
await removeEmbedded(directory)
process.exit(0)

/** Cases with words in them, each under its own key: what a search of notes has to open. */
async function writtenCases(n: number): Promise<void> {
  const client = await db.pool.connect()
  await client.query('set session_replication_role = replica')
  const words = 'Bà ngoại nói chiếc xe đạp để ở góc sân, cháu hay sang nhà hàng xóm ăn cơm trưa. '.repeat(6)
  for (let at = 0; at < n; at += 1) {
    const { id } = await openCase(client, vault, { id: randomUUID(), caseId: null, urgency: 'high', categories: ['A1'], firstInboundAt: null }, { staffId: null })
    for (const kind of ['note', 'note', 'concern'] as const) await addPart(room, officer, id, { kind, answers: { [kind === 'note' ? 'text' : 'description']: { status: 'value', value: words } } })
  }
  client.release()
}

async function fill(): Promise<void> {
  const pick = (list: string[]) => `(array[${list.map((one) => `'${one}'`).join(',')}])[1 + (n::bigint * 7919 + n / 13) % ${list.length}]`
  const client = await db.pool.connect()
  await client.query('set session_replication_role = replica')
  await client.query(`
    insert into case_record (id, number, state, urgency, categories, key_id, opened_at, first_inbound_at, clock_due_at, version, clocks_version, facts_version, responsible_id)
    select ('00000000-0000-4000-8000-' || lpad(to_hex(n), 12, '0'))::uuid, (2020 + n % 7) || '-' || lpad(n::text, 7, '0'), ${pick(['closed', 'closed', 'closed', 'closed', 'closed', 'closed', 'closed', 'closed', 'closed', 'following'])}, 'high', '{A1}',
           gen_random_uuid(), timestamptz '2020-01-01' + (n % 2500) * interval '1 day', timestamptz '2020-01-01' + (n % 2500) * interval '1 day', now(), 0, 0, 0, case when n % 100 = 1 then '00000000-0000-0000-0000-000000000001'::uuid end
    from generate_series(1, ${CASES}) n`)
  await client.query(`
    insert into case_fact (case_id, child, day, channel, urgency, category, categories, reporter, commune, sex, age, ethnicity, environment, relation, form, groups, outcome, state, kept, missed, referred)
    select ('00000000-0000-4000-8000-' || lpad(to_hex(n), 12, '0'))::uuid, 0, date '2020-01-01' + (n % 2500)::int, ${pick(['zalo', 'messenger', 'web', 'phone'])}, 'high',
           ${pick(['A1', 'A3', 'B1', 'C1', 'D1', 'F3', 'H1', 'L1', 'T1'])}, '{A1}', ${pick(['child', 'neighbour', 'parent'])}, ${pick(['20767', '20341', '20900', '20938', '20410'])}, ${pick(['male', 'female', 'unknown'])},
           n % 17, 'unknown', ${pick(['family', 'school', 'community'])}, 'father', 'physical', '{}', 'safe', 'closed', '{emergency}', '{}', '{commune}'
    from generate_series(1, ${CASES}) n`)
  await client.query(`
    insert into case_index (part_id, field, kind, hash, case_id)
    select ('00000000-0000-4000-9000-' || lpad(to_hex(n), 12, '0'))::uuid, 'name', k, case when n % 20000 = 1 then $1::bytea else sha256((n::text || k)::bytea) end, ('00000000-0000-4000-8000-' || lpad(to_hex(n), 12, '0'))::uuid
    from generate_series(1, ${CASES}) n, unnest(array['name', 'name-end', 'phone']) k`, [needle])
  await client.query('insert into case_day_stale select distinct day from case_fact')
  await client.query('analyze')
  client.release()
}
