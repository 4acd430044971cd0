/** "Who opened this child's file": the access log of a person, a conversation or a case, in one list. */
import type { Pool } from '../database/index.ts'

export type AccessLine = {
  id: string
  at: Date
  /** Null: the service itself, or somebody who did not get in. */
  by: { id: string; name: string } | null
  action: string
  subject: string
  subjectId: string
  reason: string | null
}

export type AccessedSubject = { kind: 'person' | 'conversation' | 'case'; id: string }

// A file is more than one row: a case has its conversations, a person has theirs and the cases of those. What a purge
// deleted is still found by its own id. Index: access_log_subject_subject_id_idx.
const READ = `
  with talk as (
    select id::text, case_id::text from conversation
    where ($1 = 'conversation' and id = $2::uuid) or ($1 = 'case' and case_id = $2::uuid) or ($1 = 'person' and person_id = $2::uuid)
  ), file as (
    select $1 as subject, $2::text as id
    union select 'conversation', id from talk where $1 <> 'conversation'
    union select 'case', case_id from talk where $1 = 'person' and case_id is not null
  )
  select l.id::text, l.at, l.staff_id as "staffId", s.name, l.action, l.subject, l.subject_id as "subjectId", l.reason
  from access_log l join file f on f.subject = l.subject and f.id = l.subject_id
  left join staff s on s.id = l.staff_id
  where l.id < $3
  order by l.id desc limit $4`

type Row = Omit<AccessLine, 'by'> & { staffId: string | null; name: string | null }

const NEWEST = '9223372036854775807'

/**
 * Newest first. The caller checks that the reader may (head), and logs this reading too (`audit.read`).
 * @param page `before`: the id of the last line already shown; at most `limit` lines
 */
export async function readAccesses(db: Pool, subject: AccessedSubject, page: { before?: string; limit?: number } = {}): Promise<AccessLine[]> {
  const { rows } = await db.query<Row>(READ, [subject.kind, subject.id, page.before ?? NEWEST, page.limit ?? 200])
  return rows.map(({ staffId, name, ...line }) => ({ ...line, by: staffId === null ? null : { id: staffId, name: name ?? '' } }))
}
