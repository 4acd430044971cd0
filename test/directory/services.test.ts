import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { COMMUNES, listServices, editService, seedServices } from '../../src/directory/index.ts'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'

let database: TestDatabase
beforeAll(async () => { database = await createTestDatabase() })
afterAll(() => database.drop())

test('a directory begins with every commune and the bodies the law names, none of them checked', async () => {
  const { prisma } = database.db
  await seedServices(prisma)
  await seedServices(prisma)
  const all = await listServices(prisma)
  expect(all).toHaveLength(COMMUNES.length + 3)
  expect(all.every(({ verifiedOn }) => verifiedOn === null)).toBe(true)
  expect((await listServices(prisma, { kind: 'commune', communeCode: '20767' })).map(({ name }) => name)).toEqual(['Ủy ban nhân dân xã Việt An'])
})

test('the commune’s own bodies stand before those of the province, and a closed one is gone', async () => {
  const { prisma, pool } = database.db
  const entry = { kind: 'shelter', communeCode: null, name: 'Nhà tạm lánh', contact: '', phone: '', email: '', address: '', note: '', verifiedOn: '2026-11-01', active: true } as const
  const staffId = randomUUID()
  const { id } = await editService(pool, staffId, entry)
  const here = await listServices(prisma, { communeCode: '20767' })
  expect(here[0]?.communeCode).toBe('20767')
  expect(here.find((one) => one.id === id)).toMatchObject({ name: 'Nhà tạm lánh', verifiedOn: '2026-11-01' })
  await editService(pool, staffId, { ...entry, active: false }, id)
  expect((await listServices(prisma, { kind: 'shelter' }))).toEqual([])
})
