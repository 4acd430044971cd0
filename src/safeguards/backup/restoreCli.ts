/**
 * `npm run restore -- FILE [--erased-in NEWER]`: restores into an empty database, DATABASE_URL or the embedded one of
 * a new DATA_DIR. NEWER is the newest backup there is: whoever was erased until then stays erased.
 */
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { readConfig } from '../../config.ts'
import { attachEmbedded } from '../../database/index.ts'
import { createKeyRing } from '../keyRing.ts'
import { readMasterKeys } from '../masterKeys.ts'
import { restoreBackup } from './restoreBackup.ts'

async function main(): Promise<void> {
  const { positionals: [path], values } = parseArgs({ allowPositionals: true, options: { 'erased-in': { type: 'string' } } })
  if (path === undefined) throw new Error('Which backup? npm run restore -- FILE [--erased-in NEWER]')
  const config = readConfig(process.env)
  const ring = createKeyRing(await readMasterKeys(config))
  const embedded = config.DATABASE_URL === undefined ? await attachEmbedded(join(config.DATA_DIR, 'database')) : undefined
  const newer = values['erased-in']
  try {
    const restored = await restoreBackup({ url: config.DATABASE_URL ?? embedded?.url ?? '', ring, path, ...(newer === undefined ? {} : { erasedIn: newer }) })
    console.log(`Restored ${restored.rows} rows of ${restored.tables} tables; ${restored.erasedAgain} people and cases erased since then are erased again; ${restored.withheld} messages that were under way are marked "unknown" for a counsellor to look at.`)
    console.log('Now: npm run -s audit:verify, then start the service.')
  } finally {
    await embedded?.stop()
  }
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exitCode = 1
})
