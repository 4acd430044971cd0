/** Requests about the personal data in a case: received, replied to, decided, each within its term. */
import { randomUUID } from 'node:crypto'
import { transaction, type Client } from '../database/index.ts'
import { AppError, invariant } from '../errors.ts'
import { recordAccess, type DataKey, type Vault } from '../safeguards/index.ts'
import { textOf } from './answers.ts'
import { endOf, TERMS } from './clocks.ts'
import { refusingRule, TERM_OF, type Asker, type RequestKind, type RightsFacts, type RightsRule } from './dataRights.ts'
import { GUARDIANS } from './referralFlow.ts'
import { nowOf, type CaseRoom, type Officer } from './room.ts'
import { caseKey, lockCase, readParts, type CaseRow } from './store.ts'

const INSERT = `
  insert into data_request (id, case_id, kind, asker, received_at, received_by, reply_due_at, due_at) values ($1, $2, $3, $4, $5, $6, $7, $8)`

/** Notes a request. `rule`: by what it will have to be refused, as the case stands; undefined: an officer decides. */
export async function receiveDataRequest(
  room: CaseRoom,
  officer: Officer,
  caseId: string,
  request: { kind: RequestKind; asker: Asker },
): Promise<{ id: string; replyDueAt: Date; dueAt: Date; rule: RightsRule | undefined }> {
  return transaction(room.db.pool, async (client) => {
    const record = await lockCase(client, caseId)
    const [id, now] = [randomUUID(), nowOf(room)]
    const [replyDueAt, dueAt] = [due(room, 'data-reply', now), due(room, TERM_OF[request.kind], now)]
    await client.query(INSERT, [id, caseId, request.kind, request.asker, now, officer.id, replyDueAt, dueAt])
    await recordAccess(client, { staffId: officer.id, action: 'case.edit', subject: 'case', subjectId: caseId, reason: `data-request.${request.kind}` })
    return { id, replyDueAt, dueAt, rule: refusingRule(request, await factsOf(client, room, record)) }
  })
}

export type DataDecision = { decision: 'granted' | 'partly' | 'refused'; words: string }
export type DecisionResult = { ok: true } | { ok: false; why: RightsRule | 'not-open' }

const DECIDE = `
  update data_request set decision = $2, rule = $3, words_enc = $4, decided_at = $5, decided_by = $6, replied_at = coalesce(replied_at, $5)
  where id = $1`

/** Decides a request. What a rule refuses cannot be granted: the law, not the officer, says no. */
export async function decideDataRequest(room: CaseRoom, officer: Officer, requestId: string, { decision, words }: DataDecision): Promise<DecisionResult> {
  return transaction(room.db.pool, async (client) => {
    const { request, record } = await lockRequest(client, requestId)
    if (request.decision !== null) return { ok: false, why: 'not-open' }
    const rule = refusingRule(request, await factsOf(client, room, record))
    if (rule && decision !== 'refused') return { ok: false, why: rule }
    const sealed = room.vault.seal(await caseKey(client, room.vault, record), wordsContext(requestId), words.normalize('NFC'))
    await client.query(DECIDE, [requestId, decision, rule ?? null, sealed, nowOf(room), officer.id])
    await recordAccess(client, { staffId: officer.id, action: 'case.edit', subject: 'case', subjectId: record.id, reason: `data-request.${decision}` })
    return { ok: true }
  })
}

const EXTEND = `update data_request set due_at = $2, extended_at = $3 where id = $1`

/** Lengthens the term once, by as much again (NĐ 356/2025 Điều 5). @throws AppError conflict the second time, or when decided */
export async function extendDataRequest(room: CaseRoom, officer: Officer, requestId: string): Promise<{ dueAt: Date }> {
  return transaction(room.db.pool, async (client) => {
    const { request, record } = await lockRequest(client, requestId)
    if (request.decision !== null || request.extendedAt) throw new AppError('conflict', 'error.case-stale', 'a term is lengthened once, while it runs')
    const dueAt = due(room, TERM_OF[request.kind], request.dueAt)
    await client.query(EXTEND, [requestId, dueAt, nowOf(room)])
    await recordAccess(client, { staffId: officer.id, action: 'case.edit', subject: 'case', subjectId: record.id, reason: 'data-request.extended' })
    return { dueAt }
  })
}

function due(room: CaseRoom, term: string, from: Date): Date {
  const rule = TERMS.find(({ id }) => id === term)
  invariant(rule, `the term ${term} is in clocks.json`)
  return endOf(rule.term, from, room.centre())
}

/** Whether the case is processed by law: a decision or a referral rests on Điều 19.1, or nobody ever recorded consent. */
async function factsOf(client: Client, room: CaseRoom, record: CaseRow): Promise<RightsFacts> {
  const parts = await readParts(client, room.vault, await caseKey(client, room.vault, record), record.id)
  const grounds = parts.filter(({ kind }) => kind === 'decision').map(({ fields }) => textOf(fields.get('legalGround')?.answer)).filter((ground) => ground !== undefined)
  const { rows } = await client.query<{ ground: string }>('select distinct ground from referral where case_id = $1 and ground is not null', [record.id])
  const onConsent = grounds.includes('consent') || rows.some(({ ground }) => ground === 'consent')
  const byLaw = grounds.some((ground) => ground !== 'consent') || rows.some(({ ground }) => ground === 'legal') || !onConsent
  const relations = parts.filter(({ kind }) => kind === 'harmer').map(({ fields }) => textOf(fields.get('relation')?.answer))
  return { byLaw, guardianMayBeHarmer: relations.some((relation) => relation !== undefined && GUARDIANS.includes(relation)) }
}

type RequestRow = {
  id: string
  caseId: string
  kind: RequestKind
  asker: Asker
  receivedAt: Date
  replyDueAt: Date
  dueAt: Date
  extendedAt: Date | null
  decision: DataDecision['decision'] | null
  rule: RightsRule | null
  wordsEnc: Buffer | null
  decidedAt: Date | null
  decidedBy: string | null
}
const COLUMNS = `
  id, case_id as "caseId", kind, asker, received_at as "receivedAt", reply_due_at as "replyDueAt", due_at as "dueAt", extended_at as "extendedAt", decision, rule,
  words_enc as "wordsEnc", decided_at as "decidedAt", decided_by as "decidedBy"`

async function lockRequest(client: Client, id: string): Promise<{ request: RequestRow; record: CaseRow }> {
  const { rows: [found] } = await client.query<{ caseId: string }>('select case_id as "caseId" from data_request where id = $1', [id])
  if (!found) throw new AppError('not-found', 'error.not-found', `no request ${id}`)
  const record = await lockCase(client, found.caseId)
  const { rows: [request] } = await client.query<RequestRow>(`select ${COLUMNS} from data_request where id = $1 for update`, [id])
  if (!request) throw new AppError('not-found', 'error.not-found', `no request ${id}`)
  return { request, record }
}

export type DataRequestView = Omit<RequestRow, 'wordsEnc'> & { words: string | null }

export async function listDataRequests(client: Client, vault: Vault, key: DataKey, caseId: string): Promise<DataRequestView[]> {
  const { rows } = await client.query<RequestRow>(`select ${COLUMNS} from data_request where case_id = $1 order by received_at`, [caseId])
  return rows.map(({ wordsEnc, ...row }) => ({ ...row, words: wordsEnc && vault.open(key, wordsContext(row.id), wordsEnc) }))
}

function wordsContext(id: string): string {
  return `data_request.words:${id}`
}
