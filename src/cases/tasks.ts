/** Things to be done for a case, each with its due time. */
import { randomUUID } from 'node:crypto'
import { transaction, type Client } from '../database/index.ts'
import { AppError } from '../errors.ts'
import { recordAccess, type DataKey, type Vault } from '../safeguards/index.ts'
import { nowOf, type CaseRoom, type Officer } from './room.ts'
import { caseKey, lockCase } from './store.ts'

export const TASK_KINDS = ['call-back', 'visit', 'follow-up', 'referral-check', 'paper', 'other'] as const
export type TaskKind = (typeof TASK_KINDS)[number]
export type Task = { id: string; kind: TaskKind; text: string; dueAt: Date; staffId: string | null; doneAt: Date | null; doneBy: string | null }

const INSERT = `insert into case_task (id, case_id, kind, text_enc, due_at, staff_id, created_by) values ($1, $2, $3, $4, $5, $6, $7)`

/** @throws AppError not-found, bad-request (due in the past) */
export async function addTask(
  room: CaseRoom,
  officer: Officer,
  caseId: string,
  task: { kind: TaskKind; text: string; dueAt: Date; staffId?: string },
): Promise<{ id: string }> {
  if (task.dueAt <= nowOf(room)) throw new AppError('bad-request', 'error.bad-request', 'a task is due in the future')
  return transaction(room.db.pool, async (client) => {
    const record = await lockCase(client, caseId)
    const id = randomUUID()
    await insertTask(client, room.vault, await caseKey(client, room.vault, record), { ...task, id, caseId, staffId: task.staffId ?? null, by: officer.id })
    await recordAccess(client, { staffId: officer.id, action: 'case.task', subject: 'case', subjectId: caseId })
    return { id }
  })
}

type NewTask = Pick<Task, 'id' | 'kind' | 'text' | 'dueAt' | 'staffId'> & { caseId: string; /** Null: the machine. */ by: string | null }

/** In the caller's transaction, which holds the case's lock. */
export async function insertTask(client: Client, vault: Vault, key: DataKey, { id, caseId, kind, text, dueAt, staffId, by }: NewTask): Promise<void> {
  await client.query(INSERT, [id, caseId, kind, vault.seal(key, taskContext(id), text.normalize('NFC')), dueAt, staffId, by])
}

const DONE = `update case_task set done_at = $3, done_by = $4 where id = $1 and case_id = $2 and done_at is null`

/** @throws AppError conflict when it is done already or there is none */
export async function finishTask(room: CaseRoom, officer: Officer, caseId: string, taskId: string): Promise<void> {
  await transaction(room.db.pool, async (client) => {
    const { rowCount } = await client.query(DONE, [taskId, caseId, nowOf(room), officer.id])
    if (rowCount === 0) throw new AppError('conflict', 'error.case-stale', 'no open task of that id')
    await recordAccess(client, { staffId: officer.id, action: 'case.task', subject: 'case', subjectId: caseId, reason: 'done' })
  })
}

type Row = Omit<Task, 'text'> & { textEnc: Buffer | null }
const LIST = `
  select id, kind, text_enc as "textEnc", due_at as "dueAt", staff_id as "staffId", done_at as "doneAt", done_by as "doneBy"
  from case_task where case_id = $1 order by done_at is not null, due_at`

export async function listTasks(client: Client, vault: Vault, key: DataKey, caseId: string): Promise<Task[]> {
  const { rows } = await client.query<Row>(LIST, [caseId])
  return rows.map(({ textEnc, ...task }) => ({ ...task, text: textEnc ? vault.open(key, taskContext(task.id), textEnc) : '' }))
}

function taskContext(id: string): string {
  return `case_task.text:${id}`
}
