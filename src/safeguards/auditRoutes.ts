/** "Who opened this child's file", the proofs of what was deleted, and whether the logs are as they were written. */
import { setTimeout as delay } from 'node:timers/promises'
import { AppError } from '../errors.ts'
import { recordAccess } from './accessLog.ts'
import { parseAnchors, readAnchors } from './anchor.ts'
import * as api from './api.ts'
import { readJob } from './jobs.ts'
import { readAccesses, readAllAccesses, type AccessLine, type Page } from './readAccesses.ts'
import { CLASSES, countOverdue } from './retention/index.ts'
import { answer, PAGE, readInput, type SafeguardsAsked, type SafeguardsGate, type SafeguardsRoom } from './routeParts.ts'
import { verifyNow } from './verifyNow.ts'
import type { Anchor } from './verifyLogs.ts'

export function addAuditRoutes({ on }: SafeguardsGate, room: SafeguardsRoom): void {
  on('get', '/conversations/:id/accesses', 'audit.read', (asked) => ofTalk(room, asked))
  on('get', '/cases/:id/accesses', 'audit.read', (asked) => ofCase(room, asked))
  on('get', '/accesses', 'audit.read', (asked) => ofAll(room, asked))
  on('get', '/purges', 'audit.read', () => listPurges(room))
  on('get', '/retention', 'audit.read', () => readRetention(room))
  on('get', '/audit', 'audit.read', () => readAudit(room))
  on('post', '/audit/verify', 'audit.read', (asked) => verify(room, asked))
  on('get', '/audit/anchors', 'audit.read', (asked) => exportAnchors(room, asked))
}

const PERSON = 'select person_id as id from conversation where id = $1'

async function ofTalk({ db }: SafeguardsRoom, { staff, id, query }: SafeguardsAsked): Promise<api.Accesses> {
  const { before, whole } = readInput(api.accessesQuerySchema, query)
  // Looking at who looked is a look too.
  await recordAccess(db.pool, { staffId: staff.id, action: 'audit.read', subject: 'conversation', subjectId: id })
  const person = whole === undefined ? undefined : (await db.pool.query<{ id: string }>(PERSON, [id])).rows[0]
  return page(await readAccesses(db.pool, person ? { kind: 'person', id: person.id } : { kind: 'conversation', id }, limits(staff, before)))
}

async function ofCase({ db }: SafeguardsRoom, { staff, id, query }: SafeguardsAsked): Promise<api.Accesses> {
  const { before } = readInput(api.accessesQuerySchema, query)
  await recordAccess(db.pool, { staffId: staff.id, action: 'audit.read', subject: 'case', subjectId: id })
  return page(await readAccesses(db.pool, { kind: 'case', id }, limits(staff, before)))
}

async function ofAll({ db }: SafeguardsRoom, { staff, query }: SafeguardsAsked): Promise<api.Accesses> {
  const { before, staff: of } = readInput(api.allAccessesQuerySchema, query)
  await recordAccess(db.pool, { staffId: staff.id, action: 'audit.read', ...(of === undefined ? { subject: 'service', subjectId: 'access-log' } as const : { subject: 'staff', subjectId: of } as const) })
  return page(await readAllAccesses(db.pool, of === undefined ? {} : { staffId: of }, limits(staff, before)))
}

function limits({ focal }: { focal: boolean }, before: string | undefined): Page {
  return { limit: PAGE, focal, ...(before === undefined ? {} : { before }) }
}

function page(lines: AccessLine[]): api.Accesses {
  return answer(api.accessesSchema, { lines, next: lines.length === PAGE ? (lines.at(-1)?.id ?? null) : null })
}

const PURGES = `
  select id, at, cause, class, basis, counts, cardinality(keys_destroyed) as "keysDestroyed", images_dropped as "imagesDropped"
  from purge_proof order by at desc limit ${PAGE}`

async function listPurges({ db }: SafeguardsRoom): Promise<api.Purges> {
  const { rows: proofs } = await db.pool.query(PURGES)
  return answer(api.purgesSchema, { proofs })
}

async function readRetention({ db, terms }: SafeguardsRoom): Promise<api.Retention> {
  const [job, overdue] = await Promise.all([readJob(db.pool, 'retention'), countOverdue(db.pool, terms, new Date())])
  return answer(api.retentionSchema, { terms: CLASSES.map((name) => ({ class: name, ...terms[name] })), job: job ?? null, overdue })
}

const STATE = `
  select (select count(*)::int from audit_seal) as seals,
    (select count(*)::int from access_log where seal_id is null) + (select count(*)::int from change_log where seal_id is null) as unsealed,
    (select jsonb_build_object('seal', id::text, 'at', to_char(sealed_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), 'hash', encode(hash, 'hex')) from audit_seal order by id desc limit 1) as newest`

async function readAudit({ db }: SafeguardsRoom): Promise<api.Audit> {
  const [{ rows: [state] }, job] = await Promise.all([db.pool.query(STATE), readJob(db.pool, 'verify')])
  return answer(api.auditSchema, { ...state, job: job ?? null, verified: job?.result ?? null })
}

async function verify({ db, vault }: SafeguardsRoom, { staff, body }: SafeguardsAsked): Promise<api.VerifiedLogs> {
  const { anchors } = readInput(api.verifySchema, body)
  const known = readFile(anchors ?? '')
  await recordAccess(db.pool, { staffId: staff.id, action: 'audit.verify', subject: 'service', subjectId: 'logs' })
  const done = verifyNow(db.pool, vault, known)
  const answered = await Promise.race([done, delay(PATIENCE_MS, undefined, { ref: false })])
  if (answered !== undefined) return answered
  // It goes on, and what it finds is shown when it ends (readAudit); how it ends stands in its job.
  done.catch(() => undefined)
  throw new AppError('unavailable', 'error.still-verifying', 'verifying goes on')
}

function readFile(text: string): Anchor[] {
  try {
    return parseAnchors(text)
  } catch {
    throw new AppError('bad-request', 'error.bad-request', 'a line is not an anchor')
  }
}

/** A browser waits 15 seconds. */
const PATIENCE_MS = 10_000

const YEAR_MS = 366 * 24 * 3_600_000

async function exportAnchors({ db }: SafeguardsRoom, { staff, query }: SafeguardsAsked) {
  const { since } = readInput(api.anchorsQuerySchema, query)
  await recordAccess(db.pool, { staffId: staff.id, action: 'audit.anchor', subject: 'service', subjectId: 'logs' })
  const anchors = await readAnchors(db.pool, since === undefined ? new Date(Date.now() - YEAR_MS) : new Date(since))
  const lines = anchors.map((anchor) => `${JSON.stringify(anchor)}\n`).join('')
  return { title: `lang-nghe-anchors-${new Date().toISOString().slice(0, 10)}.jsonl`, mime: 'application/jsonl', base64: Buffer.from(lines).toString('base64') }
}
