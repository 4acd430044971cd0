import { transaction, type Client } from '../database/index.ts'
import { AppError } from '../errors.ts'
import { recordAccess } from '../safeguards/index.ts'
import { fitting } from './editCase.ts'
import { recordEvent, RECORDABLE } from './events.ts'
import { LISTS } from './lists.ts'
import { nextState, type CaseAct, type CaseState, type FlowFacts, type FlowRefusal } from './flow.ts'
import { nowOf, type CaseRoom, type Officer } from './room.ts'
import { caseKey, insertPart, lockCase, writeAnswer, type CaseRow } from './store.ts'
import { syncClocks } from './syncClocks.ts'

export type StateChange = { ok: true; state: CaseState } | { ok: false; why: FlowRefusal }
export type StateInput = { act: CaseAct; reason?: string; outcome?: string }

// closed_at and closing_by follow the state; the version makes clocks and statistics count anew.
const SET = `
  update case_record set state = $2, version = version + 1,
    outcome = case when $2 = 'closing' then $3 when $2 in ('closed') then outcome else null end,
    closing_by = case when $2 = 'closing' then $4::uuid when $2 = 'closed' then closing_by else null end,
    closed_at = case when $2 = 'closed' then $5::timestamptz else null end
  where id = $1`

/** Moves a case along its flow (flow.ts). The reason is kept as a decision in the record. */
export async function changeState(room: CaseRoom, officer: Officer, caseId: string, input: StateInput): Promise<StateChange> {
  return transaction(room.db.pool, async (client) => {
    const record = await lockCase(client, caseId)
    return applyAct(client, room, officer, record, input)
  })
}

/** The same in the caller's transaction, which holds the case's lock. */
export async function applyAct(client: Client, room: CaseRoom, officer: Officer, record: CaseRow, input: StateInput): Promise<StateChange> {
  if (input.outcome !== undefined && !isOutcome(input.outcome)) throw new AppError('bad-request', 'error.bad-request', 'no such outcome')
  const result = nextState(record.state, input.act, await factsOf(client, record, officer, input))
  if (!result.ok) return result
  const now = nowOf(room)
  await client.query(SET, [record.id, result.to, input.outcome ?? null, officer.id, now])
  await recordEvent(client, record.id, { kind: `state.${input.act}`, by: officer.id, at: now, ...(input.outcome === undefined ? {} : { detail: { outcome: input.outcome } }) })
  if (input.reason !== undefined) await keepReason(client, room, officer, record, { act: input.act, reason: input.reason })
  await syncClocks(client, record.id, { calendar: room.centre(), now })
  await recordAccess(client, { staffId: officer.id, action: 'case.state', subject: 'case', subjectId: record.id, reason: input.act })
  return { ok: true, state: result.to }
}

function isOutcome(code: string): boolean {
  return LISTS.outcome.some((one) => one === code)
}

const FACTS = `
  select
    (select count(*)::int from referral where case_id = $1 and state in ('sent', 'received', 'accepted')) as "openReferrals",
    (select count(*)::int from referral where case_id = $1 and state <> 'draft') as "sentReferrals",
    $2::urgency >= 'high' and not exists (select 1 from case_event where case_id = $1 and kind = 'emergency.decided') as "emergencyClockRuns"`

async function factsOf(client: Client, record: CaseRow, officer: Officer, input: StateInput): Promise<FlowFacts> {
  const { rows: [counted] } = await client.query<Pick<FlowFacts, 'openReferrals' | 'sentReferrals' | 'emergencyClockRuns'>>(FACTS, [record.id, record.urgency])
  if (!counted) throw new AppError('unavailable', 'error.unavailable', 'no facts of a case')
  return { ...counted, role: officer.role, staffId: officer.id, reason: input.reason, outcome: input.outcome, closingBy: record.closingBy }
}

async function keepReason(client: Client, { vault }: CaseRoom, officer: Officer, record: CaseRow, { act, reason }: { act: CaseAct; reason: string }): Promise<void> {
  const key = await caseKey(client, vault, record)
  const partId = await insertPart(client, { caseId: record.id, kind: 'decision', by: officer.id })
  for (const [field, value] of Object.entries({ what: act, why: reason, officer: officer.name })) {
    await writeAnswer(client, vault, key, { caseId: record.id, partId, kind: 'decision', field, answer: fitting('decision', field, { status: 'value', value }), by: officer.id })
  }
}

/**
 * Records what happened outside: the commune's decision on emergency measures, a plan drafted or approved, a child
 * separated, a follow-up made. The clocks stop or start by it.
 * @throws AppError bad-request when `at` lies in the future or before the case
 */
export async function recordStep(room: CaseRoom, officer: Officer, caseId: string, step: { kind: (typeof RECORDABLE)[number]; at?: Date }): Promise<void> {
  const now = nowOf(room)
  const at = step.at ?? now
  await transaction(room.db.pool, async (client) => {
    const record = await lockCase(client, caseId)
    if (at > now || at < record.firstInboundAt) throw new AppError('bad-request', 'error.bad-request', 'a step lies between the first message and now')
    if (record.state === 'closed') throw new AppError('conflict', 'error.case-closed', 'a closed case is reopened before it is changed')
    await recordEvent(client, caseId, { kind: step.kind, by: officer.id, at })
    await client.query('update case_record set version = version + 1 where id = $1', [caseId])
    await syncClocks(client, caseId, { calendar: room.centre(), now })
    await recordAccess(client, { staffId: officer.id, action: 'case.state', subject: 'case', subjectId: caseId, reason: step.kind })
  })
}
