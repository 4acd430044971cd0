/** Reading and writing one conversation under its lock: shared by turns and the desk. */
import { randomUUID } from 'node:crypto'
import { NOTICE_CHANNEL } from '../database/listen.ts'
import type { Client, Pool } from '../database/index.ts'
import type { DataKey, Vault } from '../safeguards/index.ts'
import type { Urgency } from '../triage/index.ts'
import { contentSchema, type Content } from './content.ts'
import { splitContent } from './splitContent.ts'

export type OwnerKind = 'bot' | 'queue' | 'staff'

export type ConversationRow = {
  id: string
  personId: string
  channel: string
  account: string
  keyId: string
  locale: string
  state: 'open' | 'closed'
  ownerKind: OwnerKind
  ownerId: string | null
  outsideUntil: Date | null
  urgency: Urgency
  judgedUpToSeq: number
  review: boolean
  categories: string[]
  /** Code of the commune, as far as it was said. */
  commune: string | null
  /** Which of commune, categories and reporter a human decided, and the categories they took away. */
  byHand: string[]
  categoriesAside: string[]
  /** The block in force on the person, if any; `toldAt`: when they last heard the line with the emergency numbers. */
  block: { id: string; toldAt: string | null } | null
  reporter: string
  lastSeq: number
  waitingSince: Date | null
  firstInboundAt: Date | null
  lastInboundAt: Date | null
  sessionEnc: Buffer | null
  caseId: string | null
  openedAt: Date
}

// Index: person_block_person_id_idx.
const BLOCK_IN_FORCE = `select json_build_object('id', b.id, 'toldAt', b.told_at) from person_block b where b.person_id = p.id and b.lifted_at is null and b.until > now() order by b.until desc limit 1`

/** The columns of {@link ConversationRow}, from `conversation c join person p`. */
export const CONVERSATION_COLUMNS = `
  c.id, c.person_id as "personId", c.channel, p.account, p.key_id as "keyId", p.locale, c.state,
  c.owner_kind as "ownerKind", c.owner_id as "ownerId", c.outside_until as "outsideUntil", c.urgency, c.judged_up_to_seq as "judgedUpToSeq", c.review,
  c.categories, c.commune, c.by_hand as "byHand", c.categories_aside as "categoriesAside", (${BLOCK_IN_FORCE}) as block, c.reporter, c.last_seq as "lastSeq", c.waiting_since as "waitingSince",
  c.first_inbound_at as "firstInboundAt", c.last_inbound_at as "lastInboundAt", c.session_enc as "sessionEnc",
  c.case_id as "caseId", c.opened_at as "openedAt"`

/**
 * Whether a human speaks now, here or in the platform's own inbox: then the bot is silent (design, promise 4). Who
 * closed a conversation stays its owner on the record, and holds it no more.
 */
export function humanHolds({ state, ownerKind, outsideUntil }: Pick<ConversationRow, 'state' | 'ownerKind' | 'outsideUntil'>, now: Date): boolean {
  return (ownerKind === 'staff' && state === 'open') || (outsideUntil !== null && outsideUntil > now)
}

const LOCK_LANE = `select 1 from lane where conversation_id = $1 and kind = 'turn' for update`
const LOCK_CONVERSATION = `
  select ${CONVERSATION_COLUMNS} from conversation c join person p on p.id = c.person_id where c.id = $1 for update of c`

/**
 * Locks a conversation against turns, messages and other staff until the transaction ends. Lane first, then
 * conversation: the one lock order of the whole service. Undefined: no such conversation.
 */
export async function lockConversation(client: Client, id: string): Promise<ConversationRow | undefined> {
  await client.query(LOCK_LANE, [id])
  const { rows } = await client.query<ConversationRow>(LOCK_CONVERSATION, [id])
  return rows[0]
}

/** Opens what a message holds. @throws when the key does not fit the row. */
export function openContent(vault: Vault, key: DataKey, row: { id: string; contentEnc: Uint8Array }): Content {
  return contentSchema.parse(JSON.parse(vault.open(key, `message.content:${row.id}`, row.contentEnc)))
}

