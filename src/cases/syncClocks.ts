/** The clocks of a case as rows, so that one look finds all that are due anywhere; and the sweep that tells of them. */
import { transaction, type Client } from '../database/index.ts'
import type { Calendar } from '../directory/index.ts'
import { clocksOf, CLOCKS, type Clock, type ClockState } from './clocks.ts'
import { listEvents } from './events.ts'
import { nowOf, type CaseRoom } from './room.ts'
import { findCase, lockCase, type CaseRow } from './store.ts'

// A clock whose end moved later (reopened) warns again; one that no longer applies (never happens by machine) stays.
const UPSERT = `
  insert into case_clock (case_id, clock, started_at, due_at, warn_at, stopped_at, ended)
  select $1, c.clock, c.started_at, c.due_at, c.warn_at, c.stopped_at, c.ended
  from unnest($2::text[], $3::timestamptz[], $4::timestamptz[], $5::timestamptz[], $6::timestamptz[], $7::boolean[]) as c(clock, started_at, due_at, warn_at, stopped_at, ended)
  on conflict (case_id, clock) do update set
    started_at = excluded.started_at, due_at = excluded.due_at, warn_at = excluded.warn_at, stopped_at = excluded.stopped_at, ended = excluded.ended,
    warned_at = case when excluded.due_at > case_clock.due_at then null else case_clock.warned_at end,
    missed_at = case when excluded.due_at > case_clock.due_at then null else case_clock.missed_at end`

/** Counts the clocks of a case anew, in the caller's transaction, which holds the case's lock. */
export async function syncClocks(client: Client, caseId: string, { calendar, now }: { calendar: Calendar; now: Date }): Promise<Clock[]> {
  const record = await findCase(client, caseId)
  const clocks = clocksOf({ urgency: record.urgency, firstInboundAt: record.firstInboundAt, events: await listEvents(client, caseId), calendar, now })
  const column = <T>(pick: (clock: Clock) => T) => clocks.map(pick)
  await client.query(UPSERT, [caseId, column((c) => c.id), column((c) => c.startedAt), column((c) => c.dueAt), column((c) => c.warnAt), column((c) => c.stoppedAt), column((c) => c.state === 'ended')])
  await client.query('update case_record set clocks_version = version where id = $1', [caseId])
  return clocks
}

export type ClockView = {
  id: string
  startedAt: Date
  dueAt: Date
  stoppedAt: Date | null
  missedAt: Date | null
  state: ClockState
  rule: string
  text: string
  binding: 'law' | 'target'
  verifiedOn: string | null
}
type ClockRow = Omit<ClockView, 'state' | 'rule' | 'text' | 'binding' | 'verifiedOn'> & { warnAt: Date; ended: boolean }

const LIST = `
  select clock as id, started_at as "startedAt", due_at as "dueAt", warn_at as "warnAt", stopped_at as "stoppedAt", missed_at as "missedAt", ended
  from case_clock where case_id = $1 order by due_at`

/** The clocks as last counted, each with its rule in the law's words. */
export async function listClocks(client: Client, record: Pick<CaseRow, 'id' | 'state'>, now: Date): Promise<ClockView[]> {
  const { rows } = await client.query<ClockRow>(LIST, [record.id])
  return rows.flatMap(({ warnAt, ended, ...row }) => {
    const rule = CLOCKS.find(({ id }) => id === row.id)
    return rule ? [{ ...row, state: ended ? 'ended' as const : shown(row, warnAt, now), rule: rule.rule, text: rule.text, binding: rule.binding, verifiedOn: rule.verifiedOn }] : []
  })
}

function shown({ dueAt, stoppedAt }: Pick<ClockRow, 'dueAt' | 'stoppedAt'>, warnAt: Date, now: Date): ClockState {
  if (stoppedAt) return stoppedAt > dueAt ? 'late' : 'kept'
  if (now > dueAt) return 'overdue'
  return now >= warnAt ? 'warning' : 'running'
}

/** A clock that must be heard of: little time left, or passed. */
export type ClockDue = { caseId: string; clock: string; dueAt: Date; stage: 'before' | 'passed' }

const STALE = `select id from case_record where clocks_version <> version limit $1`
const DUE = `
  select case_id as "caseId", clock, due_at as "dueAt", case when due_at <= $1 then 'passed' else 'before' end as stage
  from case_clock
  where stopped_at is null and warn_at <= $1 and (warned_at is null or (due_at <= $1 and missed_at is null))
  order by due_at limit 1`
// One teller at a time, in the whole service. Not a row lock: `tell` may wait for a conversation, and whoever holds that may
// wait for the case, whose clocks are then counted: conversation, case, clock is the one lock order.
const TAKE_TURN = `select pg_try_advisory_xact_lock(hashtext('case_clock')) as mine`
const TOLD = `
  update case_clock set warned_at = coalesce(warned_at, $3), missed_at = case when due_at <= $3 then coalesce(missed_at, $3) end
  where case_id = $1 and clock = $2`

const BATCH = 200

/**
 * Counts the clocks of cases that changed, then tells of each that is due: once before its end, once when it has
 * passed. `tell` runs in the transaction that marks it told: if it throws, the clock is told of again at the next sweep.
 * Any number of instances may sweep at once. Answers how many were told of.
 */
export async function sweepClocks(room: CaseRoom, tell: (client: Client, due: ClockDue) => Promise<void>): Promise<number> {
  const { pool } = room.db
  const { rows: stale } = await pool.query<{ id: string }>(STALE, [BATCH])
  for (const { id } of stale) {
    await transaction(pool, async (client) => {
      await lockCase(client, id)
      await syncClocks(client, id, { calendar: room.centre(), now: nowOf(room) })
    })
    // Also a case that the machine opened or raised comes to open lists this way.
    room.changed?.(id)
  }
  for (let told = 0; ; told += 1) {
    if (!(await tellOne(room, tell))) return told
  }
}

async function tellOne(room: CaseRoom, tell: (client: Client, due: ClockDue) => Promise<void>): Promise<boolean> {
  return transaction(room.db.pool, async (client) => {
    const { rows: [turn] } = await client.query<{ mine: boolean }>(TAKE_TURN)
    if (!turn?.mine) return false
    const now = nowOf(room)
    const { rows: [due] } = await client.query<ClockDue>(DUE, [now])
    if (!due) return false
    await tell(client, due)
    await client.query(TOLD, [due.caseId, due.clock, now])
    return true
  })
}
