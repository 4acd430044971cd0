/** Reading and writing one case under its lock. Locks only `case_record`: conversations are never locked after it. */
import { randomUUID } from 'node:crypto'
import type { Client, Pool } from '../database/index.ts'
import { AppError, invariant } from '../errors.ts'
import type { DataKey, Vault } from '../safeguards/index.ts'
import type { Urgency } from '../triage/index.ts'
import { answerSchema, NOT_ASKED, type Answer } from './answers.ts'
import { fieldSpec, isPartKind, type PartKind } from './fields.ts'
import type { CaseState } from './flow.ts'
import { indexesOf } from './indexes.ts'
import type { Standing } from './mergeEdits.ts'

export type CaseRow = {
  id: string; number: string; state: CaseState; urgency: Urgency; categories: string[]; keyId: string; openedBy: string | null; openedAt: Date
  firstInboundAt: Date
  clockDueAt: Date
  closedAt: Date | null
  outcome: string | null
  closingBy: string | null
  /** Who answers for it. */
  responsibleId: string | null
  version: number
  clocksVersion: number
}

const COLUMNS = `
  id, number, state, urgency, categories, key_id as "keyId", opened_by as "openedBy", opened_at as "openedAt", first_inbound_at as "firstInboundAt",
  clock_due_at as "clockDueAt", closed_at as "closedAt", outcome, closing_by as "closingBy", responsible_id as "responsibleId", version, clocks_version as "clocksVersion"`

/** @throws AppError not-found */
export async function findCase(db: Pool | Client, id: string): Promise<CaseRow> {
  return one((await db.query<CaseRow>(`select ${COLUMNS} from case_record where id = $1`, [id])).rows, id)
}

/** The case, locked until the transaction ends. @throws AppError not-found */
export async function lockCase(client: Client, id: string): Promise<CaseRow> {
  return one((await client.query<CaseRow>(`select ${COLUMNS} from case_record where id = $1 for update`, [id])).rows, id)
}

function one(rows: readonly CaseRow[], id: string): CaseRow {
  const [row] = rows
  if (!row) throw new AppError('not-found', 'error.not-found', `no case ${id}`)
  return row
}

/** The key of a case. @throws AppError not-found `error.erased` when it was destroyed: the record is gone for good */
export async function caseKey(db: Pool | Client, vault: Vault, { keyId }: Pick<CaseRow, 'keyId'>): Promise<DataKey> {
  const { rows: [row] } = await db.query<{ wrapped: Buffer | null }>('select wrapped from data_key where id = $1', [keyId])
  if (!row?.wrapped) throw new AppError('not-found', 'error.erased', `case key ${keyId} was destroyed`)
  return vault.unwrap(keyId, row.wrapped)
}

/** Says that the case changed, so that clocks and statistics are counted anew. In the transaction of the change. */
export async function touchCase(client: Client, id: string): Promise<void> {
  await client.query('update case_record set version = version + 1 where id = $1', [id])
}

/** One part of the record with its answers, as they stand. */
export type Part = { id: string; kind: PartKind; createdAt: Date; createdBy: string | null; fields: ReadonlyMap<string, Standing> }

type PartRow = {
  id: string; kind: string; createdAt: Date; createdBy: string | null
  name: string | null
  status: string | null
  valueEnc: Buffer | null
  version: number
  source: 'staff' | 'machine'
  updatedAt: Date
  updatedBy: string | null
}

// Index: case_part_case_id_idx, case_field_pkey.
const PARTS_OF = `
  select p.id, p.kind, p.created_at as "createdAt", p.created_by as "createdBy", f.name, f.status, f.value_enc as "valueEnc", f.version, f.source,
         f.updated_at as "updatedAt", f.updated_by as "updatedBy"
  from case_part p left join case_field f on f.part_id = p.id
  where p.case_id = $1 and p.removed_at is null
  order by p.created_at, p.id`

/** All parts of a case, opened; oldest first. */
export async function readParts(db: Pool | Client, vault: Vault, key: DataKey, caseId: string): Promise<Part[]> {
  const { rows } = await db.query<PartRow>(PARTS_OF, [caseId])
  const parts = new Map<string, Part & { fields: Map<string, Standing> }>()
  for (const row of rows) {
    if (!isPartKind(row.kind)) continue
    const part = parts.get(row.id) ?? { id: row.id, kind: row.kind, createdAt: row.createdAt, createdBy: row.createdBy, fields: new Map<string, Standing>() }
    parts.set(row.id, part)
    if (row.name === null || row.status === null) continue
    const answer = openAnswer(vault, key, { partId: row.id, name: row.name, status: row.status, valueEnc: row.valueEnc })
    part.fields.set(row.name, { answer, version: row.version, source: row.source, by: row.updatedBy, at: row.updatedAt })
  }
  return [...parts.values()]
}

/** The answer a stored row holds. @throws when the key does not fit the row. */
export function openAnswer(vault: Vault, key: DataKey, row: { partId: string; name: string; status: string; valueEnc: Buffer | null }): Answer {
  if (row.status !== 'value') return answerSchema.parse({ status: row.status })
  invariant(row.valueEnc, 'an answer with a value has one')
  const value: unknown = JSON.parse(vault.open(key, answerContext(row.partId, row.name), row.valueEnc))
  return answerSchema.parse({ status: 'value', value })
}

function answerContext(partId: string, name: string): string {
  return `case_field.value:${partId}.${name}`
}

const NEVER_ASKED: Standing = { answer: NOT_ASKED, version: 0, by: null, at: null, source: 'staff' }

/** How a field stands; not asked when nobody answered. */
export function standingOf(part: Part | undefined, name: string): Standing {
  return part?.fields.get(name) ?? NEVER_ASKED
}

export async function insertPart(client: Client, part: { caseId: string; kind: PartKind; by: string | null }): Promise<string> {
  const id = randomUUID()
  await client.query('insert into case_part (id, case_id, kind, created_by) values ($1, $2, $3, $4)', [id, part.caseId, part.kind, part.by])
  return id
}

// The version is counted in the same statement that keeps the old answer's successor in the history.
const WRITE = `
  with written as (
    insert into case_field (part_id, name, status, value_enc, source, updated_by) values ($1, $2, $3, $4, $5, $6)
    on conflict (part_id, name) do update set status = $3, value_enc = $4, source = $5, updated_by = $6, updated_at = now(), version = case_field.version + 1
    returning version
  )
  insert into case_field_version (part_id, name, version, status, value_enc, source, by) select $1, $2, version, $3, $4, $5, $6 from written`

export type Writing = { caseId: string; partId: string; kind: PartKind; field: string; answer: Answer; by: string | null }

/** Writes one answer, its history and its blind indexes, in the caller's transaction, which holds the case's lock. */
export async function writeAnswer(client: Client, vault: Vault, key: DataKey, { caseId, partId, kind, field, answer, by }: Writing): Promise<void> {
  const sealed = answer.status === 'value' ? vault.seal(key, answerContext(partId, field), JSON.stringify(answer.value)) : null
  await client.query(WRITE, [partId, field, answer.status, sealed, by === null ? 'machine' : 'staff', by])
  const purpose = fieldSpec(kind, field)?.index
  if (!purpose) return
  await client.query('delete from case_index where part_id = $1 and field = $2', [partId, field])
  for (const { kind: indexKind, hash } of indexesOf(vault, purpose, answer)) {
    await client.query('insert into case_index (part_id, field, kind, hash, case_id) values ($1, $2, $3, $4, $5)', [partId, field, indexKind, hash, caseId])
  }
}
