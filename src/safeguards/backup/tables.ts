/** What a backup holds, read from the database itself, in an order in which it can be loaded again. */
import type { Client } from '../../database/index.ts'

/** Who is signed in, who is looking, who tried: true for a moment only, and better forgotten. */
const FLEETING = new Set(['staff_session', 'staff_presence', 'sign_in_try', '_prisma_migrations'])

const TABLES = `
  select c.relname as name from pg_class c
  where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace order by c.relname`

const NEEDS = `
  select c.relname as child, p.relname as parent from pg_constraint k
  join pg_class c on c.oid = k.conrelid join pg_class p on p.oid = k.confrelid
  where k.contype = 'f' and c.relnamespace = 'public'::regnamespace and c.oid <> p.oid`

/** Table names, parents before children. @throws Error when tables need each other in a ring. */
export async function tablesInOrder(client: Client): Promise<string[]> {
  const { rows: tables } = await client.query<{ name: string }>(TABLES)
  const { rows: needs } = await client.query<{ child: string; parent: string }>(NEEDS)
  const left = new Set(tables.map(({ name }) => name).filter((name) => !FLEETING.has(name)))
  const order: string[] = []
  while (left.size > 0) {
    const ready = [...left].filter((name) => !needs.some(({ child, parent }) => child === name && left.has(parent)))
    if (ready.length === 0) throw new Error(`Tables need each other in a ring: ${[...left].join(', ')}.`)
    for (const name of ready) left.delete(name)
    order.push(...ready)
  }
  return order
}

export type SequenceState = { name: string; value: string }

const SEQUENCES = `select sequencename as name, last_value::text as value from pg_sequences where schemaname = 'public' and last_value is not null`

export async function readSequences(client: Client): Promise<SequenceState[]> {
  return (await client.query<SequenceState>(SEQUENCES)).rows
}

/** Names come from the catalogue or from an authenticated backup; quoted all the same. */
export function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`
}
