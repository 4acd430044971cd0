/** The wish to be forgotten on the desk: taken in, read, decided. */
import { AppError } from '../errors.ts'
import { recordAccess } from './accessLog.ts'
import * as api from './api.ts'
import { askErasure, erasePerson, refuseErasure, type WishCause } from './retention/index.ts'
import { answer, PAGE, readInput, type SafeguardsAsked, type SafeguardsGate, type SafeguardsRoom } from './routeParts.ts'

export function addErasureRoutes({ on }: SafeguardsGate, room: SafeguardsRoom): void {
  on('post', '/conversations/:id/erasure-wish', 'conversation.note', (asked) => takeIn(room, asked))
  on('post', '/conversations/:id/erase', 'person.erase', (asked) => eraseOfTalk(room, asked))
  on('get', '/erasures', 'person.erase', ({ staff }) => listErasures(room, staff))
  on('post', '/erasures/:id/erase', 'person.erase', (asked) => eraseWished(room, asked))
  on('post', '/erasures/:id/refuse', 'person.erase', ({ staff, id, body }) => refuseErasure(room.db.pool, { id, staffId: staff.id, ...readInput(api.refuseSchema, body) }))
}

const PERSON = 'select person_id as "personId" from conversation where id = $1'

async function takeIn({ db }: SafeguardsRoom, { staff, id }: SafeguardsAsked): Promise<void> {
  if ((await db.pool.query(PERSON, [id])).rowCount === 0) throw new AppError('not-found', 'error.not-found', `no conversation ${id}`)
  await recordAccess(db.pool, { staffId: staff.id, action: 'person.wish', subject: 'conversation', subjectId: id })
  await askErasure(db.pool, { conversationId: id, cause: 'request', askedAt: new Date() })
}

async function eraseOfTalk(room: SafeguardsRoom, { staff, id, body }: SafeguardsAsked): Promise<api.Erased> {
  const { askedAt } = readInput(api.eraseSchema, body)
  const { rows: [talk] } = await room.db.pool.query<{ personId: string }>(PERSON, [id])
  if (!talk) throw new AppError('not-found', 'error.not-found', `no conversation ${id}`)
  return erase(room, { ...talk, cause: 'request', askedAt: askedAt === undefined ? new Date() : new Date(askedAt), staffId: staff.id, blind: !staff.focal })
}

const WISH = `select person_id as "personId", cause, asked_at as "askedAt" from erasure_request where id = $1 and outcome <> 'erased' and exception is null`

async function eraseWished(room: SafeguardsRoom, { staff, id }: SafeguardsAsked): Promise<api.Erased> {
  const { rows: [wish] } = await room.db.pool.query<{ personId: string; cause: WishCause; askedAt: Date }>(WISH, [id])
  if (!wish) throw new AppError('not-found', 'error.not-found', `no open wish ${id}`)
  return erase(room, { ...wish, staffId: staff.id, blind: !staff.focal })
}

async function erase({ db, vault }: SafeguardsRoom, asked: { personId: string; cause: WishCause; askedAt: Date; staffId: string; blind: boolean }): Promise<api.Erased> {
  const erased = await erasePerson({ pool: db.pool, vault }, asked)
  if (!erased) throw new AppError('not-found', 'error.not-found', `no person ${asked.personId}`)
  return { outcome: erased.outcome, kept: erased.kept }
}

// What nobody has decided first, the most urgent of it on top; then the latest.
const ERASURES = `
  select e.id, e.cause, e.asked_at as "askedAt", e.answer_due_at as "answerDueAt", e.erase_due_at as "eraseDueAt", e.outcome, e.kept, e.exception,
    e.decided_at as "decidedAt", s.name as "decidedBy", e.proof_id as "proofId", c.id as "conversationId"
  from erasure_request e
  left join staff s on s.id = e.decided_by
  left join lateral (
    select id from conversation where person_id = e.person_id and ($1 or not exists (select 1 from focal_talk f where f.conversation_id = conversation.id))
    order by (id = e.conversation_id) desc, opened_at desc limit 1
  ) c on true
  order by e.outcome <> 'asked', case when e.outcome = 'asked' then e.answer_due_at end, e.asked_at desc limit ${PAGE}`

async function listErasures({ db }: SafeguardsRoom, { focal }: { focal: boolean }): Promise<api.Erasures> {
  const { rows: requests } = await db.pool.query(ERASURES, [focal])
  return answer(api.erasuresSchema, { requests })
}
