/**
 * `npm run backup [-- FILE]`: an encrypted backup beside the running service. Without FILE it goes to
 * DATA_DIR/backups under the time of day, and backups there that are older than 35 days are deleted: what was erased
 * lives on in a backup no longer than that.
 */
import { readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { recordAccess } from '../accessLog.ts'
import { runCommand } from '../command.ts'
import { createKeyRing } from '../keyRing.ts'
import { writeBackup } from './writeBackup.ts'

const KEEP_DAYS = 35
const NAME = /^(\d{4}-\d{2}-\d{2})T[\d-]+Z\.backup$/

await runCommand(async ({ config, db, masters, arguments: [file] }) => {
  const directory = join(config.DATA_DIR, 'backups')
  const path = file ?? join(directory, `${new Date().toISOString().replaceAll(/[:.]/g, '-')}.backup`)
  const made = await writeBackup(db.pool, createKeyRing(masters), path)
  await recordAccess(db.pool, { staffId: null, action: 'backup.made', subject: 'service', subjectId: 'backup', reason: `${made.rows} rows` })
  console.log(`${path}: ${made.rows} rows of ${made.tables} tables, ${Math.ceil(made.bytes / 1024)} kB, encrypted under the master key. Keep the key elsewhere.`)
  if (file === undefined) await removeOld(directory)
  return 0
})

async function removeOld(directory: string): Promise<void> {
  const limit = new Date(Date.now() - KEEP_DAYS * 24 * 3_600_000).toISOString().slice(0, 10)
  const old = (await readdir(directory)).filter((name) => (NAME.exec(name)?.[1] ?? limit) < limit)
  await Promise.all(old.map((name) => rm(join(directory, name))))
  if (old.length > 0) console.log(`Deleted ${old.length} older than ${KEEP_DAYS} days.`)
}
