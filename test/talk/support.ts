/** A whole service with a demo Centre and staff, and children who write in its web chat. */
import { randomBytes } from 'node:crypto'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'vitest'
import { readConfig } from '../../src/config.ts'
import { seedDemoCentre, seedServices } from '../../src/directory/index.ts'
import { createLog } from '../../src/log.ts'
import { startService } from '../../src/service.ts'
import { createStaff, seedDemoStaff } from '../../src/staff/index.ts'
import { createTestDatabase } from '../support/database.ts'
import { webChild, type WebChild } from '../support/deskBrowser.ts'
import { signInTo, type DeskOf } from '../support/deskOf.ts'
import { eventually } from '../support/eventually.ts'

export async function startWhole() {
  const database = await createTestDatabase()
  await seedDemoCentre(database.db.prisma)
  await seedServices(database.db.prisma)
  await seedDemoStaff(database.db, 'demo-talk-test-2026')
  await createStaff(database.db, { email: 'analyst@demo.local', name: 'Phân tích', role: 'analyst', password: 'demo-talk-test-2026' })
  const directory = await mkdtemp(join(tmpdir(), 'talk-'))
  const config = readConfig({ NODE_ENV: 'test', PORT: '0', DATA_DIR: directory, DATABASE_URL: database.url, MASTER_KEY: randomBytes(32).toString('base64') })
  const service = await startService({ config, databaseUrl: database.url, log: createLog('silent') })
  return {
    ...database, service, config,
    desk: (who: string) => signInTo(database.db, service.url, who),
    async stop() {
      await service.stop()
      await database.drop()
    },
  }
}

/** Says a line and answers what was said back, once something was. */
export async function hears(child: WebChild, line: string): Promise<string> {
  const before = (await child.heard()).length
  await child.says(line)
  await eventually(async () => expect((await child.heard()).length).toBeGreaterThan(before))
  return (await child.heard()).slice(before).join('\n')
}

/** The next thing said to the child without their writing. */
export async function hearsNext(child: WebChild, before: number): Promise<string> {
  await eventually(async () => expect((await child.heard()).length).toBeGreaterThan(before))
  return (await child.heard()).slice(before).join('\n')
}

/** A counsellor takes the conversation of somebody who waits, and says a line. */
export async function takeAndSay(desk: DeskOf, id: string, text: string): Promise<number> {
  expect((await desk.post(`/conversations/${id}/claim`, {})).status).toBe(200)
  const said: { seq: number } = await (await desk.post(`/conversations/${id}/reply`, { text, clientId: crypto.randomUUID(), lastSeenSeq: 999 })).json()
  return said.seq
}

export { webChild }
