import { randomUUID } from 'node:crypto'
import type { Client } from '../database/index.ts'
import type { Vault } from '../safeguards/index.ts'
import type { Urgency } from '../triage/index.ts'

/** What a case takes from the conversation that opens it. */
export type CaseSource = { id: string; caseId: string | null; urgency: Urgency; categories: readonly string[]; firstInboundAt: Date | null }

/** NĐ 56/2017 Điều 26: emergency intervention within 12 hours of receiving the information, so from the first message. */
const CLOCK_HOURS = 12

const OPEN = `
  with keyed as (
    insert into data_key (id, kind, wrapped) values ($2, 'case', $3)
  ), made as (
    insert into case_record (id, number, urgency, categories, key_id, opened_by, responsible_id, first_inbound_at, clock_due_at)
    values ($1, to_char(now(), 'YYYY') || '-' || lpad(nextval('case_number_seq')::text, 6, '0'), $4, $5, $2, $6, $6,
            coalesce($7, now()), coalesce($7, now()) + interval '${CLOCK_HOURS} hours')
    returning id, number
  ), linked as (
    update conversation set case_id = $1 where id = $8
  )
  select number from made`

// The machine only raises; a case never falls with one of its conversations.
const RAISE = `
  update case_record set urgency = greatest(urgency, $2::urgency), version = version + 1,
    categories = array(select distinct unnest(categories || $3::text[]))
  where id = $1`

/**
 * Opens the case of a conversation, or raises the one it has, in the caller's transaction, which holds the
 * conversation's lock. `staffId` null: the machine, at medium or above (design §2).
 */
export async function openCase(client: Client, vault: Vault, source: CaseSource, by: { staffId: string | null }): Promise<{ id: string; opened: boolean }> {
  if (source.caseId !== null) {
    await client.query(RAISE, [source.caseId, source.urgency, source.categories])
    return { id: source.caseId, opened: false }
  }
  const id = randomUUID()
  const { key, wrapped } = vault.newKey()
  await client.query(OPEN, [id, key.id, wrapped, source.urgency, source.categories, by.staffId, source.firstInboundAt, source.id])
  return { id, opened: true }
}
