/** The whole service as production runs it: nothing assumed, second factor compulsory, its own address known. */
import { randomBytes } from 'node:crypto'
import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { readConfig } from '../../src/config.ts'
import { seedDemoCentre } from '../../src/directory/index.ts'
import { createLog } from '../../src/log.ts'
import { startService } from '../../src/service.ts'
import { codeAt } from '../../src/staff/totp.ts'
import { createTestDatabase } from './database.ts'
import { freePort } from './freePort.ts'
import { temporaryDirectory } from './runningService.ts'

export async function startProductionService() {
  const database = await createTestDatabase()
  await seedDemoCentre(database.db.prisma)
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const config = readConfig({
    NODE_ENV: 'production', PORT: String(port), PUBLIC_URL: url, DATA_DIR: await temporaryDirectory(), DATABASE_URL: database.url, MASTER_KEY: randomBytes(32).toString('base64'),
    ALARM_HOOK_URL: 'https://hook.invalid/alarm', ALARM_HOOK_SECRET: randomBytes(24).toString('base64'),
  })
  const service = await startService({ config, databaseUrl: database.url, log: createLog('silent') })
  return {
    url, db: database.db,
    /** What `npm run staff` prints. */
    async staff(...words: string[]): Promise<string> {
      const { stdout } = await promisify(execFile)(process.execPath, [join(import.meta.dirname, '..', '..', 'src', 'staff', 'cli.ts'), ...words], { env: { ...process.env, DATABASE_URL: database.url, PUBLIC_URL: url } })
      return stdout
    },
    /** The code an app shows now; codes used before do not stand in its way, so that nobody waits half a minute. */
    async code(secret: string, email: string): Promise<string> {
      await database.db.pool.query('update staff set totp_last_step = null where email = $1', [email])
      const bits = [...secret].map((letter) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter).toString(2).padStart(5, '0')).join('')
      const bytes = Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)))
      return codeAt(bytes, Math.floor(Date.now() / 30_000))
    },
    async stop() {
      await service.stop()
      await database.drop()
    },
  }
}
export type ProductionService = Awaited<ReturnType<typeof startProductionService>>
