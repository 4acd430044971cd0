/** What became of our messages: receipts and echoes of the platforms. Status only moves forward. */
import type { Notices, Pool } from '../database/index.ts'
import type { Vault } from '../safeguards/index.ts'
import type { ChannelEvent } from './channel.ts'
import type { Person, PersonFinder } from './person.ts'
import { openContent } from './store.ts'

// queued < sending < sent < delivered < read (chatwoot#14529: `delivered` overwritten by a late `sent`).
const RECEIPT = `
  update message set status = $4, status_at = now()
  where channel = $1 and account = $2 and direction = 'out' and provider_message_id = any($3)
    and (status in ('sending', 'sent', 'unknown') or (status = 'delivered' and $4 = 'read'))
  returning conversation_id as conversation`

// Messenger tells of reading by a moment alone. `said_at`, not `status_at`: the latter is later than the platform's own time.
const WATERMARK = `
  update message m set status = $3, status_at = now()
  from conversation c
  where m.conversation_id = c.id and c.person_id = $1 and m.direction = 'out' and m.said_at <= $2
    and (m.status = 'sent' or (m.status = 'delivered' and $3 = 'read'))
  returning m.conversation_id as conversation`

type Receipt = Extract<ChannelEvent, { type: 'receipt' }>
type Echo = Extract<ChannelEvent, { type: 'echo' }>
type Changed = { conversation: string }
type Unsettled = { id: string; conversation: string; contentEnc: Buffer }

/** Delivered or read, by ids and, where the platform gives one, by watermark for everything earlier. */
export async function settleByReceipt({ pool, notices, findPerson }: { pool: Pool; notices: Pick<Notices, 'tell'>; findPerson: PersonFinder }, event: Receipt): Promise<void> {
  const { channel, account, externalId, upTo, status } = event
  const named = await pool.query<Changed>(RECEIPT, [channel, account, event.providerMessageIds, status])
  const personId = upTo && externalId !== undefined ? await findPerson.idOf({ channel, account, externalId }) : undefined
  const earlier = personId === undefined ? undefined : await pool.query<Changed>(WATERMARK, [personId, upTo, status])
  const changed = new Set([...named.rows, ...(earlier?.rows ?? [])].map(({ conversation }) => conversation))
  for (const id of changed) notices.tell({ kind: 'conversation', id })
}

// Zalo has no idempotency key: a send whose answer was lost, or is still on its way, is recognised by its text coming
// back as an event. An id that stands on a message already belongs to an earlier one of the same words.
const UNSETTLED = `
  select m.id, m.conversation_id as conversation, m.content_enc as "contentEnc"
  from message m join conversation c on c.id = m.conversation_id
  where c.person_id = $1 and m.direction = 'out' and m.provider_message_id is null
    and (m.status = 'unknown' or exists (select 1 from outbox o where o.message_id = m.id and o.state = 'sending'))
    and not exists (select 1 from message known where known.channel = $2 and known.account = $3 and known.provider_message_id = $4)
  order by m.seq`

const SETTLE = `
  with gone as (delete from outbox where message_id = $1)
  update message set status = 'sent', status_at = now(), provider_message_id = $2, error_code = null
  where id = $1 and provider_message_id is null`

/** Our own message seen by the platform: if its send had no answer, now it has one. */
export async function settleByEcho({ pool, vault, notices }: { pool: Pool; vault: Vault; notices: Pick<Notices, 'tell'> }, event: Echo, person: Person): Promise<void> {
  const { rows } = await pool.query<Unsettled>(UNSETTLED, [person.id, event.channel, event.account, event.providerMessageId])
  const match = rows.find(({ id }) => id === event.messageId) ?? rows.find((row) => isTextOf(openContent(vault, person.key, row).text, event.text))
  if (!match) return
  await pool.query(SETTLE, [match.id, event.providerMessageId])
  notices.tell({ kind: 'conversation', id: match.conversation })
}

/** Where a channel prints buttons as numbered lines, those follow what we wrote. */
function isTextOf(written: string, echoed: string): boolean {
  const [ours, theirs] = [written.normalize('NFC'), echoed.normalize('NFC')]
  return theirs === ours || (ours !== '' && theirs.startsWith(`${ours}\n`))
}
