/** What a visitor may read of their own talk: message rows are the truth, this is their view. */
import * as z from 'zod'
import type { Pool } from '../../database/index.ts'
import type { Vault } from '../../safeguards/index.ts'
import { openContent } from '../../conversation/index.ts'
import type { ChatMessage, ChatState, Transcript } from './wire.ts'
import { clientIdOf, WEB_ACCOUNT, type Visitor } from './visitor.ts'

/** A place in the whole talk, across its conversations: `<conversation>:<seq>`. */
const place = z.string().regex(/^[0-9a-f-]{36}:\d{1,9}$/)

/** How many messages one read brings at most; a full page means there is more. */
export const PAGE = 200

// Every conversation of the person in order, from a place on (an unknown place: from the beginning).
// Reached by person(channel, account, external_hash) → conversation(person_id) → message(conversation_id, seq).
const READ = `
  select m.id, m.conversation_id, m.seq, m.direction, m.author, m.status, m.content_enc as "contentEnc", m.said_at, m.event_key,
         p.key_id, k.wrapped, s.name as staff_name
  from person p
  join data_key k on k.id = p.key_id and k.wrapped is not null
  join conversation c on c.person_id = p.id
  join message m on m.conversation_id = c.id
  left join staff s on s.id = m.staff_id
  where p.channel = 'web' and p.account = '${WEB_ACCOUNT}' and p.external_hash = $1
    and (c.opened_at, c.id, m.seq) > (coalesce((select opened_at from conversation where id = $2 and person_id = p.id), '-infinity'), $2, $3)
  order by c.opened_at, c.id, m.seq
  limit ${PAGE}`

const STATE = `
  select c.state = 'open' as open, c.owner_kind as owner, s.name as staff_name,
         t.viewing = c.id and t.typing_until > now() as typing
  from person p
  join conversation c on c.person_id = p.id
  left join staff s on s.id = c.owner_id
  left join staff_presence t on t.staff_id = c.owner_id
  where p.channel = 'web' and p.account = '${WEB_ACCOUNT}' and p.external_hash = $1
  order by c.opened_at desc
  limit 1`

const OWN = `
  select m.id
  from person p join conversation c on c.person_id = p.id join message m on m.conversation_id = c.id
  where p.channel = 'web' and p.account = '${WEB_ACCOUNT}' and p.external_hash = $1 and m.direction = 'out' and m.id = any($2)`

type Row = {
  id: string
  conversation_id: string
  seq: number
  direction: 'in' | 'out'
  author: 'person' | 'bot' | 'staff' | 'outside'
  status: string | null
  contentEnc: Buffer
  said_at: Date
  event_key: string | null
  key_id: string
  wrapped: Buffer
  staff_name: string | null
}

type StateRow = { open: boolean; owner: ChatState['owner']; staff_name: string | null; typing: boolean | null }

const NOBODY_YET: ChatState = { owner: 'bot', open: true }

/** Reads what a visitor may see after a place; undefined or a stale place reads from the beginning. */
export function createTranscript(pool: Pool, vault: Vault) {
  function view(row: Row): ChatMessage {
    const { text, buttons } = openContent(vault, vault.unwrap(row.key_id, row.wrapped), row)
    return {
      id: row.id,
      place: `${row.conversation_id}:${row.seq}`,
      seq: row.seq,
      author: row.author === 'outside' ? 'staff' : row.author,
      text,
      buttons: (buttons ?? []).map(({ title, payload, phone }) => ({ title, payload, ...(phone === undefined ? {} : { phone }) })),
      at: row.said_at.toISOString(),
      ...(row.staff_name === null ? {} : { staffName: givenName(row.staff_name) }),
      ...(row.author === 'person' && row.event_key !== null ? { clientId: clientIdOf(row.event_key) } : {}),
    }
  }

  return {
    async read(visitor: Visitor, after: string | undefined): Promise<Transcript> {
      const [conversation, seq] = place.safeParse(after).data?.split(':') ?? [NIL, '0']
      const [said, now] = await Promise.all([
        pool.query<Row>(READ, [visitor.hash, conversation, Number(seq)]),
        pool.query<StateRow>(STATE, [visitor.hash]),
      ])
      return { messages: settled(said.rows).filter(isShown).map(view), state: stateOf(now.rows[0]) }
    },
    /** Of these ids, the ones that are messages to this visitor. */
    async own(visitor: Visitor, ids: readonly string[]): Promise<string[]> {
      const { rows } = await pool.query<{ id: string }>(OWN, [visitor.hash, ids])
      return rows.map((row) => row.id)
    },
  }
}

export type TranscriptReader = ReturnType<typeof createTranscript>

const NIL = '00000000-0000-0000-0000-000000000000'

/**
 * Rows up to the first reply that may still be withheld (a human taking over silences the bot until the
 * moment of sending). Later rows wait behind it, so that a place, once passed, is passed for good.
 */
function settled(rows: Row[]): Row[] {
  const open = rows.findIndex((row) => row.direction === 'out' && (row.status === 'queued' || row.status === 'sending'))
  return open === -1 ? rows : rows.slice(0, open)
}

/** `unknown` is shown: a row that was being sent when the process died is there to be read. */
function isShown(row: Row): boolean {
  return row.status !== 'withheld' && row.status !== 'failed'
}

function stateOf(row: StateRow | undefined): ChatState {
  if (!row) return NOBODY_YET
  const { owner, open, staff_name: name, typing } = row
  if (owner !== 'staff') return { owner, open }
  return { owner, open, ...(name === null ? {} : { staffName: givenName(name) }), ...(typing === true ? { typing } : {}) }
}

/** Vietnamese names end with the given name: "Nguyễn Thị Hoa" → "Hoa". A child needs no more of it. */
export function givenName(name: string): string {
  return name.trim().split(/\s+/).at(-1) ?? name
}
