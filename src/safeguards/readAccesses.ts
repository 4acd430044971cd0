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
  /** Number of the case, name of the member of staff; null where there is no such name, or it is gone. */
  subjectName: string | null
  reason: string | null
}

export type AccessedSubject = { kind: 'person' | 'conversation' | 'case'; id: string }
/** `focal`: the reader is an independent focal person. */
export type Page = { before?: string; limit?: number; focal?: boolean }

// A file is more than one row: a case has its conversations, a person has theirs and the cases of those. What a purge
// deleted is still found by its own id. Index: access_log_subject_subject_id_idx.
const FILE = `
  with talk as (
    select id::text, case_id::text from conversation
    where ($1 = 'conversation' and id = $2::uuid) or ($1 = 'case' and case_id = $2::uuid) or ($1 = 'person' and person_id = $2::uuid)
  ), file as (
    select $1 as subject, $2::text as id
    union select 'conversation', id from talk where $1 <> 'conversation'
    union select 'case', case_id from talk where $1 = 'person' and case_id is not null
  )`

const LINES = `
  select l.id::text, l.at, l.staff_id as "staffId", s.name, l.action, l.subject, l.subject_id as "subjectId",
    coalesce(r.number, t.name) as "subjectName", l.reason
  from access_log l`
const NAMES = `
  left join staff s on s.id = l.staff_id
  left join case_record r on l.subject = 'case' and r.id::text = l.subject_id
  left join staff t on l.subject = 'staff' and t.id::text = l.subject_id`

// What is said about a member of staff is seen by the independent focal persons only: also that somebody opened it.
const IN_SIGHT = (focal: string) => `(${focal}::boolean or not (
    (l.subject = 'conversation' and exists (select 1 from focal_talk f where f.conversation_id::text = l.subject_id))
    or (l.subject = 'case' and exists (select 1 from focal_talk f join conversation o on o.id = f.conversation_id where o.case_id::text = l.subject_id))))`

const OF_FILE = `${FILE} ${LINES} join file f on f.subject = l.subject and f.id = l.subject_id ${NAMES}
  where l.id < $3 and ${IN_SIGHT('$5')} order by l.id desc limit $4`

// Index: the primary key; access_log_staff_id_at_idx for one member of staff.
const OF_ALL = `${LINES} ${NAMES} where l.id < $2 and ($1::uuid is null or l.staff_id = $1) and ${IN_SIGHT('$4')} order by l.id desc limit $3`

type Row = Omit<AccessLine, 'by'> & { staffId: string | null; name: string | null }

const NEWEST = '9223372036854775807'
const LIMIT = 200

/**
 * Newest first. The caller checks that the reader may (head), and logs this reading too (`audit.read`).
 * @param page `before`: the id of the last line already shown; at most `limit` lines
 */
export async function readAccesses(db: Pool, subject: AccessedSubject, page: Page = {}): Promise<AccessLine[]> {
  const { rows } = await db.query<Row>(OF_FILE, [subject.kind, subject.id, page.before ?? NEWEST, page.limit ?? LIMIT, page.focal ?? false])
  return rows.map(toLine)
}

/** Everything anybody did, or one member of staff did; newest first. */
export async function readAllAccesses(db: Pool, of: { staffId?: string }, page: Page = {}): Promise<AccessLine[]> {
  const { rows } = await db.query<Row>(OF_ALL, [of.staffId ?? null, page.before ?? NEWEST, page.limit ?? LIMIT, page.focal ?? false])
  return rows.map(toLine)
}

function toLine({ staffId, name, ...line }: Row): AccessLine {
  return { ...line, by: staffId === null ? null : { id: staffId, name: name ?? '' } }
}
