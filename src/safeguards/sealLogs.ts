/**
 * Makes both logs tamper-evident. A worker seals what is new in batches: it stamps the rows with the number of a
 * seal and hashes their digests together with the seal before, under the audit key, which the database does not
 * hold. So a row cannot be changed, removed or slipped in without breaking its seal, and a seal not without
 * breaking the chain.
 *
 * Why in batches and not row by row: a chain over single rows makes every writer wait for the one before (one lock
 * for the whole service), and ids are taken before commit, so the order of ids is not the order of appearance. A
 * stamp needs no order: what commits late is in the next seal. The price is a window of seconds in which new rows
 * are not yet sealed.
 */
import { createHash, createHmac } from 'node:crypto'
import { transaction, type Client, type Pool } from '../database/index.ts'
import type { Vault } from './vault.ts'

const BATCH = 5_000

/** One sealer at a time in the whole service; the others go on with their lives. */
const LOCK = `select pg_try_advisory_xact_lock(hashtext('lang_nghe.audit_seal')) as mine`

const LAST = `select s.id::text, s.hash from audit_seal s order by s.id desc limit 1`

const stamp = (table: 'access_log' | 'change_log') => `
  with fresh as (
    select id from ${table} where seal_id is null order by id limit ${BATCH}
  ), stamped as (
    update ${table} r set seal_id = $1 from fresh where r.id = fresh.id returning r.id, row_digest(r) as digest
  )
  select count(*)::int as rows, coalesce(sha256(string_agg(digest, ''::bytea order by id)), ''::bytea) as digest from stamped`

const STAMP_ACCESS = stamp('access_log')
const STAMP_CHANGES = stamp('change_log')

const WRITE = `
  insert into audit_seal (id, sealed_at, access_rows, change_rows, content_hash, previous_hash, hash)
  values ($1, $2, $3, $4, $5, $6, $7)`

export type Seal = { id: string; sealedAt: Date; accessRows: number; changeRows: number; contentHash: Buffer; previousHash: Buffer; hash: Buffer }

/** The first seal has nothing before it. */
export const NO_SEAL = Buffer.alloc(32)

/** Seals one batch. False: nothing was new, or another instance is at it. */
export async function sealLogs(pool: Pool, vault: Vault): Promise<boolean> {
  return transaction(pool, async (client) => {
    const { rows: [lock] } = await client.query<{ mine: boolean }>(LOCK)
    if (!lock?.mine) return false
    const { rows: [last] } = await client.query<{ id: string; hash: Buffer }>(LAST)
    const id = String(BigInt(last?.id ?? '0') + 1n)
    const access = await stampRows(client, STAMP_ACCESS, id)
    const changes = await stampRows(client, STAMP_CHANGES, id)
    if (access.rows + changes.rows === 0) return false
    const unsigned = { id, sealedAt: new Date(), accessRows: access.rows, changeRows: changes.rows, contentHash: contentHash(access.digest, changes.digest), previousHash: last?.hash ?? NO_SEAL }
    await client.query(WRITE, [id, unsigned.sealedAt, unsigned.accessRows, unsigned.changeRows, unsigned.contentHash, unsigned.previousHash, sealHash(vault, unsigned)])
    return true
  })
}

async function stampRows(client: Client, sql: string, sealId: string): Promise<{ rows: number; digest: Buffer }> {
  const { rows: [stamped] } = await client.query<{ rows: number; digest: Buffer }>(sql, [sealId])
  return stamped ?? { rows: 0, digest: Buffer.alloc(0) }
}

/** What a seal's rows amount to; `digests` of the two logs, empty where a log had none. */
export function contentHash(access: Uint8Array, changes: Uint8Array): Buffer {
  return createHash('sha256').update(`${access.length}:`).update(access).update(changes).digest()
}

/** The link itself, under the audit key. */
export function sealHash(vault: Vault, seal: Omit<Seal, 'hash'>): Buffer {
  const { id, sealedAt, accessRows, changeRows } = seal
  return createHmac('sha256', vault.audit.secret)
    .update(JSON.stringify(['seal', id, sealedAt.getTime(), accessRows, changeRows]))
    .update(seal.previousHash)
    .update(seal.contentHash)
    .digest()
}
