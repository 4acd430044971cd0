/** What did not go may go again: by itself where the channel's own token was dead (nothing left this house), else as somebody's act. */
import type { Client, Notices, Pool } from '../database/index.ts'
import type { ChannelName } from './channel.ts'

/** Older words are not sent by themselves: what was right then may be wrong now. Somebody reads them and decides. */
const HOURS = 6

const QUEUE_AGAIN = `
  with again as (
    update message m set status = 'queued', status_at = now(), error_code = null
    from conversation c
    where c.id = m.conversation_id and c.state = 'open' and m.direction = 'out' and WHICH
    returning m.id, m.conversation_id, m.seq, c.urgency
  ), queued as (
    insert into outbox (message_id, conversation_id, seq, urgency) select id, conversation_id, seq, urgency from again on conflict do nothing
  )
  select conversation_id as id from again`

// Index: message_pkey.
const ONE = QUEUE_AGAIN.replace('WHICH', `m.id = $1 and m.author = 'staff' and m.status in ('failed', 'unknown')`)
// Index: message_received_at_idx (BRIN).
const OF_TOKEN = QUEUE_AGAIN.replace('WHICH', `m.channel = $1 and m.status = 'failed' and m.error_code = 'token' and m.received_at > now() - interval '${HOURS} hours'`)

/**
 * Queues a counsellor's own message anew, in the caller's transaction. One whose fate is unknown may then be read twice.
 * False: it is not one that failed.
 */
export async function sendAgain(client: Client, messageId: string): Promise<boolean> {
  const { rows } = await client.query<{ id: string }>(ONE, [messageId])
  return rows.length > 0
}

/** The channel has a living token again: what failed for the want of one goes now, each talk in its order. Answers how many. */
export async function sendAgainAfterToken(pool: Pool, notices: Pick<Notices, 'tell'>, channel: ChannelName): Promise<number> {
  const { rows } = await pool.query<{ id: string }>(OF_TOKEN, [channel])
  for (const id of new Set(rows.map((row) => row.id))) {
    notices.tell({ kind: 'outbox', id })
    notices.tell({ kind: 'conversation', id })
  }
  return rows.length
}
