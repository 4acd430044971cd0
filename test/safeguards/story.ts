/** Rows as the spine makes them, for tests of what happens to them later: no workers, times of the test's choice. */
import { randomUUID } from 'node:crypto'
import type { Pool } from '../../src/database/index.ts'
import type { Vault } from '../../src/safeguards/index.ts'

export type Told = {
  channel?: 'web' | 'zalo'
  externalId?: string
  text?: string
  /** Hours ago of the last word, and of the end. */
  hoursAgo: number
  closed?: 'done' | 'silent' | 'helped'
  case?: 'new' | 'closed'
  urgency?: string
  staffNote?: boolean
  waiting?: boolean
}

export type Story = { personId: string; conversationId: string; messageId: string; caseId: string | null }

/** A person with a conversation, one message, one evidence, a note or case if told so. */
export async function tell({ pool, vault, staffId }: { pool: Pool; vault: Vault; staffId: string }, told: Told): Promise<Story> {
  const [personId, conversationId, messageId] = [randomUUID(), randomUUID(), randomUUID()]
  const channel = told.channel ?? 'zalo'
  const externalId = told.externalId ?? personId
  const { key, wrapped } = vault.newKey()
  const at = new Date(Date.now() - told.hoursAgo * 3_600_000)
  const caseId = told.case ? randomUUID() : null
  await pool.query(`insert into data_key (id, kind, wrapped) values ($1, 'person', $2)`, [key.id, wrapped])
  await pool.query(`insert into person (id, channel, account, external_hash, external_enc, key_id, created_at) values ($1, $2, 'oa-1', $3, $4, $5, $6)`,
    [personId, channel, vault.blindIndex(`external:${channel}:oa-1`, externalId), vault.seal(key, `person.external:${personId}`, externalId), key.id, at])
  if (caseId !== null) {
    const ofCase = vault.newKey()
    await pool.query(`insert into data_key (id, kind, wrapped) values ($1, 'case', $2)`, [ofCase.key.id, ofCase.wrapped])
    await pool.query(`insert into case_record (id, number, state, urgency, key_id, opened_at, first_inbound_at, clock_due_at, closed_at)
      values ($1, $2, $3, 'high', $4, $5, $5, $5, case when $3 = 'closed' then $5::timestamptz end)`, [caseId, caseId, told.case, ofCase.key.id, at])
  }
  await pool.query(
    `insert into conversation (id, person_id, channel, state, urgency, review, opened_at, last_inbound_at, closed_at, close_reason, closed_by, case_id, last_seq, owner_kind, waiting_since)
     values ($1, $2, $3, $4, $5, false, $6, $6, $7, $8, $9, $10, 1, $11, $12)`,
    [conversationId, personId, channel, told.closed ? 'closed' : 'open', told.urgency ?? 'info', at, told.closed ? at : null, told.closed ?? null,
      told.closed === 'helped' ? staffId : null, caseId, told.waiting ? 'queue' : 'bot', told.waiting ? at : null])
  await pool.query(`insert into lane (conversation_id, kind) values ($1, 'turn')`, [conversationId])
  await pool.query(`insert into message (id, conversation_id, seq, direction, author, content_enc, channel, account, event_key, said_at, done_at) values ($1, $2, 1, 'in', 'person', $3, $4, 'oa-1', $5, $6, $6)`,
    [messageId, conversationId, vault.seal(key, `message.content:${messageId}`, JSON.stringify({ text: told.text ?? 'chào' })), channel, messageId, at])
  await pool.query(`insert into evidence (id, conversation_id, message_id, start, "end", cue, level) values (gen_random_uuid(), $1, $2, 0, 1, 'x', 'low')`, [conversationId, messageId])
  if (told.staffNote) {
    const noteId = randomUUID()
    await pool.query('insert into note (id, conversation_id, staff_id, text_enc) values ($1, $2, $3, $4)', [noteId, conversationId, staffId, vault.seal(key, `note.text:${noteId}`, 'ghi chú')])
    await pool.query('insert into draft (conversation_id, staff_id, text_enc) values ($1, $2, $3)', [conversationId, staffId, vault.seal(key, `draft.text:${conversationId}:${staffId}`, 'nháp')])
    await pool.query('update note set at = at where id = $1', [noteId])
  }
  return { personId, conversationId, messageId, caseId }
}

export async function addStaff(pool: Pool, role = 'counsellor'): Promise<string> {
  const id = randomUUID()
  await pool.query(`insert into staff (id, email, name, role, password_hash) values ($1, $2, 'Hoa', $3, 'x')`, [id, `${id}@demo.local`, role])
  return id
}
