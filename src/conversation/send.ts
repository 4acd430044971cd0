/**
 * The last step of the spine: what was written leaves. One statement claims the first unsettled message of a
 * conversation (its lease is its due time), the network call stands outside any transaction, one statement settles it.
 */
import type { Notices, Pool } from '../database/index.ts'
import { errorCode } from '../errors.ts'
import type { Log } from '../log.ts'
import type { Metrics } from '../metrics.ts'
import type { Vault } from '../safeguards/index.ts'
import type { ChannelName, Sender, SendResult } from './channel.ts'
import type { WorkResult } from '../worker.ts'
import { humanHolds, openContent, type OwnerKind } from './store.ts'

/** How sends ended whose end could not be written because the database was away: not sent again, written when it is back. */
export type Unsettled = Map<string, SendResult>

export type SendDependencies = { pool: Pool; vault: Vault; notices: Pick<Notices, 'tell'>; senders: Partial<Record<ChannelName, Sender>>; metrics: Metrics; log: Log; unsettled?: Unsettled }

/** How long a claimed message may be under way. A killed process leaves it to the next one after this. */
const LEASE_SECONDS = 30
/**
 * How long the platform's passing troubles are waited out: it may be down for an evening. What is older is for somebody to
 * decide (sendAgain.ts). Few tries are always made, whatever the clock says.
 */
const PATIENCE_HOURS = 6
const FEWEST_ATTEMPTS = 8
/** Once it is back, nobody waits longer than this for the next try. */
const LONGEST_PAUSE_SECONDS = 60

// Only the first message of a conversation is a candidate, so order holds; `state = sending` with a lapsed lease
// means that its sender died with the answer unknown. Durable before the call (PENDING-before-send).
const CLAIM = `
  with head as (
    select o.message_id, o.state as was from outbox o
    where o.due_at <= now()
      and not exists (select 1 from outbox e where e.conversation_id = o.conversation_id and e.seq < o.seq)
    order by o.urgency desc, o.due_at
    for update skip locked limit 1
  ), taken as (
    update outbox o set state = 'sending', attempts = attempts + 1, due_at = now() + interval '${LEASE_SECONDS} seconds'
    from head where o.message_id = head.message_id
    returning o.message_id, o.conversation_id, o.attempts, head.was, o.created_at < now() - interval '${PATIENCE_HOURS} hours' as old
  )
  select t.message_id as id, t.conversation_id as "conversationId", t.attempts, t.was, t.old, m.author, m.content_enc as "contentEnc",
         c.state as "state", c.owner_kind as "ownerKind", c.outside_until as "outsideUntil", c.last_inbound_at as "lastInboundAt",
         p.id as "personId", p.channel, p.account, p.external_enc as "externalEnc", p.key_id as "keyId", k.wrapped
  from taken t
  join message m on m.id = t.message_id
  join conversation c on c.id = t.conversation_id
  join person p on p.id = c.person_id
  join data_key k on k.id = p.key_id`

type Claimed = {
  id: string; conversationId: string; attempts: number; was: 'queued' | 'sending'; old: boolean; author: 'bot' | 'staff'; contentEnc: Buffer
  state: 'open' | 'closed'; ownerKind: OwnerKind; outsideUntil: Date | null; lastInboundAt: Date | null; personId: string; channel: ChannelName; account: string
  externalEnc: Buffer; keyId: string; wrapped: Buffer | null
}

// Status moves forward only: a receipt may have come before our own answer, and an echo (which brings the
// platform's id) where no answer came.
const SETTLE = `
  with gone as (delete from outbox where message_id = $1)
  update message set
    status = case when (status in ('delivered', 'read') and $2 = 'sent') or ($2 = 'unknown' and provider_message_id is not null) then status else $2 end,
    status_at = now(), provider_message_id = coalesce($3, provider_message_id),
    error_code = case when $2 = 'unknown' and provider_message_id is not null then null else $4 end
  where id = $1
  returning exists (select 1 from outbox o where o.conversation_id = message.conversation_id and o.message_id <> $1) as more`

const RETRY = `
  update outbox set state = 'queued', due_at = now() + make_interval(secs => $2) where message_id = $1`

/** Sends the next due message. False: nothing was due. */
export async function sendNext(dependencies: SendDependencies): Promise<WorkResult> {
  const { pool, vault, notices, metrics, log } = dependencies
  const { rows } = await pool.query<Claimed>({ name: 'send-claim', text: CLAIM })
  const claimed = rows[0]
  if (!claimed) return false
  const { unsettled = new Map() } = dependencies
  const result = unsettled.get(claimed.id) ?? (await attempt(claimed, vault, dependencies))
  metrics.sent.inc({ channel: claimed.channel, author: claimed.author, outcome: result.outcome })
  if (result.outcome !== 'sent') log.warn({ conversation: claimed.conversationId, message: claimed.id, channel: claimed.channel, outcome: result.outcome, code: 'code' in result ? result.code : undefined }, 'send')
  if (result.outcome !== 'withheld') unsettled.set(claimed.id, result)
  const more = await settle(pool, claimed, result)
  unsettled.delete(claimed.id)
  notices.tell({ kind: 'conversation', id: claimed.conversationId })
  return more ? true : 'done'
}

type Outcome = SendResult | { outcome: 'withheld' }

async function attempt(claimed: Claimed, vault: Vault, { senders }: SendDependencies): Promise<Outcome> {
  // Silent while a human holds the conversation (design, promise 4).
  if (claimed.author === 'bot' && humanHolds(claimed, new Date())) return { outcome: 'withheld' }
  if (!claimed.wrapped) return { outcome: 'failed', code: 'erased' }
  // A sender died with this message under way. A counsellor decides on their own words; a bot line goes once more,
  // since a safety line read twice is better than one never read.
  if (claimed.was === 'sending' && claimed.author === 'staff') return { outcome: 'unknown', code: 'no-answer' }
  const send = senders[claimed.channel]
  if (!send) return { outcome: 'retry', code: 'channel-off', afterSeconds: 60 }
  const key = vault.unwrap(claimed.keyId, claimed.wrapped)
  const content = openContent(vault, key, claimed)
  const externalId = vault.open(key, `person.external:${claimed.personId}`, claimed.externalEnc)
  try {
    return await send({
      to: { channel: claimed.channel, account: claimed.account, externalId },
      text: content.text,
      buttons: content.buttons ?? [],
      author: claimed.author,
      messageId: claimed.id,
      lastInboundAt: claimed.lastInboundAt ?? undefined,
    })
  } catch (error) {
    return { outcome: 'retry', code: errorCode(error) }
  }
}

/** Writes how the send ended. True: more of this conversation waits behind it. */
async function settle(pool: Pool, claimed: Claimed, result: Outcome): Promise<boolean> {
  const ended = async (status: string, providerMessageId: string | null, code: string | null) => {
    const { rows } = await pool.query<{ more: boolean }>({ name: 'send-settle', text: SETTLE, values: [claimed.id, status, providerMessageId, code] })
    return rows[0]?.more ?? false
  }
  switch (result.outcome) {
    case 'sent':
      return ended('sent', result.providerMessageId ?? null, null)
    case 'withheld':
      return ended('withheld', null, null)
    case 'failed':
    case 'unknown':
      return ended(result.outcome, null, result.code)
    case 'retry': {
      if (claimed.old && claimed.attempts >= FEWEST_ATTEMPTS) return ended('failed', null, result.code)
      await pool.query(RETRY, [claimed.id, result.afterSeconds ?? Math.min(2 ** claimed.attempts, LONGEST_PAUSE_SECONDS)])
      return false
    }
  }
}
