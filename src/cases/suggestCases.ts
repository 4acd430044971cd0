import { transaction } from '../database/index.ts'
import { AppError } from '../errors.ts'
import { recordAccess } from '../safeguards/index.ts'
import type { Urgency } from '../triage/index.ts'
import type { IndexKind } from './indexes.ts'
import type { CaseRoom, Officer } from './room.ts'
import { touchCase } from './store.ts'
import type { CaseState } from './flow.ts'
import { NOT_FOCAL } from './searchCases.ts'

/** Why an earlier case may be of the same child or person. */
export type Likeness = IndexKind | 'same-person'
export type Suggestion = { id: string; number: string; state: CaseState; urgency: Urgency; openedAt: Date; likeness: Likeness[]; score: number }

/** A date of birth or the end of a name alone fits too many children: it counts only beside another sign. */
const POINTS: Readonly<Record<Likeness, number>> = { 'same-person': 4, phone: 3, name: 3, 'name-end': 1, birth: 1 }
const ENOUGH = 2
const MOST = 10

// Each hash of this case against all others. Index: case_index_hash_idx, case_index_case_id_idx. Hashes that fit more
// than a hundred cases (the Centre's own number, a very common name) suggest nothing.
const ALIKE = `
  with mine as (select distinct kind, hash from case_index where case_id = $1),
  telling as (select m.kind, m.hash from mine m where (select count(*) from (select 1 from case_index i where i.hash = m.hash limit 100) as few) < 100),
  alike as (
    select i.case_id, t.kind from telling t join case_index i on i.hash = t.hash and i.kind = t.kind where i.case_id <> $1
    union
    select other.case_id, 'same-person' from conversation mine join conversation other on other.person_id = mine.person_id
    where mine.case_id = $1 and other.case_id is not null and other.case_id <> $1
  )
  select c.id, c.number, c.state, c.urgency, c.opened_at as "openedAt", array_agg(distinct a.kind) as likeness
  from alike a join case_record c on c.id = a.case_id
  where ${NOT_FOCAL} and not exists (select 1 from case_link l where l.kind = 'different' and (l.case_id, l.other_id) in (($1, c.id), (c.id, $1)))
  group by c.id`

/** Earlier cases that may concern the same child or person, likeliest first. Nothing is ever merged by machine. */
export async function suggestCases({ db }: CaseRoom, officer: Officer, caseId: string): Promise<Suggestion[]> {
  await recordAccess(db.pool, { staffId: officer.id, action: 'case.search', subject: 'case', subjectId: caseId })
  const { rows } = await db.pool.query<Omit<Suggestion, 'score'>>(ALIKE, [caseId])
  return rows
    .map((row) => ({ ...row, score: row.likeness.filter((one) => one !== 'name-end' || !row.likeness.includes('name')).reduce((sum, one) => sum + POINTS[one], 0) }))
    .filter(({ score }) => score >= ENOUGH)
    .sort((a, b) => b.score - a.score || b.openedAt.getTime() - a.openedAt.getTime())
    .slice(0, MOST)
}

const LINK = `
  insert into case_link (case_id, other_id, kind, by) values ($1, $2, $3, $4)
  on conflict (case_id, other_id) do update set kind = $3, by = $4, at = now()`

/** A human says that two cases are of the same child or person, or are not. Both records stay as they are. */
export async function linkCases({ db }: CaseRoom, officer: Officer, link: { caseId: string; otherId: string; kind: 'same' | 'different' }): Promise<void> {
  const [caseId, otherId] = [link.caseId, link.otherId].toSorted()
  if (caseId === undefined || otherId === undefined || caseId === otherId) throw new AppError('bad-request', 'error.bad-request', 'a case is not linked with itself')
  await transaction(db.pool, async (client) => {
    const { rowCount } = await client.query('select 1 from case_record where id in ($1, $2)', [caseId, otherId])
    if (rowCount !== 2) throw new AppError('not-found', 'error.not-found', 'no such case')
    await client.query(LINK, [caseId, otherId, link.kind, officer.id])
    await touchCase(client, link.caseId)
    await recordAccess(client, { staffId: officer.id, action: 'case.link', subject: 'case', subjectId: link.caseId, reason: link.kind })
  })
}
