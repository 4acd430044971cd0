/** A human who answers in the platform's own inbox: their words belong in the transcript, and the bot falls silent. */
import { randomUUID } from 'node:crypto'
import { transaction, type Notices, type Pool } from '../database/index.ts'
import type { Vault } from '../safeguards/index.ts'
import type { ChannelEvent } from './channel.ts'
import type { Person } from './person.ts'
import { lockConversation, sealContent, withholdBotMessages } from './store.ts'

type Outside = Extract<ChannelEvent, { type: 'outside' }>
type Control = Extract<ChannelEvent, { type: 'control' }>
type Told = Pick<Notices, 'tell'>

/** Control of a thread lapses after 24 hours without activity (Conversation Routing). Zalo says nothing: the same. */
const HOURS = 24

// Somebody may write first from outside: then the conversation opens with their words.
const OPEN = `
  with made as (
    insert into conversation (id, person_id, channel) values ($2, $1, $3)
    on conflict (person_id) where state = 'open' do nothing returning id
  ), lane as (
    insert into lane (conversation_id, kind) select id, 'turn' from made
  )
  select id from made union all select id from conversation where person_id = $1 and state = 'open' limit 1`

const SAY = `
  with said as (
    insert into message (id, conversation_id, seq, direction, author, content_enc, channel, account, event_key, provider_message_id, said_at, status, status_at)
    values ($1, $2, $3, 'out', 'outside', $4, $5, $6, $7, $8, $9, 'sent', now())
    on conflict (channel, account, event_key) do nothing
    returning seq
  )
  update conversation set last_seq = $3, last_outbound_at = now(), outside_until = now() + interval '${HOURS} hours', version = version + 1
  where id = $2 and exists (select 1 from said)`

/** Writes the human's words into the open conversation and silences the bot. Harmless twice. */
export async function heardOutside({ pool, vault, notices }: { pool: Pool; vault: Vault; notices: Told }, event: Outside, person: Person): Promise<void> {
  const { rows } = await pool.query<{ id: string }>(OPEN, [person.id, randomUUID(), event.channel])
  const id = rows[0]?.id
  if (id === undefined) return
  await transaction(pool, async (client) => {
    const conversation = await lockConversation(client, id)
    if (!conversation) return
    const messageId = randomUUID()
    const content = sealContent(vault, person.key, messageId, { text: event.text })
    await client.query(SAY, [messageId, id, conversation.lastSeq + 1, content, event.channel, event.account, event.eventKey, event.providerMessageId, event.at])
    await withholdBotMessages(client, id)
  })
  notices.tell({ kind: 'conversation', id })
}

const CONTROL = `
  update conversation set outside_until = case when $2 then null else now() + interval '${HOURS} hours' end, version = version + 1
  where person_id = $1 and state = 'open'
  returning id`

/** The platform says who holds the thread now. */
export async function controlChanged({ pool, notices }: { pool: Pool; notices: Told }, event: Control, person: Person): Promise<void> {
  const { rows } = await pool.query<{ id: string }>(CONTROL, [person.id, event.ours])
  for (const { id } of rows) notices.tell({ kind: 'conversation', id })
}
