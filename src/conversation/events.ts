/** Webhook events that are not messages: kept, and acted on by type. */
import { randomUUID } from 'node:crypto'
import { transaction, type Client, type Notices, type Pool } from '../database/index.ts'
import { beginWithdrawal, eventHash, type Vault } from '../safeguards/index.ts'
import type { ChannelEvent } from './channel.ts'
import { externalHash, type PersonFinder } from './person.ts'
import { controlChanged, heardOutside } from './outside.ts'
import { settleByEcho, settleByReceipt } from './receipts.ts'

const KEEP = `
  insert into channel_event (id, channel, account, event_key, kind, body_enc)
  values ($1, $2, $3, $4, $5, $6)
  on conflict (channel, account, event_key) do nothing`

const KNOWN = `
  select 1 from channel_event where channel = $1 and account = $2 and event_key = $3
  union all select 1 from erased_event where channel = $1 and account = $2 and event_hash = $4`

type Dependencies = { pool: Pool; vault: Vault; notices: Pick<Notices, 'tell'>; findPerson: PersonFinder }

/**
 * Acts on the event and keeps it (encrypted); a repeat does nothing. Acting comes first and may happen again after
 * a crash (each act is harmless twice): kept first, a failed act would be forgotten.
 */
export async function storeEvent({ pool, vault, notices, findPerson }: Dependencies, event: ChannelEvent, late: boolean): Promise<string> {
  const hash = eventHash(vault, event.eventKey)
  const eventKey = hash.toString('base64url')
  const { rowCount: known } = await pool.query(KNOWN, [event.channel, event.account, eventKey, hash])
  if (known) return 'repeat'
  await act({ pool, vault, notices, findPerson }, event, late)
  const id = randomUUID()
  // A withdrawal names the person whom it erased: that it came stays, who it was does not.
  const body = vault.seal(vault.service, `channel_event.body:${id}`, event.type === 'withdrawal' ? '' : event.body)
  const keep = async (client: Client | Pool) => (await client.query(KEEP, [id, event.channel, event.account, eventKey, event.kind, body])).rowCount === 1
  if (event.type !== 'withdrawal') return await keep(pool) ? 'stored' : 'repeat'
  // The erasure takes its time, and is done once: it begins with the event and goes on by itself.
  return transaction(pool, async (client) => {
    if (!await keep(client)) return 'repeat'
    await beginWithdrawal(client, vault, { ...event, externalHash: externalHash(vault, event) })
    return 'stored'
  })
}

/** What is not here is kept and no more; a withdrawal is a job of its own. */
async function act({ pool, vault, notices, findPerson }: Dependencies, event: ChannelEvent, late: boolean): Promise<void> {
  switch (event.type) {
    case 'receipt':
      return settleByReceipt({ pool, notices, findPerson }, event)
    case 'echo': {
      // What we say to staff (a test, an alarm) comes back too: that makes nobody a person.
      const person = await findPerson.known(event)
      return person && settleByEcho({ pool, vault, notices }, event, person)
    }
    case 'arrival': {
      const person = await findPerson(event, { ...event, lateAt: late ? event.at : undefined })
      if (person) await pool.query(ARRIVE, [person.id, randomUUID(), event.channel])
      return
    }
    case 'unsent': {
      const { rows } = await pool.query<{ conversation: string }>(UNSEND, [event.channel, event.account, event.providerMessageId, event.at])
      for (const { conversation } of rows) notices.tell({ kind: 'conversation', id: conversation })
      return
    }
    case 'outside': {
      const person = await findPerson(event, { ...event, lateAt: late ? event.at : undefined })
      return person && heardOutside({ pool, vault, notices }, event, person)
    }
    case 'control': {
      const person = await findPerson.known(event)
      return person && controlChanged({ pool, notices }, event, person)
    }
  }
}

// The person took a message back: it stays, with a mark. What a child has said once may be the only sign there is.
const UNSEND = `
  update message set unsent_at = coalesce(unsent_at, $4)
  where channel = $1 and account = $2 and direction = 'in' and provider_message_id = $3
  returning conversation_id as conversation`

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
