import { randomBytes } from 'node:crypto'
import { mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createReceive, openSpool } from '../../src/conversation/index.ts'
import { openDatabase, startEmbedded, migrate, type EmbeddedDatabase } from '../../src/database/index.ts'
import { createLog } from '../../src/log.ts'
import { createMetrics } from '../../src/metrics.ts'
import { createVault } from '../../src/safeguards/index.ts'
import { textFrom } from '../support/spine.ts'

// These tests stop and start a PostgreSQL of their own.
let directory: string
let server: EmbeddedDatabase
const vault = createVault(randomBytes(32))

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'spool-test-'))
  server = await startEmbedded(join(directory, 'database'), { settings: ['fsync=off'] })
  await migrate(server.url)
})
afterEach(async () => {
  await server.stop()
})

async function receiver(url: string) {
  const db = openDatabase(url)
  const spool = await openSpool(join(directory, 'spool'), vault)
  return { db, spool, ...createReceive({ pool: db.pool, vault, notices: { tell: () => undefined }, spool, metrics: createMetrics(), log: createLog('silent') }) }
}

test('while the database is away messages are accepted, written encrypted, and stored in order when it is back, none lost, none doubled', async () => {
  const before = await receiver(server.url)
  await before.receive(textFrom('child', 'one', 'k1'))
  await server.stop()
  for (const key of ['k2', 'k3', 'k3', 'k4']) await before.receive(textFrom('child', `secret ${key}`, key))
  expect(before.spool.size()).toBe(4)

  const files = await readdir(join(directory, 'spool'))
  const onDisk = await Promise.all(files.map((file) => readFile(join(directory, 'spool', file), 'utf8')))
  expect(onDisk.join('').length).toBeGreaterThan(0)
  expect(onDisk.join('')).not.toMatch(/secret|child/)

  await before.replay()
  expect(before.spool.size()).toBe(4)

  server = await startEmbedded(join(directory, 'database'), { settings: ['fsync=off'] })
  // A new port: as after a move of the database. What was spooled belongs to the process; a next one takes it over.
  const after = await receiver(server.url)
  const adopted = await receiverOfDeadProcess(after)
  await adopted.replay()
  expect(adopted.spool.isEmpty()).toBe(true)
  const { rows } = await after.db.pool.query<{ event_key: string }>(`select event_key from message where direction = 'in' order by seq`)
  expect(rows.map((row) => row.event_key)).toEqual(['k1', 'k2', 'k3', 'k4'])
  await before.db.close()
  await after.db.close()
  await adopted.db.close()
})

/** The spool's files belong to a living process (this one). Renaming them to a pid that cannot live plays its death. */
async function receiverOfDeadProcess(after: Awaited<ReturnType<typeof receiver>>) {
  const spoolDirectory = join(directory, 'spool')
  for (const name of await readdir(spoolDirectory)) await rename(join(spoolDirectory, name), join(spoolDirectory, name.replace(String(process.pid), '4194999')))
  const spool = await openSpool(spoolDirectory, vault)
  expect(spool.size()).toBe(4)
  const db = openDatabase(server.url)
  return { ...after, db, spool, ...createReceive({ pool: db.pool, vault, notices: { tell: () => undefined }, spool, metrics: createMetrics(), log: createLog('silent') }) }
}

test('a spool that cannot be written stops the start', async () => {
  await writeFile(join(directory, 'a-file'), '')
  await expect(openSpool(join(directory, 'a-file', 'spool'), vault)).rejects.toThrow()
})

test('when neither database nor disk takes a message it is refused loudly, so that the platform sends it again', async () => {
  const { receive, db } = await receiver(server.url)
  await server.stop()
  await receive(textFrom('child', 'x', 'f1'))
  await rm(join(directory, 'spool'), { recursive: true })
  await expect(receive(textFrom('child', 'x', 'f2'))).rejects.toMatchObject({ code: 'unavailable' })
  await db.close()
  server = await startEmbedded(join(directory, 'database'), { settings: ['fsync=off'] })
})
