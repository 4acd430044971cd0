import type * as z from 'zod'
import { openContent, type MessageKind } from '../conversation/index.ts'
import { AppError } from '../errors.ts'
import type { DataKey, Vault } from '../safeguards/index.ts'
import type { SignedIn } from '../staff/index.ts'
import type { Message, Messages, messagesQuerySchema } from './api.ts'
import type { Desk } from './desk.ts'
import { readingKey } from './readingKey.ts'
import { recordOpening } from './recordOpening.ts'
import { iso } from './time.ts'

const PAGE = 50

const CONVERSATION = `
  select c.last_seq as "lastSeq", k.id as "keyId", k.wrapped
  from conversation c join person p on p.id = c.person_id join data_key k on k.id = p.key_id where c.id = $1`

const COLUMNS = `
  select m.id, m.seq, m.direction, m.author, m.staff_id as "staffId", s.name, m.kind, m.content_enc as "contentEnc",
    m.received_at as at, m.unsent_at is not null as unsent, m.status, m.error_code as "errorCode",
    case when m.author = 'staff' then m.event_key end as "clientId",
    coalesce((select json_agg(json_build_object('start', e.start, 'end', e."end", 'cue', e.cue, 'level', e.level) order by e.start)
      from evidence e where e.message_id = m.id), '[]') as evidence
  from message m left join staff s on s.id = m.staff_id`

// Index: message_conversation_id_seq_key, in either direction.
const AFTER = `${COLUMNS} where m.conversation_id = $1 and m.seq > $2 order by m.seq limit ${PAGE + 1}`
const BEFORE = `${COLUMNS} where m.conversation_id = $1 and m.seq < $2 order by m.seq desc limit ${PAGE + 1}`

type Row = Omit<Message, 'by' | 'text' | 'buttons' | 'key' | 'attachments' | 'at'> & { staffId: string | null; name: string | null; kind: MessageKind; contentEnc: Buffer; at: Date }

/**
 * A page of the transcript in rising seq: the newest, those before one, or those after one.
 * @throws AppError not-found `error.not-found`, `error.erased`
 */
export async function readMessages(desk: Desk, staff: SignedIn, id: string, query: z.infer<typeof messagesQuerySchema>): Promise<Messages> {
  const { pool } = desk.db
  const { rows: [conversation] } = await pool.query<{ lastSeq: number; keyId: string; wrapped: Buffer | null }>(CONVERSATION, [id])
  if (!conversation) throw new AppError('not-found', 'error.not-found', `no conversation ${id}`)
  const key = readingKey(desk, conversation)
  await recordOpening(desk, { staffId: staff.id, conversationId: id })
  const { rows } = query.after !== undefined
    ? await pool.query<Row>(AFTER, [id, query.after])
    : await pool.query<Row>(BEFORE, [id, query.before ?? conversation.lastSeq + 1])
  const page = rows.slice(0, PAGE)
  if (query.after === undefined) page.reverse()
  return { messages: page.map((row) => toMessage(desk.vault, key, row)), more: rows.length > PAGE, lastSeq: conversation.lastSeq }
}

function toMessage(vault: Vault, key: DataKey, { staffId, name, contentEnc, at, ...row }: Row): Message {
  const content = openContent(vault, key, { id: row.id, contentEnc })
  return {
    ...row,
    by: staffId !== null ? { id: staffId, name: name ?? '' } : null,
    text: content.text,
    buttons: content.buttons?.map(({ title }) => title) ?? [],
    key: content.key ?? null,
    attachments: content.media?.length ?? 0,
    at: iso(at),
  }
}
