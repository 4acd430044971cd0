import { ACKNOWLEDGE_MINUTES } from '../alarms/index.ts'
import { invariant } from '../errors.ts'
import { URGENCIES, type Urgency } from '../triage/index.ts'
import type { DeskChannel, Wall } from './api.ts'
import type { Desk } from './desk.ts'
import { lateBefore } from './targets.ts'
import { iso, isoOrNull } from './time.ts'

// $1: by level, the moment before which whoever waits is late.
const WAITING = `
  select urgency as level, channel, count(*)::int as count, min(waiting_since) as oldest,
    count(*) filter (where waiting_since <= ($1::json ->> urgency::text)::timestamptz)::int as late
  from conversation where state = 'open' and waiting_since is not null and owner_kind <> 'staff'
  group by urgency, channel order by urgency desc, channel`

// $1: the Centre's time zone, whose day it is. A breach: nobody acknowledged within the level's minutes ($2).
const ALARMS = `
  select count(*) filter (where acknowledged_at is null)::int as open,
    count(*) filter (where raised_at >= date_trunc('day', now() at time zone $1) at time zone $1
      and coalesce(acknowledged_at, now()) > raised_at + make_interval(mins => ($2::json ->> level::text)::int))::int as breaches
  from alarm where acknowledged_at is null or raised_at > now() - interval '2 days'`

// Index: access_log_staff_id_at_idx (the machine's own lines have no staff id).
const RETURNED = `
  select count(*)::int as count from access_log
  where staff_id is null and action = 'conversation.returned'
    and at >= date_trunc('day', now() at time zone $1) at time zone $1`

const ON_DUTY = `
  select s.id, s.name, s.role, v.seen_at as "seenAt",
    (select count(*)::int from conversation c where c.owner_id = s.id and c.state = 'open') as holding
  from staff_presence v join staff s on s.id = v.staff_id and s.active
  where v.seen_at > now() - interval '90 seconds' order by s.name`

/** The supervisor's wall: who waits, who is on, what was missed today. */
export async function readWall({ db, centre }: Desk): Promise<Wall> {
  const now = new Date()
  const lines = Object.fromEntries(URGENCIES.map((level) => [level, lateBefore(centre(), level, now)]))
  const [waiting, alarms, returned, onDuty] = await Promise.all([
    db.pool.query<{ level: Urgency; channel: DeskChannel; count: number; oldest: Date; late: number }>(WAITING, [JSON.stringify(lines)]),
    db.pool.query<{ open: number; breaches: number }>(ALARMS, [centre().timeZone, JSON.stringify(ACKNOWLEDGE_MINUTES)]),
    db.pool.query<{ count: number }>(RETURNED, [centre().timeZone]),
    db.pool.query<{ id: string; name: string; role: string; seenAt: Date; holding: number }>(ON_DUTY),
  ])
  const [counts] = alarms.rows
  invariant(counts, 'a count always has a row')
  const oldest = waiting.rows.map((row) => row.oldest).sort((a, b) => a.getTime() - b.getTime())[0]
  return {
    now: iso(now),
    waiting: waiting.rows.map(({ level, channel, count }) => ({ level, channel, count })),
    oldestWaitingSince: isoOrNull(oldest ?? null),
    late: waiting.rows.reduce((sum, row) => sum + row.late, 0),
    alarmsOpen: counts.open,
    breachesToday: counts.breaches,
    returnedToday: returned.rows[0]?.count ?? 0,
    onDuty: onDuty.rows.map((row) => ({ ...row, seenAt: iso(row.seenAt) })),
  }
}
