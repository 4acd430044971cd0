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

test('Prisma reads every table of this room as the migrations made it', async () => {
  const { prisma } = database.db
  await expect(Promise.all([
    prisma.changeLog.findMany(), prisma.auditSeal.findMany(), prisma.retentionHold.findMany(), prisma.purgeProof.findMany(),
    prisma.erasureRequest.findMany(), prisma.accessLog.findMany(),
  ])).resolves.toHaveLength(6)
})
