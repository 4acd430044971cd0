/** What the commands of this room share: settings, database and vault as the service has them, and one way to fail. */
import { join } from 'node:path'
import { readConfig, type Config } from '../config.ts'
import { attachEmbedded, openDatabase, type Database } from '../database/index.ts'
import { readMasterKeys } from './masterKeys.ts'
import { openVault } from './openVault.ts'
import type { Vault } from './vault.ts'

export type CommandRoom = { config: Config; db: Database; vault: Vault; masters: Buffer[]; arguments: string[] }

/**
 * Runs a command on the service's own database: DATABASE_URL, or the embedded one in DATA_DIR, running or not. The
 * answer is the exit code; an error is one sentence on stderr and exit code 2.
 */
export async function runCommand(work: (room: CommandRoom) => Promise<number>): Promise<void> {
  try {
    process.exitCode = await withRoom(work)
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
    process.exitCode = 2
  }
}

async function withRoom(work: (room: CommandRoom) => Promise<number>): Promise<number> {
  const config = readConfig(process.env)
  const masters = await readMasterKeys(config)
  const embedded = config.DATABASE_URL === undefined ? await attachEmbedded(join(config.DATA_DIR, 'database')) : undefined
  const db = openDatabase(config.DATABASE_URL ?? embedded?.url ?? '', { connections: 4 })
  try {
    return await work({ config, db, vault: await openVault(db.pool, masters), masters, arguments: process.argv.slice(2) })
  } finally {
    await db.close()
    await embedded?.stop()
  }
}
