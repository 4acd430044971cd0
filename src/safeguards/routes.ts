/**
 * The routes of this room, for the desk's gate (taken by shape, since this room stands below the desk): until when
 * something is kept, holds, erasure, and "who opened this child's file".
 */
import type * as z from 'zod'
import type { Database } from '../database/index.ts'
import { AppError } from '../errors.ts'
import { recordAccess } from './accessLog.ts'
import * as api from './api.ts'
import { readAccesses, type AccessedSubject } from './readAccesses.ts'
import { erasePerson, placeHold, readRetained, releaseHold, type HoldSubject, type RetentionTerms } from './retention/index.ts'
import type { Vault } from './vault.ts'

type Action = 'conversation.read' | 'audit.read' | 'retention.hold' | 'person.erase'
type Asked = { staff: { id: string }; id: string; query: unknown; body: unknown }
/** What this room needs of the desk's gate (src/desk/guard.ts). */
export type SafeguardsGate = { on(method: 'get' | 'post', path: string, action: Action, handle: (asked: Asked) => Promise<unknown>): void }
export type SafeguardsRoom = { db: Database; vault: Vault; terms: RetentionTerms }

const PAGE = 100

export function addSafeguardRoutes({ on }: SafeguardsGate, room: SafeguardsRoom): void {
  on('get', '/conversations/:id/keeping', 'conversation.read', ({ id }) => readKeeping(room, id))
  on('get', '/conversations/:id/accesses', 'audit.read', (asked) => listAccesses(room, 'conversation', asked))
  on('get', '/cases/:id/accesses', 'audit.read', (asked) => listAccesses(room, 'case', asked))
  on('get', '/purges', 'audit.read', () => listPurges(room))
  on('post', '/conversations/:id/holds', 'retention.hold', (asked) => hold(room, 'conversation', asked))
  on('post', '/cases/:id/holds', 'retention.hold', (asked) => hold(room, 'case_record', asked))
  on('post', '/holds/:id/release', 'retention.hold', ({ staff, id }) => releaseHold(room.db, staff.id, id))
  on('post', '/conversations/:id/erase', 'person.erase', (asked) => erase(room, asked))
  on('get', '/erasures', 'person.erase', () => listErasures(room))
}

const HOLDS = `
  select h.id, h.reason, s.name as by, h.placed_at as at
  from conversation c
  join retention_hold h on h.released_at is null and h.subject_id in (c.id, c.person_id, c.case_id)
  join staff s on s.id = h.placed_by
  where c.id = $1 order by h.placed_at`

async function readKeeping({ db, terms }: SafeguardsRoom, id: string): Promise<z.infer<typeof api.keepingSchema>> {
  const [kept] = await readRetained(db.pool, terms, [id])
  if (!kept) throw new AppError('not-found', 'error.not-found', `no conversation ${id}`)
  const { rows } = await db.pool.query<{ id: string; reason: string; by: string; at: Date }>(HOLDS, [id])
  return api.keepingSchema.parse({ class: kept.class, until: kept.until?.toISOString() ?? null, holds: rows.map((row) => ({ ...row, at: row.at.toISOString() })) })
}

async function listAccesses({ db }: SafeguardsRoom, kind: AccessedSubject['kind'] & ('conversation' | 'case'), { staff, id, query }: Asked): Promise<z.infer<typeof api.accessesSchema>> {
  const { before } = read(api.accessesQuerySchema, query)
  // Looking at who looked is a look too.
  await recordAccess(db.pool, { staffId: staff.id, action: 'audit.read', subject: kind, subjectId: id })
  const lines = await readAccesses(db.pool, { kind, id }, { limit: PAGE, ...(before === undefined ? {} : { before }) })
  return { lines: lines.map((line) => ({ ...line, at: line.at.toISOString() })), next: lines.length === PAGE ? (lines.at(-1)?.id ?? null) : null }
}

async function hold({ db }: SafeguardsRoom, kind: HoldSubject['kind'], { staff, id, body }: Asked): Promise<{ id: string }> {
  const { reason } = read(api.holdSchema, body)
  const { rowCount } = await db.pool.query(kind === 'conversation' ? 'select 1 from conversation where id = $1' : 'select 1 from case_record where id = $1', [id])
  if (rowCount === 0) throw new AppError('not-found', 'error.not-found', `no ${kind} ${id}`)
  return { id: await placeHold(db, staff.id, { subject: { kind, id }, reason }) }
}

async function erase({ db, vault }: SafeguardsRoom, { staff, id, body }: Asked): Promise<z.infer<typeof api.erasedSchema>> {
  const { askedAt } = read(api.eraseSchema, body)
  const { rows: [talk] } = await db.pool.query<{ personId: string }>('select person_id as "personId" from conversation where id = $1', [id])
  const erased = talk && await erasePerson({ pool: db.pool, vault }, { personId: talk.personId, cause: 'request', askedAt: askedAt === undefined ? new Date() : new Date(askedAt), staffId: staff.id })
  if (!erased) throw new AppError('not-found', 'error.not-found', `no conversation ${id}`)
  return { outcome: erased.outcome, kept: erased.kept }
}

const ERASURES = `
  select id, cause, asked_at as "askedAt", answer_due_at as "answerDueAt", erase_due_at as "eraseDueAt", outcome, kept, decided_at as "decidedAt"
  from erasure_request order by outcome = 'erased', asked_at desc limit ${PAGE}`

type ErasureRow = { id: string; cause: string; askedAt: Date; answerDueAt: Date; eraseDueAt: Date; outcome: string; kept: unknown; decidedAt: Date }

async function listErasures({ db }: SafeguardsRoom): Promise<z.infer<typeof api.erasuresSchema>> {
  const { rows } = await db.pool.query<ErasureRow>(ERASURES)
  return api.erasuresSchema.parse({ requests: rows.map((row) => ({
    ...row, askedAt: row.askedAt.toISOString(), answerDueAt: row.answerDueAt.toISOString(), eraseDueAt: row.eraseDueAt.toISOString(), decidedAt: row.decidedAt.toISOString(),
  })) })
}

const PURGES = `
  select id, at, cause, class, basis, counts, cardinality(keys_destroyed) as "keysDestroyed" from purge_proof order by at desc limit ${PAGE}`

async function listPurges({ db }: SafeguardsRoom): Promise<z.infer<typeof api.purgesSchema>> {
  const { rows } = await db.pool.query<{ at: Date }>(PURGES)
  return api.purgesSchema.parse({ proofs: rows.map((row) => ({ ...row, at: row.at.toISOString() })) })
}

/** Field names go to the log, values never. @throws AppError bad-request */
function read<T>(schema: z.ZodType<T>, value: unknown): T {
  const parsed = schema.safeParse(value ?? {})
  if (parsed.success) return parsed.data
  throw new AppError('bad-request', 'error.bad-request', `unusable input: ${parsed.error.issues.map(({ path, code }) => `${path.join('.')}:${code}`).join(' ')}`)
}
