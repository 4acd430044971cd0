import { afterAll, beforeAll, expect, test } from 'vitest'
import { readClasses } from '../../src/safeguards/classification/classify.ts'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'

let database: TestDatabase
beforeAll(async () => { database = await createTestDatabase() })
afterAll(() => database.drop())

test('every table is watched by the change log, or says why it is not', async () => {
  const { unwatched } = await readClasses()
  const { rows } = await database.db.pool.query<{ name: string; watched: boolean }>(`
    select c.relname as name, exists (select 1 from pg_trigger t where t.tgrelid = c.oid and t.tgname like '%\\_log\\_update') as watched
    from pg_class c where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace and c.relname <> '_prisma_migrations' order by 1`)
  expect(rows.filter(({ watched }) => !watched).map(({ name }) => name)).toEqual(Object.keys(unwatched).toSorted())
})

test('the change log watches every column of a watched table, or is told that it is bookkeeping', async () => {
  const { rows } = await database.db.pool.query<{ table: string; column: string; watch: string }>(`
    select c.relname as table, a.attname as column, pg_get_triggerdef(t.oid) as watch
    from pg_trigger t join pg_class c on c.oid = t.tgrelid join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    where t.tgname like '%\\_log\\_update'`)
  expect(rows.length).toBeGreaterThan(50)
  const forgotten = rows.filter(({ column, watch }) => !new RegExp(`(old\\."?${column}"? |[',]${column}[',])`, 'i').test(watch))
  expect(forgotten.map(({ table, column }) => `${table}.${column}: call watch_changes again, see migration 0070`)).toEqual([])
})

test('Prisma reads every table of this room as the migrations made it', async () => {
  const { prisma } = database.db
  await expect(Promise.all([
    prisma.changeLog.findMany(), prisma.auditSeal.findMany(), prisma.retentionHold.findMany(), prisma.purgeProof.findMany(),
    prisma.erasureRequest.findMany(), prisma.accessLog.findMany(), prisma.safeguardJob.findMany(),
  ])).resolves.toHaveLength(7)
})
