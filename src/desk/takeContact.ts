/**
 * Calls and visits, written down by the counsellor who took them. They go into the same lane as a chat message:
 * triage reads them, the case opens, the legal clock runs, and nothing is ever sent.
 */
import { randomUUID } from 'node:crypto'
import type * as z from 'zod'
import { notify, sealContent } from '../conversation/index.ts'
import { transaction, type Client } from '../database/index.ts'
import { AppError, invariant } from '../errors.ts'
import { recordAccess } from '../safeguards/index.ts'
import type { SignedIn } from '../staff/index.ts'
import type { addWordsSchema, Sent, TakeContact } from './api.ts'
import { HAND_CHANNELS } from './api.ts'
import type { Desk } from './desk.ts'
import { onOpenConversation, requireOwner } from './openConversation.ts'

/** The account of every contact written down here. */
const ACCOUNT = 'desk'
/** Clocks of two machines may differ so much. */
const AHEAD_MS = 60_000

// One person a contact: who calls again is told apart or joined by people, not by a number. `$2` is the client id's hash.
const PERSON = `
  with made as (
    insert into person (id, channel, account, external_hash, external_enc, key_id) values ($1, $3, '${ACCOUNT}', $2, $4, $5)
    on conflict (channel, account, external_hash) do nothing returning id, key_id
  )
  insert into data_key (id, kind, wrapped) select key_id, 'person', $6 from made`

const RECEIVE = `select r_conversation as id, r_seq as seq from receive_message($1, $2, $3, $4, '${ACCOUNT}', $5, null, 'text', $6, $7)`

const MINE = `
  update conversation set owner_kind = 'staff', owner_id = $2, owner_since = now(), first_inbound_at = $3, version = version + 1 where id = $1`

const FIRST_TIME = `
  select conversation_id as id, id as "messageId", seq from message
  where channel = $1 and account = '${ACCOUNT}' and event_key = $2`

/**
 * Opens a conversation for a call or a visit, held by whoever took it.
 * @throws AppError bad-request `error.future`
 */
export async function takeContact({ db, vault }: Desk, staff: SignedIn, input: TakeContact): Promise<{ id: string }> {
  const at = new Date(input.at)
  if (at.getTime() > Date.now() + AHEAD_MS) throw new AppError('bad-request', 'error.future', 'a contact in the future')
  return transaction(db.pool, async (client) => {
    const { key, wrapped } = vault.newKey()
    const personId = randomUUID()
    const hash = vault.blindIndex(`external:${input.channel}:${ACCOUNT}`, input.clientId)
    const external = vault.seal(key, `person.external:${personId}`, input.clientId)
    const { rowCount } = await client.query(PERSON, [personId, hash, input.channel, external, key.id, wrapped])
    if (rowCount === 0) return firstTime(client, input)
    const { id } = await receive(client, { personId, seal: (messageId) => sealContent(vault, key, messageId, { text: input.text }), channel: input.channel, clientId: input.clientId, at })
    await client.query(MINE, [id, staff.id, at])
    await recordAccess(client, { staffId: staff.id, action: 'contact.take', subject: 'conversation', subjectId: id, reason: input.channel })
    await notify(client, 'conversation', id)
    return { id }
  })
}

/**
 * What the person on the phone or in the room said next.
 * @throws AppError forbidden `error.not-owner`, conflict `error.not-by-hand`
 */
export async function addWords(desk: Desk, staff: SignedIn, id: string, input: z.infer<typeof addWordsSchema>): Promise<Sent> {
  return onOpenConversation(desk, id, async (client, conversation) => {
    requireOwner(conversation, staff)
    const channel = HAND_CHANNELS.find((one) => one === conversation.channel)
    if (!channel) throw new AppError('conflict', 'error.not-by-hand', 'words by hand on a channel that brings its own')
    const { rows: [before] } = await client.query<{ messageId: string; seq: number }>(FIRST_TIME, [channel, input.clientId])
    if (before) return { messageId: before.messageId, seq: before.seq }
    const key = await desk.vault.key(client, conversation.keyId)
    const seal = (messageId: string) => sealContent(desk.vault, key, messageId, { text: input.text })
    const { messageId, seq } = await receive(client, { personId: conversation.personId, seal, channel, clientId: input.clientId, at: new Date() })
    await recordAccess(client, { staffId: staff.id, action: 'contact.words', subject: 'conversation', subjectId: id })
    await notify(client, 'conversation', id)
    return { messageId, seq }
  })
}

type Received = { personId: string; seal: (messageId: string) => Buffer; channel: string; clientId: string; at: Date }

async function receive(client: Client, { personId, seal, channel, clientId, at }: Received): Promise<{ id: string; messageId: string; seq: number }> {
  const messageId = randomUUID()
  const { rows: [stored] } = await client.query<{ id: string; seq: number }>(RECEIVE, [personId, randomUUID(), messageId, channel, clientId, seal(messageId), at])
  invariant(stored, 'a message written down was stored')
  return { ...stored, messageId }
}

async function firstTime(client: Client, { channel, clientId }: TakeContact): Promise<{ id: string }> {
  const { rows: [before] } = await client.query<{ id: string }>(FIRST_TIME, [channel, clientId])
  invariant(before, 'a contact that was taken before is there')
  return { id: before.id }
}
