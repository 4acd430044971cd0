/**
 * Restores a backup into an empty database: the schema of its day, all rows in one transaction, then the schema of
 * today. What should not come back does not: people erased since, messages that may have been sent already, and
 * timers that would write to a child days later.
 */
import { invariant } from '../../errors.ts'
import { migrate, openDatabase, transaction, type Client } from '../../database/index.ts'
import type { KeyRing } from '../keyRing.ts'
import { eraseDestroyed } from './eraseDestroyed.ts'
import { readAbout, readBackup } from './readBackup.ts'
import { quoted, tablesInOrder, type SequenceState } from './tables.ts'

export type Restored = { rows: number; tables: number; erasedAgain: number; withheld: number }

/**
 * @param erasedIn a newer backup: whoever was erased until then is erased in the restored data too
 * @throws Error with one sentence when the database is not empty, or the backup is not whole, genuine, or of this key; the database is then as empty as before, save for its tables
 */
export async function restoreBackup({ url, ring, path, erasedIn }: { url: string; ring: KeyRing; path: string; erasedIn?: string }): Promise<Restored> {
  const about = await readAbout(path, ring)
  const destroyed = erasedIn === undefined ? [] : (await readAbout(erasedIn, ring)).destroyedKeys
  const db = openDatabase(url, { connections: 2 })
  try {
    await requireEmpty(db.pool)
    await migrate(url, { only: about.migrations })
    const restored = await transaction(db.pool, async (client) => {
      await client.query(`set local timezone = 'UTC'`)
      const known = await tablesInOrder(client)
      for (const table of known) await client.query(`alter table ${quoted(table)} disable trigger user`)
      const counts = await load(client, { path, ring, known })
      await setSequences(client, about.sequences)
      const withheld = await settleMoments(client)
      for (const table of known) await client.query(`alter table ${quoted(table)} enable trigger user`)
      return { rows: Object.values(counts).reduce((sum, count) => sum + count, 0), tables: about.tables.length, withheld }
    })
    await migrate(url)
    const erasedAgain = await eraseDestroyed(db.pool, destroyed)
    return { ...restored, erasedAgain }
  } finally {
    await db.close()
  }
}

async function requireEmpty(pool: { query: (sql: string) => Promise<{ rowCount: number | null }> }): Promise<void> {
  const { rowCount } = await pool.query(`select 1 from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace limit 1`)
  if (rowCount) throw new Error('The database is not empty: restore into a new one.')
}

async function load(client: Client, { path, ring, known }: { path: string; ring: KeyRing; known: readonly string[] }): Promise<Record<string, number>> {
  const counts: Record<string, number> = {}
  let promised: Record<string, number> | undefined
  for await (const line of readBackup(path, ring)) {
    if (line.kind === 'end') promised = line.counts
    if (line.kind !== 'rows') continue
    invariant(known.includes(line.table), `table ${line.table} of the backup is one of its schema`)
    const { rowCount } = await client.query(
      `insert into ${quoted(line.table)} select * from jsonb_populate_recordset(null::${quoted(line.table)}, $1::jsonb)`, [`[${line.rows.join(',')}]`])
    counts[line.table] = (counts[line.table] ?? 0) + (rowCount ?? 0)
  }
  if (!promised || Object.entries(promised).some(([table, count]) => (counts[table] ?? 0) !== count)) throw new Error('The backup is not whole: rows are missing.')
  return counts
}

async function setSequences(client: Client, sequences: readonly SequenceState[]): Promise<void> {
  for (const { name, value } of sequences) await client.query('select setval($1::regclass, $2)', [quoted(name), value])
}

// Nobody knows what was sent after the backup: the desk shows it as such, and a counsellor decides.
const WITHHOLD = `
  with left_over as (delete from outbox returning message_id)
  update message set status = 'unknown', status_at = now(), error_code = 'restored' where id in (select message_id from left_over)`

const STOP_TIMERS = `
  update lane l set due_at = null
  where not exists (select 1 from message m where m.conversation_id = l.conversation_id and m.direction = 'in' and m.done_at is null)`

async function settleMoments(client: Client): Promise<number> {
  await client.query(STOP_TIMERS)
  return (await client.query(WITHHOLD)).rowCount ?? 0
}
