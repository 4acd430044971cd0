/**
 * What was erased stays erased. Platforms repeat their calls, a spool replays what it kept, and after an outage talks are
 * fetched again: each could bring back the words of somebody who is gone. Keyed hashes remember, by event, what was
 * deleted, and by person, when; `was_erased` (migration 0170) asks them wherever something comes in.
 */
import type { Client } from '../../database/index.ts'
import type { Vault } from '../vault.ts'

/** How an event is known without its words: where a platform gives it no id, its key is a digest of a body that names the person. */
export function eventHash(vault: Pick<Vault, 'blindIndex'>, eventKey: string): Buffer {
  return vault.blindIndex('event-key', eventKey)
}

/** No platform repeats or shows again what is older than a week; a spool may lie longer. */
export const REMEMBERED = '30 days'

// Index: message_conversation_id_seq_key.
const SAID = `
  select channel, account, event_key as "eventKey" from message
  where conversation_id = any($1::uuid[]) and author in ('person', 'outside') and event_key is not null and received_at > now() - interval '${REMEMBERED}'`
const REMEMBER = `
  insert into erased_event (channel, account, event_hash)
  select * from unnest($1::text[], $2::text[], $3::bytea[]) on conflict (channel, account, event_hash) do update set erased_at = now()`

/** An event as a table of events or messages names it. */
type Event = { channel: string; account: string; hash: Buffer }

/** In the transaction that deletes them, and before it does: what was said in these conversations is known as erased. */
export async function rememberTalks(client: Client, vault: Pick<Vault, 'blindIndex'>, conversationIds: readonly string[]): Promise<void> {
  const { rows } = await client.query<{ channel: string; account: string; eventKey: string }>(SAID, [conversationIds])
  await rememberEvents(client, rows.map(({ channel, account, eventKey }) => ({ channel, account, hash: eventHash(vault, eventKey) })))
}

export async function rememberEvents(client: Client, events: readonly Event[]): Promise<void> {
  if (events.length === 0) return
  await client.query(REMEMBER, [events.map(({ channel }) => channel), events.map(({ account }) => account), events.map(({ hash }) => hash)])
}

const REMEMBER_PERSON = `
  insert into erased_person (channel, account, external_hash, erased_at) values ($1, $2, $3, coalesce($4, now()))
  on conflict (channel, account, external_hash) do update set erased_at = greatest(erased_person.erased_at, excluded.erased_at)`

/** As the person's row names them. */
export type Address = { channel: string; account: string; externalHash: Buffer }

/** In the transaction that deletes them. What they say from now on (or `from` on) is welcome as from somebody new. */
export async function rememberPerson(client: Client, { channel, account, externalHash }: Address, from?: Date): Promise<void> {
  await client.query(REMEMBER_PERSON, [channel, account, externalHash, from ?? null])
}
