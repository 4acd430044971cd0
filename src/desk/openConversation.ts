/** The common beginning of every act: the conversation's lock, and the guards that read its row. */
import { lockConversation, type ConversationRow } from '../conversation/index.ts'
import { transaction, type Client } from '../database/index.ts'
import { AppError, errorCode } from '../errors.ts'
import type { SignedIn } from '../staff/index.ts'
import type { Desk } from './desk.ts'

/**
 * Runs one act on an open conversation in one transaction under its lock: against turns, incoming messages
 * and colleagues alike.
 * @throws AppError not-found, conflict `error.closed`
 */
export async function onOpenConversation<T>({ db }: Desk, id: string, act: (client: Client, conversation: ConversationRow) => Promise<T>): Promise<T> {
  return transaction(db.pool, async (client) => {
    const conversation = await lockConversation(client, id)
    if (!conversation) throw new AppError('not-found', 'error.not-found', `no conversation ${id}`)
    if (conversation.state !== 'open') throw new AppError('conflict', 'error.closed', 'the conversation is closed')
    return act(client, conversation)
  })
}

/** Only the owner speaks: two counsellors never answer one child (chatwoot#12079). */
export function requireOwner(conversation: ConversationRow, staff: SignedIn): void {
  if (conversation.ownerId !== staff.id) throw new AppError('forbidden', 'error.not-owner', 'an act of the owner by somebody else')
}

const NEWEST_INBOUND = `select max(seq) as seq from message where conversation_id = $1 and direction = 'in' and seq > $2`

/**
 * Refuses an answer written before the person's newest words were seen (chatwoot#14934).
 * @throws AppError conflict `error.stale` {lastSeq}
 */
export async function requireFreshScreen(client: Client, conversation: ConversationRow, lastSeenSeq: number): Promise<void> {
  const { rows: [newest] } = await client.query<{ seq: number | null }>(NEWEST_INBOUND, [conversation.id, lastSeenSeq])
  if (newest?.seq != null) throw new AppError('conflict', 'error.stale', 'newer messages than the screen shows', { lastSeq: newest.seq })
}

/**
 * Words for a client id that was already used for something else.
 * @throws AppError conflict `error.client-id`
 */
export function refuseUsedClientId(error: unknown): never {
  if (errorCode(error) === '23505') throw new AppError('conflict', 'error.client-id', 'a client id used elsewhere')
  throw error
}
