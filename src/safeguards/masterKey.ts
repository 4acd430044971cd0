import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/**
 * The 32 bytes that wrap every data key: MASTER_KEY, or in development a file in the data directory,
 * made at the first start. (Production refuses to start without MASTER_KEY, see config.ts.)
 */
export async function readMasterKey(options: { masterKey: string | undefined; dataDirectory: string }): Promise<Buffer> {
  if (options.masterKey !== undefined) return Buffer.from(options.masterKey, 'base64')
  const file = join(options.dataDirectory, 'master.key')
  if (!existsSync(file)) {
    await mkdir(options.dataDirectory, { recursive: true })
    await writeFile(file, randomBytes(32).toString('base64'), { mode: 0o600 })
  }
  return Buffer.from((await readFile(file, 'utf8')).trim(), 'base64')
}
