/** One purge: deletes, destroys keys, drops what the change log still shows, and leaves a proof without content. */
import { randomUUID } from 'node:crypto'
import { NOTICE_CHANNEL } from '../../database/listen.ts'
import type { Client } from '../../database/index.ts'
import type { Vault } from '../vault.ts'
import { deleteTree, nothingDeleted, readLinks, type Deleted, type Link } from './deleteTree.ts'
import { rememberTalks } from './tombstones.ts'

export type PurgeReason = { cause: 'retention' | 'withdrawal' | 'request'; class: string; basis: string }

export type Purge = {
  /** Remembers what is deleted, so that no platform brings it back. Absent in a restored backup, whose people are remembered as such. */
  readonly vault: Pick<Vault, 'blindIndex'> | undefined
  readonly id: string
  readonly links: readonly Link[]
  readonly deleted: Deleted
  readonly subjects: string[]
}

/** Begins a purge in the caller's transaction: from here on the guards of the append-only tables let it pass. */
export async function beginPurge(client: Client, vault?: Pick<Vault, 'blindIndex'>): Promise<Purge> {
  const id = randomUUID()
  await client.query(`select set_config('lang_nghe.purge', $1, true)`, [id])
  return { vault, id, links: await readLinks(client), deleted: nothingDeleted(), subjects: [] }
}

// Lane first, then conversation: the one lock order of the service (conversation/store.ts).
const LOCK_LANES = `select 1 from lane where conversation_id = any($1) order by conversation_id for update`
const LOCK_TALKS = `select 1 from conversation where id = any($1) order by id for update`

/** Waits for turns in hand, and keeps new ones and new messages out until the transaction ends. */
export async function lockTalks(client: Client, ids: readonly string[]): Promise<void> {
  await client.query(LOCK_LANES, [ids])
  await client.query(LOCK_TALKS, [ids])
}

const UNLINK_TALKS = `update contact_fact set conversation_id = gen_random_uuid() where conversation_id = any($1::uuid[])`
const UNLINK_CASES = `
  update case_fact f set case_id = loose.id
  from (select case_id, gen_random_uuid() as id from (select distinct case_id from case_fact where case_id = any($1::uuid[])) known) loose
  where f.case_id = loose.case_id`

/** Deletes conversations with everything on them. Their statistics (codes only) stay, cut loose from every id. */
export async function purgeTalks(client: Client, purge: Purge, ids: readonly string[]): Promise<void> {
  if (purge.vault) await rememberTalks(client, purge.vault, ids)
  await client.query(UNLINK_TALKS, [ids])
  await deleteTree(client, { ...purge, table: 'conversation', ids })
  purge.subjects.push(...ids)
}

/** Deletes cases with everything on them, conversations included. */
export async function purgeCases(client: Client, purge: Purge, ids: readonly string[]): Promise<void> {
  const { rows } = await client.query<{ id: string }>('select id from conversation where case_id = any($1::uuid[])', [ids])
  const talks = rows.map(({ id }) => id)
  await lockTalks(client, talks)
  await client.query(UNLINK_CASES, [ids])
  await purgeTalks(client, purge, talks)
  await deleteTree(client, { ...purge, table: 'case_record', ids })
  purge.subjects.push(...ids)
}

// The row lock keeps a first message of the same person waiting: it then meets a person who is gone, and makes a new one.
const PEOPLE = `
  select id from person p
  where p.id = any($1::uuid[]) and not exists (select 1 from retention_hold h where h.subject_id = p.id and h.released_at is null)
  order by id for update`
const ALONE = `select id from person p where p.id = any($1::uuid[]) and not exists (select 1 from conversation c where c.person_id = p.id)`

/** Deletes those people of whom nothing is left. */
export async function purgePeople(client: Client, purge: Purge, ids: readonly string[]): Promise<string[]> {
  const { rows: locked } = await client.query<{ id: string }>(PEOPLE, [ids])
  const { rows: alone } = await client.query<{ id: string }>(ALONE, [locked.map(({ id }) => id)])
  const gone = alone.map(({ id }) => id)
  await deleteTree(client, { ...purge, table: 'person', ids: gone })
  purge.subjects.push(...gone)
  return gone
}

const DESTROY = `
  update data_key k set wrapped = null, destroyed_at = now()
  where k.id = any($1::uuid[]) and k.wrapped is not null and k.kind <> 'root'
    and not exists (select 1 from person where key_id = k.id) and not exists (select 1 from case_record where key_id = k.id)
  returning k.id`

const DROP_IMAGES = `
  update change_log c set image_digest = image_digest(c.before, c.after), before = null, after = null, purged_by = $1
  where c.table_name = $2 and c.row_id = any($3::text[]) and c.image_digest is null and (c.before is not null or c.after is not null)`

const PROVE = `
  insert into purge_proof (id, cause, class, basis, subject_ids, counts, keys_destroyed, images_dropped)
  values ($1, $2, $3, $4, $5, $6, $7, $8)`

export type Proof = { id: string; counts: Record<string, number>; keysDestroyed: string[]; imagesDropped: number }

/** Ends a purge: keys, images, proof. Undefined when nothing was deleted. Keys leave every instance's memory at commit. */
export async function endPurge(client: Client, vault: Pick<Vault, 'forget'>, purge: Purge, reason: PurgeReason): Promise<Proof | undefined> {
  const { deleted, id, subjects } = purge
  if (Object.keys(deleted.counts).length === 0) return undefined
  const { rows: keys } = await client.query<{ id: string }>(DESTROY, [deleted.keyIds])
  const keysDestroyed = keys.map((key) => key.id)
  let imagesDropped = 0
  for (const { table, ids } of deleted.rows) imagesDropped += (await client.query(DROP_IMAGES, [id, table, ids])).rowCount ?? 0
  await client.query(PROVE, [id, reason.cause, reason.class, reason.basis, subjects, JSON.stringify(deleted.counts), keysDestroyed, imagesDropped])
  for (const key of keysDestroyed) {
    vault.forget(key)
    await client.query('select pg_notify($1, $2)', [NOTICE_CHANNEL, JSON.stringify({ kind: 'key', id: key })])
  }
  return { id, counts: deleted.counts, keysDestroyed, imagesDropped }
}
