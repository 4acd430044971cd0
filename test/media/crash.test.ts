/** kill -9 while a picture is being fetched: the next process fetches it, and there is one. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { seedDemoCentre } from '../../src/directory/index.ts'
import { startSimulator, type Simulator } from '../../src/simulator/index.ts'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'
import { eventually } from '../support/eventually.ts'
import { runService, temporaryDirectory, type RunningService } from '../support/runningService.ts'

let database: TestDatabase
let sim: Simulator
let running: RunningService | undefined
let directory: string

beforeAll(async () => {
  database = await createTestDatabase()
  await seedDemoCentre(database.db.prisma)
  sim = await startSimulator()
  directory = await temporaryDirectory()
})
afterAll(async () => {
  await running?.stop()
  await sim.close()
  await database.drop()
})

async function start(): Promise<RunningService> {
  running = await runService({ ...sim.settings(), DATABASE_URL: database.url, DATA_DIR: directory, MASTER_KEY: Buffer.alloc(32, 7).toString('base64') })
  sim.connect(running.url)
  return running
}
const media = async () => (await database.db.pool.query<{ state: string; attempts: number }>('select state, attempts from media')).rows

test('nothing is lost and nothing doubled', async () => {
  const first = await start()
  sim.media.faults.next({ kind: 'hang' })
  const child = sim.zalo.person()
  const url = sim.media.address('image') ?? ''
  expect(await child.sends('image', { url })).toMatchObject({ status: 200 })
  await eventually(async () => {
    expect(await media()).toEqual([{ state: 'waiting', attempts: 1 }])
    expect(sim.media.fetches(url)).toBe(1)
  })
  first.process.kill('SIGKILL')
  expect(await first.ended).toBe('SIGKILL')
  await start()
  // Instead of waiting for the lease of the dead to run out.
  await database.db.pool.query('update media set due_at = now()')
  await eventually(async () => expect(await media()).toEqual([{ state: 'stored', attempts: 2 }]))
})
