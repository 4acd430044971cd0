/**
 * Deletes rows with everything that hangs on them, in the caller's transaction. What hangs on what is read from
 * the database itself (foreign keys, and columns that name a parent without one), so that a table added tomorrow
 * is not forgotten by the purge.
 */
import { invariant } from '../../errors.ts'
import type { Client } from '../../database/index.ts'

/** Columns that point to a parent without a foreign key, by the parent. */
const BY_NAME: Readonly<Record<string, readonly string[]>> = {
  person: ['person_id'],
  conversation: ['conversation_id'],
  message: ['message_id'],
  case_record: ['case_id'],
  case_part: ['part_id'],
  referral: ['referral_id'],
}
/** Links to a second parent, which no name tells. */
const ALSO: readonly Link[] = [{ parent: 'case_record', child: 'case_link', column: 'other_id' }]

/** What a purge leaves: logs and proofs keep ids; statistics are cut loose instead (`unlinkFacts`). */
const KEPT = new Set(['access_log', 'change_log', 'audit_seal', 'purge_proof', 'erasure_request', 'retention_hold', 'case_fact', 'contact_fact', 'feedback', 'staff_presence'])

export type Link = { parent: string; child: string; column: string }

const FOREIGN_KEYS = `
  select p.relname as parent, c.relname as child, a.attname as column
  from pg_constraint k
  join pg_class p on p.oid = k.confrelid join pg_class c on c.oid = k.conrelid
  join pg_attribute a on a.attrelid = k.conrelid and a.attnum = k.conkey[1]
  where k.contype = 'f' and p.relnamespace = 'public'::regnamespace`

const NAMED = `
  select table_name as child, column_name as column from information_schema.columns
  where table_schema = 'public' and data_type = 'uuid'`

/** Who hangs on whom, below the tables a purge begins with. */
export async function readLinks(client: Client): Promise<Link[]> {
  const { rows: keys } = await client.query<Link>(FOREIGN_KEYS)
  const { rows: columns } = await client.query<{ child: string; column: string }>(NAMED)
  const named = columns.flatMap(({ child, column }) => Object.entries(BY_NAME)
    .filter(([parent, names]) => names.includes(column) && parent !== child)
    .map(([parent]) => ({ parent, child, column })))
  const all = [...keys, ...named, ...ALSO.filter(({ child }) => columns.some((one) => one.child === child))]
  const unique = new Map(all.filter(({ child }) => !KEPT.has(child)).map((link) => [`${link.parent}>${link.child}.${link.column}`, link]))
  return [...unique.values()]
}

export type Deleted = {
  /** Rows by table. */
  counts: Record<string, number>
  /** Keys of deleted rows: what they protect is gone, they may be destroyed. */
  keyIds: string[]
  /** (table, row) of everything deleted, as the change log names them. */
  rows: { table: string; ids: string[] }[]
}

export function nothingDeleted(): Deleted {
  return { counts: {}, keyIds: [], rows: [] }
}

/** Deletes `ids` of `table`, children first, and adds what went to `deleted`. */
export async function deleteTree(client: Client, { links, table, ids, deleted }: { links: readonly Link[]; table: string; ids: readonly string[]; deleted: Deleted }): Promise<void> {
  if (ids.length > 0) await deleteBy(client, { links, table, column: 'id', values: ids, deleted, path: [] })
}

type Step = { links: readonly Link[]; table: string; column: string; values: readonly string[]; deleted: Deleted; path: readonly string[] }

async function deleteBy(client: Client, step: Step): Promise<void> {
  const { links, table, column, values, deleted, path } = step
  invariant(!path.includes(table), `tables do not hang on each other in a ring: ${[...path, table].join(' > ')}`)
  const children = links.filter(({ parent }) => parent === table)
  if (children.length > 0) {
    const { rows } = await client.query<{ id: string }>(`select id from ${quote(table)} where ${quote(column)} = any($1)`, [values])
    const ids = rows.map(({ id }) => id)
    if (ids.length === 0) return
    for (const { child, column: own } of children) await deleteBy(client, { links, table: child, column: own, values: ids, deleted, path: [...path, table] })
  }
  const shape = await shapeOf(client, table)
  const { rows } = await client.query<{ row: string; key: string | null }>(
    `delete from ${quote(table)} where ${quote(column)} = any($1) returning ${shape.row} as row, ${shape.key} as key`, [values])
  if (rows.length === 0) return
  deleted.counts[table] = (deleted.counts[table] ?? 0) + rows.length
  deleted.keyIds.push(...rows.flatMap(({ key }) => key ?? []))
  deleted.rows.push({ table, ids: rows.map(({ row }) => row) })
}

const SHAPE = `
  select (select string_agg(format('%I::text', a.attname), $2 order by k.place)
          from pg_index i cross join unnest(i.indkey) with ordinality as k(attnum, place)
          join pg_attribute a on a.attrelid = i.indrelid and a.attnum = k.attnum
          where i.indrelid = $1::regclass and i.indisprimary) as row,
         exists (select 1 from pg_attribute where attrelid = $1::regclass and attname = 'key_id' and not attisdropped) as keyed`

/** How the change log names a row (primary key, joined by "/"), and where its data key stands. */
async function shapeOf(client: Client, table: string): Promise<{ row: string; key: string }> {
  const { rows: [shape] } = await client.query<{ row: string | null; keyed: boolean }>(SHAPE, [quote(table), ` || '/' || `])
  invariant(shape?.row, `table ${table} has a primary key`)
  return { row: shape.row, key: shape.keyed ? 'key_id::text' : 'null::text' }
}

/** Table and column names come from the catalogue, never from outside; quoted all the same. */
function quote(name: string): string {
  return `"${name.replaceAll('"', '""')}"`
}
