import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'

let database: TestDatabase
beforeAll(async () => { database = await createTestDatabase() })
afterAll(() => database.drop())

test('Prisma reads every table as the migrations made it', async () => {
  const { prisma } = database.db
  await expect(Promise.all([
    prisma.changeLog.findMany(), prisma.auditSeal.findMany(), prisma.retentionHold.findMany(), prisma.purgeProof.findMany(),
    prisma.erasureRequest.findMany(), prisma.accessLog.findMany(),
  ])).resolves.toHaveLength(6)
})
