/**
 * Every level a human set is a labelled example: what was written up to then, and the level a careful reader gave it.
 * Nothing is copied: the words stay under their person's key, the level stands in urgency_change and quality_review,
 * and what is erased is no example any more.
 */
import { openContent } from '../conversation/index.ts'
import type { Pool } from '../database/index.ts'
import { recordAccess, type Vault } from '../safeguards/index.ts'
import { hide } from '../secondReader/index.ts'
import type { Urgency } from '../triage/index.ts'

/** A line of the labelling guide. Categories are left out: those on the conversation are triage's own, not the counsellor's. */
export type Label = { id: string; turns: string[]; level: Urgency; slices: string[]; note: string }

// A level that the same staff corrected before anything new was said is no label; the correction is.
const JUDGEMENTS = `
  select 'counsellor' as source, u.id, u.conversation_id as "conversationId", u."from" as was, u."to" as level, u.at
  from urgency_change u
  where u.staff_id is not null and u.at >= $1 and not exists (
    select 1 from urgency_change v where v.conversation_id = u.conversation_id and v.staff_id is not null and v.at > u.at and not exists (
      select 1 from message m where m.conversation_id = u.conversation_id and m.direction = 'in' and m.received_at > u.at and m.received_at <= v.at))
  union all
  select 'sample', q.id, q.conversation_id, q.level_was, q.level_should, q.at from quality_review q where q.at >= $1
  order by at, id`

type Judgement = { source: 'counsellor' | 'sample'; id: string; conversationId: string; was: Urgency; level: Urgency; at: Date }

// Index: message_conversation_id_seq_key.
const WORDS = `
  select m.id, m.content_enc as "contentEnc", p.id as "personId", p.key_id as "keyId", p.name_enc as "nameEnc", k.wrapped
  from message m join conversation c on c.id = m.conversation_id join person p on p.id = c.person_id join data_key k on k.id = p.key_id
  where m.conversation_id = $1 and m.direction = 'in' and m.received_at <= $2
  order by m.seq`

type Words = { id: string; contentEnc: Buffer; personId: string; keyId: string; nameEnc: Buffer | null; wrapped: Buffer | null }

/** Writes the examples since a day, redacted, one at a time. That it was done is in the access log before the first one. */
export async function exportLabels(pool: Pool, vault: Vault, since: Date, write: (label: Label) => void): Promise<number> {
  await recordAccess(pool, { staffId: null, action: 'report.export', subject: 'service', subjectId: 'triage.labels' })
  const { rows: judgements } = await pool.query<Judgement>(JUDGEMENTS, [since])
  let written = 0
  for (const judgement of judgements) {
    const turns = await wordsBefore(pool, vault, judgement)
    if (turns.length === 0) continue
    write({ id: `${judgement.source}-${judgement.id}`, turns, level: judgement.level, slices: [judgement.source], note: `${judgement.was} → ${judgement.level}` })
    written += 1
  }
  return written
}

async function wordsBefore(pool: Pool, vault: Vault, { conversationId, at }: Judgement): Promise<string[]> {
  const { rows } = await pool.query<Words>(WORDS, [conversationId, at])
  return rows.flatMap((row) => {
    if (!row.wrapped) return []
    const key = vault.unwrap(row.keyId, row.wrapped)
    const name = row.nameEnc ? vault.open(key, `person.name:${row.personId}`, row.nameEnc) : undefined
    const { text } = openContent(vault, key, row)
    return text.trim() === '' ? [] : [hide(text, { name })]
  })
}
