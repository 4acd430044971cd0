/** Reads both logs against their seals, and the seals against their chain and against anchors kept elsewhere. */
import { transaction, type Client, type Pool } from '../database/index.ts'
import { contentHash, NO_SEAL, sealHash, type Seal } from './sealLogs.ts'
import type { Vault } from './vault.ts'

/** A seal as it was written down outside the database (see anchor.ts). */
export type Anchor = { seal: string; hash: string }

export type Finding =
  /** Seals missing, doubled, or not following each other. */
  | { what: 'chain-broken'; seal: string }
  /** A seal whose own hash does not fit: it was edited, or made without the audit key. */
  | { what: 'seal-forged'; seal: string }
  /** Rows edited, removed or slipped in under a seal. */
  | { what: 'rows-changed'; seal: string; log: 'access' | 'change' | 'both'; expected: number; found: number }
  /** Rows that name a seal which does not exist. */
  | { what: 'rows-without-seal'; seal: string; found: number }
  /** Rows or images gone by a purge that no proof tells of. */
  | { what: 'purge-without-proof'; purge: string }
  /** An anchor kept elsewhere that this chain does not contain. */
  | { what: 'anchor-missing'; seal: string }

export type Verified = { seals: number; accessRows: number; changeRows: number; unsealed: number; findings: Finding[] }

/** Seals read at once. */
const PAGE = 500

type SealRow = Seal & { purgedBy: string | null }
const SEALS = `
  select s.id::text, sealed_at as "sealedAt", access_rows as "accessRows", change_rows as "changeRows",
         content_hash as "contentHash", previous_hash as "previousHash", hash, purged_by as "purgedBy"
  from audit_seal s where s.id > $1 order by s.id limit $2`

type Sum = { seal: string; rows: number; digest: Buffer }
const sums = (table: 'access_log' | 'change_log') => `
  select seal_id::text as seal, count(*)::int as rows, sha256(string_agg(row_digest(r), ''::bytea order by id)) as digest
  from ${table} r where seal_id between $1 and $2 group by seal_id`
const ACCESS_SUMS = sums('access_log')
const CHANGE_SUMS = sums('change_log')

const STRAY = `
  select seal_id::text as seal, count(*)::int as found
  from (select seal_id from access_log union all select seal_id from change_log) r
  where seal_id is not null and not exists (select 1 from audit_seal s where s.id = r.seal_id)
  group by seal_id`

// A proof tells how many images its purge dropped, so that nobody hides a dropped image behind it; and the change log
// tells of each proof, so that nobody adds one by hand.
const UNPROVEN = `
  select purged_by::text as purge from (
    select c.purged_by, count(*) filter (where c.image_digest is not null) as dropped from change_log c where c.purged_by is not null group by c.purged_by
  ) gone
  where not exists (select 1 from purge_proof p where p.id = gone.purged_by and p.images_dropped >= gone.dropped)
  union
  select s.purged_by::text from audit_seal s where s.purged_by is not null
    and not exists (select 1 from purge_proof p where p.id = s.purged_by and p.class = 'audit')
  union
  select 'proof ' || p.id from purge_proof p
    where not exists (select 1 from change_log c where c.table_name = 'purge_proof' and c.row_id = p.id::text and c.operation = 'insert')
      and p.at > (select coalesce(max(sealed_at), '-infinity') from audit_seal where purged_by is not null)
  union
  select 'image of ' || c.id from change_log c where c.image_digest is not null and c.purged_by is null`

const UNSEALED = `
  select (select count(*) from access_log where seal_id is null)::int + (select count(*) from change_log where seal_id is null)::int as unsealed`

/** Everything in one unmoving view of the database. An empty `findings` means: as it was written. */
export async function verifyLogs(pool: Pool, vault: Vault, anchors: readonly Anchor[] = [], { pageSize = PAGE }: { pageSize?: number } = {}): Promise<Verified> {
  return transaction(pool, async (client) => {
    await client.query('set transaction isolation level repeatable read read only')
    const result: Verified = { seals: 0, accessRows: 0, changeRows: 0, unsealed: 0, findings: [] }
    const missing = new Map(anchors.map(({ seal, hash }) => [seal, hash]))
    let before: SealRow | undefined
    for (;;) {
      const { rows: page } = await client.query<SealRow>(SEALS, [before?.id ?? '0', pageSize])
      if (page.length === 0) break
      await verifyPage(client, vault, { page, before, result })
      for (const { id, hash } of page) if (missing.get(id) === hash.toString('hex')) missing.delete(id)
      before = page.at(-1)
    }
    result.findings.push(...[...missing.keys()].map((seal): Finding => ({ what: 'anchor-missing', seal })))
    const { rows: strays } = await client.query<{ seal: string; found: number }>(STRAY)
    result.findings.push(...strays.map((stray): Finding => ({ what: 'rows-without-seal', ...stray })))
    const { rows: unproven } = await client.query<{ purge: string }>(UNPROVEN)
    result.findings.push(...unproven.map(({ purge }): Finding => ({ what: 'purge-without-proof', purge })))
    const { rows: [open] } = await client.query<{ unsealed: number }>(UNSEALED)
    result.unsealed = open?.unsealed ?? 0
    return result
  })
}

async function verifyPage(client: Client, vault: Vault, { page, before, result }: { page: SealRow[]; before: SealRow | undefined; result: Verified }): Promise<void> {
  const range = [page[0]?.id, page.at(-1)?.id]
  const access = new Map((await client.query<Sum>(ACCESS_SUMS, range)).rows.map((sum) => [sum.seal, sum]))
  const changes = new Map((await client.query<Sum>(CHANGE_SUMS, range)).rows.map((sum) => [sum.seal, sum]))
  let previous = before
  for (const seal of page) {
    const follows = BigInt(seal.id) === BigInt(previous?.id ?? '0') + 1n && seal.previousHash.equals(previous?.hash ?? NO_SEAL)
    if (!follows) result.findings.push({ what: 'chain-broken', seal: seal.id })
    if (!seal.hash.equals(sealHash(vault, seal))) result.findings.push({ what: 'seal-forged', seal: seal.id })
    const rows = verifyRows(seal, access.get(seal.id), changes.get(seal.id))
    if (rows) result.findings.push(rows)
    result.seals += 1
    result.accessRows += access.get(seal.id)?.rows ?? 0
    result.changeRows += changes.get(seal.id)?.rows ?? 0
    previous = seal
  }
}

function verifyRows(seal: SealRow, access: Sum | undefined, changes: Sum | undefined): Finding | undefined {
  const [foundAccess, foundChanges] = [access?.rows ?? 0, changes?.rows ?? 0]
  const found = foundAccess + foundChanges
  if (seal.purgedBy !== null) return found === 0 ? undefined : { what: 'rows-changed', seal: seal.id, log: 'both', expected: 0, found }
  const digest = contentHash(access?.digest ?? Buffer.alloc(0), changes?.digest ?? Buffer.alloc(0))
  if (digest.equals(seal.contentHash)) return undefined
  const log = foundAccess !== seal.accessRows ? 'access' : foundChanges !== seal.changeRows ? 'change' : 'both'
  return { what: 'rows-changed', seal: seal.id, log, expected: seal.accessRows + seal.changeRows, found }
}
