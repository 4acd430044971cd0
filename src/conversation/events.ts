/** Webhook events that are not messages: kept, and acted on by type. */
import { randomUUID } from 'node:crypto'
import type { Pool } from '../database/index.ts'
import type { Vault } from '../safeguards/index.ts'
import type { ChannelEvent } from './channel.ts'
import type { PersonFinder } from './person.ts'
import { settleByEcho, settleByReceipt } from './receipts.ts'

const KEEP = `
  insert into channel_event (id, channel, account, event_key, kind, body_enc)
  values ($1, $2, $3, $4, $5, $6)
  on conflict (channel, account, event_key) do nothing`

/** Keeps the event (encrypted) and acts on it once; a repeat does nothing. */
export async function storeEvent({ pool, vault, findPerson }: { pool: Pool; vault: Vault; findPerson: PersonFinder }, event: ChannelEvent): Promise<string> {
  const id = randomUUID()
  const body = vault.seal(vault.service, `channel_event.body:${id}`, event.body)
  const { rowCount } = await pool.query(KEEP, [id, event.channel, event.account, event.eventKey, event.kind, body])
  if (rowCount === 0) return 'repeat'
  switch (event.type) {
    case 'ignored':
      break
    case 'receipt':
      await settleByReceipt(pool, event)
      break
    case 'echo':
      await settleByEcho({ pool, vault }, event, await findPerson(event))
      break
    case 'arrival': {
      const person = await findPerson(event, event.locale)
      await pool.query(ARRIVE, [person.id, randomUUID(), event.channel])
      break
    }
  }
  return 'stored'
}

// Somebody opened the account: a conversation that the bot may open with its greeting. Not if one is open.
const ARRIVE = `
  with opened as (
    insert into conversation (id, person_id, channel) values ($2, $1, $3)
    on conflict (person_id) where state = 'open' do nothing
    returning id
  ), waiting as (
    insert into lane (conversation_id, kind, due_at, reason) select id, 'turn', now(), 'arrival' from opened returning conversation_id
  )
  select pg_notify('lang_nghe', json_build_object('kind', 'lane', 'id', conversation_id)::text) from waiting`