export function sealContent(vault: Vault, key: DataKey, messageId: string, content: Content): Buffer {
  return vault.seal(key, `message.content:${messageId}`, JSON.stringify(content))
}

/** A hint to every process that rows changed. In a transaction it is delivered at commit. */
export async function notify(client: Client | Pool, kind: 'lane' | 'outbox' | 'conversation' | 'alarm' | 'presence', id: string): Promise<void> {
  await client.query('select pg_notify($1, $2)', [NOTICE_CHANNEL, JSON.stringify({ kind, id })])
}

export type Outgoing = { author: 'bot' | 'staff'; staffId?: string; content: Content; /** The client's id: a repeat is refused by the unique key. */ eventKey?: string }

const APPEND = `
  with said as (
    insert into message (id, conversation_id, seq, direction, author, staff_id, content_enc, channel, account, event_key, said_at, status, status_at)
    values ($1, $2, $3, 'out', $4, $5, $6, $7, $8, $9, now(), 'queued', now())
  )
  insert into outbox (message_id, conversation_id, seq, urgency) values ($1, $2, $3, $10)`

const BUMP = `update conversation set last_seq = $2, last_outbound_at = now(), version = version + 1 where id = $1`

/**
 * Writes messages to the person and queues them for sending, in the caller's transaction, which holds the
 * conversation's lock. Answers their places. @throws unique violation (23505) on a repeated `eventKey`.
 */
export async function appendOutbound(client: Client, vault: Vault, conversation: ConversationRow, outgoing: readonly Outgoing[]): Promise<{ seq: number; messageId: string }[]> {
  const key = await vault.key(client, conversation.keyId)
  const pieces = outgoing.flatMap(piecesOf(conversation.channel))
  const written = pieces.map((one, index) => ({ one, messageId: randomUUID(), seq: conversation.lastSeq + 1 + index }))
  for (const { one, messageId, seq } of written) {
    const sealed = sealContent(vault, key, messageId, one.content)
    await client.query(APPEND, [messageId, conversation.id, seq, one.author, one.staffId ?? null, sealed, conversation.channel, conversation.account, one.eventKey ?? null, conversation.urgency])
  }
  conversation.lastSeq += written.length
  await client.query(BUMP, [conversation.id, conversation.lastSeq])
  await notify(client, 'outbox', conversation.id)
  await notify(client, 'conversation', conversation.id)
  return written.map(({ seq, messageId }) => ({ seq, messageId }))
}

/** The first piece carries the caller's key: it stands for all of them. */
function piecesOf(channel: string): (one: Outgoing) => Outgoing[] {
  return ({ eventKey, content, ...one }) =>
    splitContent(channel, content).map((piece, index) => ({ ...one, content: piece, ...(index === 0 && eventKey !== undefined ? { eventKey } : {}) }))
}

const WITHHOLD = `
  with dropped as (
    delete from outbox o using message m
    where o.conversation_id = $1 and m.id = o.message_id and m.author = 'bot' and o.state = 'queued' returning o.message_id
  )
  update message set status = 'withheld', status_at = now() where id in (select message_id from dropped)`

/** A human takes over: what the bot had not yet sent stays unsaid. */
export async function withholdBotMessages(client: Client, conversationId: string): Promise<void> {
  await client.query(WITHHOLD, [conversationId])
}

const RETURN = `
  update conversation set owner_kind = 'bot', owner_id = null, owner_since = now(), waiting_since = null, version = version + 1
  where id = $1`
const WAKE = `update lane set due_at = now(), reason = $2 where conversation_id = $1 and kind = 'turn'`

/** The bot's turn comes at once, to say who speaks now. */
export async function wakeReturned(client: Client, conversationId: string): Promise<void> {
  await client.query(WAKE, [conversationId, 'returned'])
  await notify(client, 'lane', conversationId)
}

/** A human gives the conversation back: the bot says again that it is a machine, in its next turn. */
export async function returnToBot(client: Client, conversation: ConversationRow): Promise<void> {
  await client.query(RETURN, [conversation.id])
  await wakeReturned(client, conversation.id)
  await notify(client, 'conversation', conversation.id)
}
