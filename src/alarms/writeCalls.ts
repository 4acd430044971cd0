/** The calls of one step, written to the alarms' outbox in the transaction of the step. */
import type { Client } from '../database/index.ts'
import type { Urgency } from '../triage/index.ts'
import type { PathName } from './call.ts'
import { LADDERS } from './ladder.ts'

/** A spare path waits so long for the ones before it. */
const SPARE_SECONDS = 20

// Every path that a person has, in order; those beyond $7 are spare. What is under way to somebody already is not
// written again (alarm_call_open_key), only hurried. Answers how many people have a path at all.
const WRITE = `
  with own as (
    select s.id as staff_id, p.path, row_number() over (partition by s.id order by p.place) > $7 as spare
    from unnest($5::uuid[]) as s(id) cross join unnest($6::text[]) with ordinality as p(path, place)
    where p.path = 'mail' or exists (select 1 from alarm_address a where a.staff_id = s.id and a.path = p.path)
  ), reached as (
    select * from own
    union all
    select null, 'hook', false where 'hook' = any($6::text[]) and ($8 = 'rings' or ($8 = 'stands-in' and not exists (select 1 from own where path = 'hook')))
  ), written as (
    insert into alarm_call (id, alarm_id, level, step, staff_id, path, spare, due_at)
    select gen_random_uuid(), $1, $2::urgency, $3, staff_id, path, spare, now() + case when spare then make_interval(secs => $4) else interval '0' end
    from reached
    on conflict do nothing
  ), hurried as (
    update alarm_call c set spare = false, due_at = now() from reached r
    where c.alarm_id = $1 and c.staff_id = r.staff_id and c.path = r.path and c.state = 'pending' and c.spare
  )
  select count(distinct coalesce(staff_id::text, ''))::int as count from reached`

type Step = {
  alarmId: string
  level: Urgency
  step: number
  people: readonly string[]
  /** The paths of this service, in order. */
  paths: readonly PathName[]
  /** The number that the gateway itself knows. `stands-in`: rings when none of these people has a phone of their own. */
  dutyPhone: 'rings' | 'stands-in' | 'silent'
}

/** Writes the calls of a step. @returns how many people (the duty phone counts as one) it reaches by some path */
export async function writeCalls(client: Client, { alarmId, level, step, people, paths, dutyPhone }: Step): Promise<number> {
  const values = [alarmId, level, step, SPARE_SECONDS, people, paths, LADDERS[level].together, dutyPhone]
  const { rows: [reached] } = await client.query<{ count: number }>(WRITE, values)
  return reached?.count ?? 0
}
