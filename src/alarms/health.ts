/** The monitor: do alarms reach people? Read by /healthz/alarms, the figures and the supervisor's wall. */
import type { Pool } from '../database/index.ts'
import { isOpen, type Centre } from '../directory/index.ts'
import { PATHS, type PathName } from './call.ts'

/** A call that has not left after so many seconds is stuck: seen within the minute (peers F10). */
const STUCK_SECONDS = 40
/** A step of the ladder so late: nobody climbs. */
const LATE_SECONDS = 30

export type PathHealth = {
  path: PathName
  /** ok: calls leave. failing: the last attempt failed. stuck: a call waits too long, or was given up within the hour. */
  state: 'ok' | 'failing' | 'stuck'
  /** Calls under way, and the age of the oldest. */
  pending: number
  oldestSeconds: number
  lastSentAt: Date | null
  /** Why the oldest has not left, or what the last trial met. */
  code: string | null
}

export type AlarmHealth = {
  ok: boolean
  /** `path:<name>`, `ladder`, `nobody-on-duty`, `no-path` */
  problems: string[]
  open: number
  oldestOpenSeconds: number
  onDuty: number
  paths: PathHealth[]
}

// A spare path's wait is no fault: its clock starts when it is due. A failed trial counts until a call has left after it. Index: alarm_call_due_idx, alarm_call_settled_idx.
const BY_PATH = `
  select p.path, o.pending, o.age as "oldestSeconds", coalesce(o.code, k.code) as code, coalesce(extract(epoch from now() - k.failing_since), 0)::float8 as "failingSeconds", s.at as "lastSentAt",
    exists (select 1 from alarm_call g where g.path = p.path and g.state = 'gave-up' and g.settled_at > greatest(now() - interval '1 hour', coalesce(s.at, '-infinity'))) as "gaveUp"
  from unnest($1::text[]) with ordinality as p(path, place)
  cross join lateral (
    select count(*)::int as pending,
      coalesce(extract(epoch from now() - min(case when attempts > 0 then created_at else greatest(created_at, due_at) end)), 0)::float8 as age,
      (array_agg(code order by created_at) filter (where code is not null))[1] as code
    from alarm_call where path = p.path and state in ('pending', 'sending') and (attempts > 0 or due_at <= now())
  ) o
  cross join lateral (
    select max(settled_at) as at from alarm_call where path = p.path and state = 'sent' and settled_at > now() - interval '30 days'
  ) s
  left join alarm_path k on k.path = p.path and k.failing_since is not null and k.checked_at > coalesce(s.at, '-infinity')
  order by p.place`

const LADDER = `
  select count(*)::int as open,
    coalesce(extract(epoch from now() - min(raised_at)), 0)::float8 as "oldestOpenSeconds",
    coalesce(extract(epoch from now() - min(least(due_at, tell_due_at))), 0)::float8 as "lateSeconds",
    (select count(distinct staff_id)::int from shift h join staff s on s.id = h.staff_id and s.active
      where h.starts_at <= now() and h.ends_at > now() and h.kind <> 'deputy') as "onDuty"
  from alarm where acknowledged_at is null`

type PathRow = Omit<PathHealth, 'state'> & { gaveUp: boolean; failingSeconds: number }
type LadderRow = { open: number; oldestOpenSeconds: number; lateSeconds: number; onDuty: number }

/**
 * How the alarms stand now.
 * @param paths those of this service; none is a problem of its own
 * @param centre whether somebody ought to be on duty at this moment
 */
export async function alarmHealth(pool: Pool, { paths, centre, now = new Date() }: { paths: readonly PathName[]; centre: Centre; now?: Date }): Promise<AlarmHealth> {
  const [byPath, ladder] = await Promise.all([
    pool.query<PathRow>(BY_PATH, [PATHS.filter((path) => paths.includes(path))]),
    pool.query<LadderRow>(LADDER),
  ])
  const { open, oldestOpenSeconds, lateSeconds, onDuty } = ladder.rows[0] ?? { open: 0, oldestOpenSeconds: 0, lateSeconds: 0, onDuty: 0 }
  const health = byPath.rows.map(({ gaveUp, failingSeconds, ...row }): PathHealth => ({ ...row, state: stateOf({ ...row, gaveUp, failingSeconds }) }))
  const someoneIsDue = centre.onCall || isOpen(centre, now)
  const problems = [
    ...health.filter(({ state }) => state === 'stuck').map(({ path }) => `path:${path}`),
    ...(lateSeconds > LATE_SECONDS ? ['ladder'] : []),
    ...(someoneIsDue && onDuty === 0 ? ['nobody-on-duty'] : []),
    ...(paths.length === 0 ? ['no-path'] : []),
  ]
  return { ok: problems.length === 0, problems, open, oldestOpenSeconds, onDuty, paths: health }
}

function stateOf({ oldestSeconds, code, gaveUp, failingSeconds }: Pick<PathRow, 'oldestSeconds' | 'code' | 'gaveUp' | 'failingSeconds'>): PathHealth['state'] {
  if (gaveUp || Math.max(oldestSeconds, failingSeconds) > STUCK_SECONDS) return 'stuck'
  return code === null ? 'ok' : 'failing'
}
