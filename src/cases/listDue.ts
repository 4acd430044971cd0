import { recordAccess } from '../safeguards/index.ts'
import type { Urgency } from '../triage/index.ts'
import type { CaseState } from './flow.ts'
import { nowOf, type CaseRoom, type Officer } from './room.ts'
import { NOT_FOCAL } from './searchCases.ts'

/** Something of an open case that has a time: a clock, a task, a request about data. */
export type Due = {
  caseId: string
  number: string
  state: CaseState
  urgency: Urgency
  what: 'clock' | 'task' | 'data-reply' | 'data-request'
  name: string
  id: string
  staffId: string | null
  dueAt: Date
  overdue: boolean
}

const MOST = 200

// Index: case_clock_running_idx, case_task_open_idx.
const LIST = `
  with due as (
    select case_id, 'clock' as what, clock as name, clock as id, null::uuid as staff_id, due_at from case_clock where stopped_at is null
    union all
    select case_id, 'task', kind, id::text, staff_id, due_at from case_task where done_at is null
    union all
    select case_id, case when replied_at is null and reply_due_at < due_at then 'data-reply' else 'data-request' end, kind, id::text, null,
           case when replied_at is null then least(reply_due_at, due_at) else due_at end
    from data_request where decision is null
  )
  select c.id as "caseId", c.number, c.state, c.urgency, d.what, d.name, d.id, d.staff_id as "staffId", d.due_at as "dueAt", d.due_at < $1 as overdue
  from due d join case_record c on c.id = d.case_id
  where d.due_at < $2 and ${NOT_FOCAL} and ($3::uuid is null or d.staff_id is null or d.staff_id = $3)
  order by d.due_at limit ${MOST}`

/** What is due before `until`, soonest first; with `mine`, without the tasks of colleagues. At most 200; codes only. */
export async function listDue(room: CaseRoom, officer: Officer, { until, mine }: { until: Date; mine: boolean }): Promise<Due[]> {
  await recordAccess(room.db.pool, { staffId: officer.id, action: 'case.search', subject: 'staff', subjectId: officer.id, reason: 'due' })
  return (await room.db.pool.query<Due>(LIST, [nowOf(room), until, mine ? officer.id : null])).rows
}
