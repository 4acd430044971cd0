/**
 * A backup in one unmoving view of the database, beside the running service, in plain Node: there is no pg_dump in
 * the package that brings the embedded PostgreSQL. What was ciphertext stays ciphertext inside; around it comes the
 * encryption of the file, since names of staff, times and levels are readable in the tables.
 */
import { randomBytes, randomUUID } from 'node:crypto'
import { mkdir, open, rename } from 'node:fs/promises'
import { dirname } from 'node:path'
import { PassThrough, Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import { transaction, type Client, type Pool } from '../../database/index.ts'
import type { KeyRing } from '../keyRing.ts'
import { MAGIC, sealFrames } from './frames.ts'
import type { BackupHeader, Line } from './lines.ts'
import { quoted, readSequences, tablesInOrder } from './tables.ts'

const ROWS_AT_ONCE = 500
/** What may be in memory at once, roughly: pictures are large. */
const BYTES_AT_ONCE = 4 * 1024 * 1024

export type BackupMade = { rows: number; bytes: number; tables: number }

/** Writes the backup; the file appears under its name only when it is whole and on the disk. */
export async function writeBackup(pool: Pool, ring: KeyRing, path: string): Promise<BackupMade> {
  await mkdir(dirname(path), { recursive: true })
  const [keyId, secret] = [randomUUID(), randomBytes(32)]
  const header = JSON.stringify({ madeAt: new Date().toISOString(), keyId, wrappedKey: ring.wrap(keyId, secret).toString('base64') } satisfies BackupHeader)
  return transaction(pool, async (client) => {
    await client.query(`set transaction isolation level repeatable read read only`)
    await client.query(`set local timezone = 'UTC'`)
    const made: BackupMade = { rows: 0, bytes: 0, tables: 0 }
    const partial = `${path}.partial`
    const file = await open(partial, 'w', 0o600)
    try {
      await file.write(`${MAGIC}\n${header}\n`)
      const packed = new PassThrough()
      // An error while reading reaches the loop below as an error of the stream; `pipe` would let it wait for ever.
      pipeline(Readable.from(lines(client, made)), createGzip(), packed).catch((error: Error) => { packed.destroy(error) })
      for await (const frame of sealFrames(secret, header, packed)) {
        await file.write(frame)
        made.bytes += frame.length
      }
      await file.sync()
    } finally {
      await file.close()
    }
    await rename(partial, path)
    return made
  })
}

const MIGRATIONS = `select migration_name as name from _prisma_migrations where finished_at is not null and rolled_back_at is null order by migration_name`
const DESTROYED = `select id from data_key where destroyed_at is not null order by id`

async function* lines(client: Client, made: BackupMade): AsyncGenerator<string> {
  const line = (value: Line) => `${JSON.stringify(value)}\n`
  const tables = await tablesInOrder(client)
  const names = (await client.query<{ name: string }>(MIGRATIONS)).rows.map(({ name }) => name)
  const destroyed = (await client.query<{ id: string }>(DESTROYED)).rows.map(({ id }) => id)
  yield line({ kind: 'about', migrations: names, tables, sequences: await readSequences(client), destroyedKeys: destroyed })
  const counts: Record<string, number> = {}
  for (const table of tables) {
    counts[table] = 0
    await client.query(`declare rows_of cursor for select to_jsonb(t)::text as line from ${quoted(table)} t`)
    let atOnce = 1
    for (;;) {
      const { rows } = await client.query<{ line: string }>(`fetch ${atOnce} from rows_of`)
      if (rows.length === 0) break
      atOnce = nextFetch(rows)
      counts[table] += rows.length
      made.rows += rows.length
      yield line({ kind: 'rows', table, rows: rows.map((row) => row.line) })
    }
    await client.query('close rows_of')
  }
  made.tables = tables.length
  yield line({ kind: 'end', counts })
}

/** So many more rows as fit, by the size of the last ones. */
function nextFetch(rows: readonly { line: string }[]): number {
  const bytes = rows.reduce((sum, { line }) => sum + line.length, 0) / Math.max(1, rows.length)
  return Math.max(1, Math.min(ROWS_AT_ONCE, Math.floor(BYTES_AT_ONCE / Math.max(1, bytes))))
}
