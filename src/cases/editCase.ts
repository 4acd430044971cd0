import { transaction } from '../database/index.ts'
import { AppError } from '../errors.ts'
import { recordAccess } from '../safeguards/index.ts'
import { tidyAnswer, type Answer } from './answers.ts'
import { fieldSpec, isPartKind, PARTS, type PartKind } from './fields.ts'
import { mergeEdits, type Conflict, type Edit } from './mergeEdits.ts'
import type { CaseRoom, Officer } from './room.ts'
import { caseKey, insertPart, lockCase, readParts, standingOf, touchCase, writeAnswer, type Part } from './store.ts'

export type EditResult = { ok: true; written: number } | { ok: false; why: 'conflict'; conflicts: Conflict[] }

/**
 * Writes one officer's answers. Edits of other fields made meanwhile stay; the same field changed to something else
 * is a conflict with both values, and then nothing is written.
 * @throws AppError bad-request for an unknown field or an answer that does not fit it; conflict when the case is closed
 */
export async function editCase({ db, vault }: CaseRoom, officer: Officer, caseId: string, edits: readonly Edit[]): Promise<EditResult> {
  return transaction(db.pool, async (client) => {
    const record = await lockCase(client, caseId)
    refuseClosed(record.state)
    const key = await caseKey(client, vault, record)
    const parts = new Map((await readParts(client, vault, key, caseId)).map((part) => [part.id, part]))
    const tidied = edits.map((edit) => tidy(edit, parts))
    const merged = mergeEdits((partId, field) => standingOf(parts.get(partId), field), tidied)
    if (!merged.ok) return { ok: false, why: 'conflict', conflicts: merged.conflicts }
    for (const { partId, field, answer } of merged.write) {
      await writeAnswer(client, vault, key, { caseId, partId, kind: partOf(parts, partId).kind, field, answer, by: officer.id })
    }
    if (merged.write.length > 0) {
      await touchCase(client, caseId)
      await recordAccess(client, { staffId: officer.id, action: 'case.edit', subject: 'case', subjectId: caseId })
    }
    return { ok: true, written: merged.write.length }
  })
}

/**
 * Adds a part (a child, a harmer, a note, …) with its first answers.
 * @throws AppError bad-request; conflict when the case is closed, or the part may stand only once and does
 */
export async function addPart(
  { db, vault }: CaseRoom,
  officer: Officer,
  caseId: string,
  part: { kind: PartKind; answers?: Readonly<Record<string, Answer>> },
): Promise<{ id: string }> {
  return transaction(db.pool, async (client) => {
    const record = await lockCase(client, caseId)
    refuseClosed(record.state)
    const key = await caseKey(client, vault, record)
    if (!PARTS[part.kind].many && (await readParts(client, vault, key, caseId)).some(({ kind }) => kind === part.kind)) {
      throw new AppError('conflict', 'error.case-part-once', `a case has one ${part.kind}`)
    }
    const id = await insertPart(client, { caseId, kind: part.kind, by: officer.id })
    for (const [field, answer] of Object.entries(part.answers ?? {})) {
      await writeAnswer(client, vault, key, { caseId, partId: id, kind: part.kind, field, answer: fitting(part.kind, field, answer), by: officer.id })
    }
    await touchCase(client, caseId)
    await recordAccess(client, { staffId: officer.id, action: 'case.edit', subject: 'case', subjectId: caseId })
    return { id }
  })
}

const REMOVE = `update case_part set removed_at = now(), removed_by = $3 where id = $1 and case_id = $2 and removed_at is null`

/** Takes a part out of the record; its history stays. @throws AppError not-found, conflict */
export async function removePart({ db }: CaseRoom, officer: Officer, caseId: string, partId: string): Promise<void> {
  await transaction(db.pool, async (client) => {
    refuseClosed((await lockCase(client, caseId)).state)
    const { rowCount } = await client.query(REMOVE, [partId, caseId, officer.id])
    if (rowCount === 0) throw new AppError('not-found', 'error.not-found', `no part ${partId}`)
    await client.query('delete from case_index where part_id = $1', [partId])
    await touchCase(client, caseId)
    await recordAccess(client, { staffId: officer.id, action: 'case.edit', subject: 'case', subjectId: caseId })
  })
}

function refuseClosed(state: string): void {
  if (state === 'closed') throw new AppError('conflict', 'error.case-closed', 'a closed case is reopened before it is changed')
}

function tidy(edit: Edit, parts: ReadonlyMap<string, Part>): Edit {
  return { ...edit, answer: fitting(partOf(parts, edit.partId).kind, edit.field, edit.answer) }
}

function partOf(parts: ReadonlyMap<string, Part>, partId: string): Part {
  const part = parts.get(partId)
  if (!part) throw new AppError('not-found', 'error.not-found', `no part ${partId}`)
  return part
}

/** The answer as it is stored. @throws AppError bad-request when the field is not of the part, or the answer not of the field */
export function fitting(kind: string, field: string, answer: Answer): Answer {
  const spec = isPartKind(kind) ? fieldSpec(kind, field) : undefined
  const tidied = spec && tidyAnswer(spec, answer)
  // A field of ours is named; a name that is none comes from the caller and is not repeated, neither to them nor to the log.
  const named = spec ? `${kind}.${field}` : kind
  if (!tidied) throw new AppError('bad-request', 'error.case-answer', `no such answer to ${named}`, { field: named })
  return tidied
}
