/** Tries every path that can be tried without calling anybody, once a minute, whichever process comes first. */
import type { Pool } from '../database/index.ts'
import { errorCode } from '../errors.ts'
import type { Log } from '../log.ts'
import type { CallResult, Path } from './call.ts'

const CLAIM = `
  insert into alarm_path as p (path, checked_at) values ($1, now())
  on conflict (path) do update set checked_at = now() where p.checked_at < now() - interval '55 seconds'
  returning 1`

const RECORD = `
  update alarm_path set code = $2, failing_since = case when $2::text is null then null else coalesce(failing_since, now()) end where path = $1`

// A path that the settings no longer open is no trouble any more.
const FORGET = `delete from alarm_path where path <> all($1::text[])`

export async function checkPaths(pool: Pool, paths: readonly Path[], log: Log): Promise<void> {
  await pool.query(FORGET, [paths.map(({ name }) => name)])
  for (const path of paths) {
    if (!path.check) continue
    const { rowCount } = await pool.query(CLAIM, [path.name])
    if (rowCount !== 1) continue
    const result = await path.check().catch((error: unknown): CallResult => ({ outcome: 'retry', code: errorCode(error) }))
    const code = result.outcome === 'sent' ? null : result.code
    await pool.query(RECORD, [path.name, code])
    if (code !== null) log.warn({ path: path.name, code }, 'alarm path does not answer')
  }
}
