/**
 * Asking again after a day and a week by one neutral message (issue 7, point 6): which are due, and what stands on the
 * case afterwards. Who may be written to, and when, is decided where the message is written (conversation/followUp.ts).
 */
import { randomUUID } from 'node:crypto'
import type { Client, Pool } from '../database/index.ts'
import type { Locales } from '../locales.ts'
import { recordEvent, type CaseEventKind } from './events.ts'
import { nowOf, type CaseRoom } from './room.ts'
import { caseKey, lockCase, type CaseRow } from './store.ts'
import { syncClocks } from './syncClocks.ts'
import { insertTask } from './tasks.ts'

const STEPS = { 'follow-up-day': 'followed-up.day', 'follow-up-week': 'followed-up.week' } as const satisfies Record<string, CaseEventKind>
export type FollowUp = { caseId: string; clock: keyof typeof STEPS }
/** Why no message left: each is a sentence for the counsellor (locales cases:held). */
export type HeldBecause = 'no-agreement' | 'no-channel' | 'window-closed' | 'failed' | 'blocked' | 'erased'
export type FollowUpRoom = CaseRoom & { readonly locales: Locales }

// Older ones are past every channel's window, and stand among what is overdue. Index: case_clock_running_idx.
const DUE = `
  select k.case_id as "caseId", k.clock from case_clock k
  where k.stopped_at is null and k.due_at <= $1 and k.due_at > $1::timestamptz - interval '14 days' and k.clock in ('follow-up-day', 'follow-up-week')
    and ($2::uuid is null or (k.case_id = $2 and k.clock = $3))
    and not exists (select 1 from case_event e where e.case_id = k.case_id and e.kind = 'follow-up.held' and e.detail->>'clock' = k.clock)
    and coalesce((select e.kind from case_event e where e.case_id = k.case_id and e.kind in ('follow-up.off', 'follow-up.on') order by e.id desc limit 1), 'follow-up.on') = 'follow-up.on'
  order by k.due_at`

/** Follow-ups whose time has come, that nobody made, switched off or gave to a counsellor. */
export async function dueFollowUps(pool: Pool, now: Date): Promise<FollowUp[]> {
  return (await pool.query<FollowUp>(DUE, [now, null, null])).rows
}

/** The case, locked, if the follow-up is still to be made: another instance may have been first. */
export async function takeFollowUp(client: Client, { caseId, clock }: FollowUp, now: Date): Promise<CaseRow | undefined> {
  const record = await lockCase(client, caseId)
  return (await client.query(DUE, [now, caseId, clock])).rowCount === 0 ? undefined : record
}

/** The message stands in the outbox: the step is made by the machine, and its clock stops. */
export async function followUpSent(client: Client, room: CaseRoom, { caseId, clock }: FollowUp, sent: { conversationId: string; messageId: string }): Promise<void> {
  const now = nowOf(room)
  await recordEvent(client, caseId, { kind: STEPS[clock], by: null, at: now, detail: { clock, ...sent } })
  await client.query('update case_record set version = version + 1 where id = $1', [caseId])
  await syncClocks(client, caseId, { calendar: room.centre(), now })
}

const TASK_HOURS = 4
const NOT_TO_BE_WRITTEN_TO: readonly HeldBecause[] = ['blocked', 'erased']

/** No message leaves: the reason stands on the case, and a counsellor gets the task, unless nobody is to be written to. */
export async function followUpHeld(client: Client, room: FollowUpRoom, record: CaseRow, clock: FollowUp['clock'], why: HeldBecause): Promise<void> {
  const now = nowOf(room)
  await recordEvent(client, record.id, { kind: 'follow-up.held', by: null, at: now, detail: { clock, why } })
  if (NOT_TO_BE_WRITTEN_TO.includes(why)) return
  const key = await caseKey(client, room.vault, record)
  const text = `${room.locales.text('vi', 'cases', `clock.${clock}`, {})}: ${room.locales.text('vi', 'cases', `held.${why}`, {})}`
  await insertTask(client, room.vault, key, { id: randomUUID(), caseId: record.id, kind: 'follow-up', text, dueAt: new Date(now.getTime() + TASK_HOURS * 3_600_000), staffId: record.responsibleId, by: null })
}

// Index: case_event_followed_up_idx.
const FAILED = `
  select e.case_id as "caseId", e.detail->>'clock' as clock from case_event e join message m on m.id = (e.detail->>'messageId')::uuid
  where e.kind in ('followed-up.day', 'followed-up.week') and e.at > $1::timestamptz - interval '2 days' and m.status = 'failed'
    and ($2::uuid is null or (e.case_id = $2 and e.detail->>'clock' = $3))
    and not exists (select 1 from case_event h where h.case_id = e.case_id and h.kind = 'follow-up.held' and h.detail->>'clock' = e.detail->>'clock')`

/** Follow-ups that the platform refused after all. */
export async function failedFollowUps(db: Pool | Client, now: Date, only?: FollowUp): Promise<FollowUp[]> {
  return (await db.query<FollowUp>(FAILED, [now, only?.caseId ?? null, only?.clock ?? null])).rows
}
