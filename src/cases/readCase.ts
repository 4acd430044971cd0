import { transaction, type Client } from '../database/index.ts'
import { AppError } from '../errors.ts'
import { recordAccess, type DataKey } from '../safeguards/index.ts'
import { isPartKind } from './fields.ts'
import { listEvents, type CaseEvent } from './events.ts'
import { listClocks, syncClocks, type ClockView } from './syncClocks.ts'
import { prefillCase } from './prefill.ts'
import { listReferrals, type ReferralView } from './referralStore.ts'
import { nowOf, type CaseRoom, type Officer } from './room.ts'
import { caseKey, findCase, lockCase, openAnswer, readParts, type CaseRow, type Part } from './store.ts'
import { listTasks, type Task } from './tasks.ts'
import { listDataRequests, type DataRequestView } from './dataRequests.ts'
import { listPapers, type Paper } from './documents.ts'
import type { Answer } from './answers.ts'

export type CaseView = {
  record: Omit<CaseRow, 'keyId' | 'clocksVersion'>
  parts: Part[]
  events: CaseEvent[]
  clocks: ClockView[]
  tasks: Task[]
  referrals: ReferralView[]
  papers: Paper[]
  dataRequests: DataRequestView[]
  conversations: { id: string; channel: string; openedAt: Date; closedAt: Date | null }[]
}

const CONVERSATIONS = `
  select id, channel, opened_at as "openedAt", closed_at as "closedAt" from conversation where case_id = $1 order by opened_at`

/**
 * The whole record. Who reads it stands in the access log before it is read; what the bot has learnt since is filled
 * in first, as unconfirmed.
 * @throws AppError not-found
 */
export async function readCase(room: CaseRoom, officer: Officer, caseId: string): Promise<CaseView> {
  return transaction(room.db.pool, async (client) => {
    const locked = await lockCase(client, caseId)
    await recordAccess(client, { staffId: officer.id, action: 'case.open', subject: 'case', subjectId: caseId })
    const key = await caseKey(client, room.vault, locked)
    await prefillCase(client, room.vault, key, locked)
    return loadCase(client, room, key, caseId)
  })
}

/** The whole record as it stands, its clocks counted anew where it changed; the caller has logged, and holds the case's lock. */
export async function loadCase(client: Client, room: CaseRoom, key: DataKey, caseId: string): Promise<CaseView> {
  const { vault } = room
  const { keyId: _, clocksVersion, ...record } = await findCase(client, caseId)
  if (clocksVersion !== record.version) await syncClocks(client, caseId, { calendar: room.centre(), now: nowOf(room) })
  return {
    record,
    parts: await readParts(client, vault, key, caseId),
    events: await listEvents(client, caseId),
    clocks: await listClocks(client, record, nowOf(room)),
    tasks: await listTasks(client, vault, key, caseId),
    referrals: await listReferrals(client, vault, key, caseId),
    papers: await listPapers(client, vault, key, caseId),
    dataRequests: await listDataRequests(client, vault, key, caseId),
    conversations: (await client.query<CaseView['conversations'][number]>(CONVERSATIONS, [caseId])).rows,
  }
}

export type FieldVersion = { version: number; answer: Answer; source: 'staff' | 'machine'; at: Date; by: string | null; byName: string | null }
type VersionRow = {
  version: number
  status: string
  valueEnc: Buffer | null
  source: 'staff' | 'machine'
  at: Date
  by: string | null
  byName: string | null
  kind: string
  keyId: string
}

const HISTORY = `
  select v.version, v.status, v.value_enc as "valueEnc", v.source, v.at, v.by, s.name as "byName", p.kind, c.key_id as "keyId"
  from case_field_version v join case_part p on p.id = v.part_id join case_record c on c.id = p.case_id left join staff s on s.id = v.by
  where p.case_id = $1 and v.part_id = $2 and v.name = $3
  order by v.version desc`

/** Every version of one field, newest first. @throws AppError not-found */
export async function readFieldHistory({ db, vault }: CaseRoom, officer: Officer, caseId: string, field: { partId: string; name: string }): Promise<FieldVersion[]> {
  const { rows } = await db.pool.query<VersionRow>(HISTORY, [caseId, field.partId, field.name])
  const [first] = rows
  if (!first || !isPartKind(first.kind)) throw new AppError('not-found', 'error.not-found', 'no such field')
  await recordAccess(db.pool, { staffId: officer.id, action: 'case.open', subject: 'case', subjectId: caseId, reason: 'history' })
  const key = await caseKey(db.pool, vault, first)
  return rows.map(({ version, status, valueEnc, source, at, by, byName }) => (
    { version, answer: openAnswer(vault, key, { partId: field.partId, name: field.name, status, valueEnc }), source, at, by, byName }))
}
