/** Until when something is kept, and the holds that keep it longer. */
import { AppError } from '../errors.ts'
import * as api from './api.ts'
import { placeHold, readRetained, readRetainedCase, releaseHold, type HoldSubject } from './retention/index.ts'
import { answer, PAGE, readInput, type SafeguardsAsked, type SafeguardsGate, type SafeguardsRoom } from './routeParts.ts'

export function addKeepingRoutes({ on }: SafeguardsGate, room: SafeguardsRoom): void {
  on('get', '/conversations/:id/keeping', 'conversation.read', ({ id }) => readTalk(room, id))
  on('get', '/cases/:id/keeping', 'case.read', ({ id }) => readCase(room, id))
  on('get', '/holds', 'retention.hold', ({ staff }) => listHolds(room, staff))
  on('post', '/conversations/:id/holds', 'retention.hold', (asked) => hold(room, 'conversation', asked))
  on('post', '/cases/:id/holds', 'retention.hold', (asked) => hold(room, 'case_record', asked))
  on('post', '/holds/:id/release', 'retention.hold', ({ staff, id }) => releaseHold(room.db, staff.id, id))
}

// A hold on the person or the case keeps the conversation, and a hold on a conversation keeps its case.
const HOLDS = `
  select distinct h.id, h.reason, s.name as by, h.placed_at as at
  from conversation c
  join retention_hold h on h.released_at is null and h.subject_id in (c.id, c.person_id, c.case_id)
  join staff s on s.id = h.placed_by
  where c.id = $1 or c.case_id = $1
  union
  select h.id, h.reason, s.name, h.placed_at from retention_hold h join staff s on s.id = h.placed_by where h.released_at is null and h.subject_id = $1
  order by at`

const WISH = `
  select e.id, e.asked_at as "askedAt", e.answer_due_at as "answerDueAt"
  from erasure_request e join conversation c on c.person_id = e.person_id
  where (c.id = $1 or c.case_id = $1) and e.outcome = 'asked' order by e.asked_at limit 1`

async function readTalk(room: SafeguardsRoom, id: string): Promise<api.Keeping> {
  const [kept] = await readRetained(room.db.pool, room.terms, [id])
  if (!kept) throw new AppError('not-found', 'error.not-found', `no conversation ${id}`)
  return keeping(room, id, kept)
}

async function readCase(room: SafeguardsRoom, id: string): Promise<api.Keeping> {
  const kept = await readRetainedCase(room.db.pool, room.terms, id)
  if (!kept) throw new AppError('not-found', 'error.not-found', `no case ${id}`)
  return keeping(room, id, { class: 'case', until: kept.until })
}

async function keeping({ db }: SafeguardsRoom, id: string, kept: { class: string; until: Date | null }): Promise<api.Keeping> {
  const [{ rows: holds }, { rows: [wish] }] = await Promise.all([db.pool.query(HOLDS, [id]), db.pool.query(WISH, [id])])
  return answer(api.keepingSchema, { class: kept.class, until: kept.until, holds, wish: wish ?? null })
}

const ALL_HOLDS = `
  select h.id, h.subject, h.subject_id as "subjectId", r.number as "caseNumber", h.reason, s.name as by, h.placed_at as at
  from retention_hold h join staff s on s.id = h.placed_by
  left join case_record r on h.subject = 'case_record' and r.id = h.subject_id
  where h.released_at is null and ($1 or not exists (
    select 1 from focal_talk f join conversation c on c.id = f.conversation_id where h.subject_id in (c.id, c.case_id, c.person_id)))
  order by h.placed_at desc limit ${PAGE}`

async function listHolds({ db }: SafeguardsRoom, { focal }: { focal: boolean }): Promise<api.StandingHolds> {
  const { rows: holds } = await db.pool.query(ALL_HOLDS, [focal])
  return answer(api.holdsSchema, { holds })
}

async function hold({ db }: SafeguardsRoom, kind: HoldSubject['kind'], { staff, id, body }: SafeguardsAsked): Promise<{ id: string }> {
  const { reason } = readInput(api.holdSchema, body)
  const { rowCount } = await db.pool.query(kind === 'conversation' ? 'select 1 from conversation where id = $1' : 'select 1 from case_record where id = $1', [id])
  if (rowCount === 0) throw new AppError('not-found', 'error.not-found', `no ${kind} ${id}`)
  return { id: await placeHold(db, staff.id, { subject: { kind, id }, reason }) }
}
