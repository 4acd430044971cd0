/**
 * One step of one alarm: take the most urgent due alarm, call the people of its next step, and set when the step after
 * that is due, in one transaction. The row lock is the step: any number of processes climb, each step is taken once,
 * and a killed one leaves it to the next.
 */
import { transaction, type Client, type Pool } from '../database/index.ts'
import type { Log } from '../log.ts'
import type { Metrics } from '../metrics.ts'
import { isAtLeast, type Urgency } from '../triage/index.ts'
import type { PathName } from './call.ts'
import { stepAt, type Group } from './ladder.ts'
import { focalPersons, hearsTheDesk, inCharge, peopleOf, readCrew } from './people.ts'
import { writeCalls } from './writeCalls.ts'

export type ClimbDependencies = { pool: Pool; paths: readonly PathName[]; metrics: Metrics; log: Log }

// Index: alarm_open_idx. `again`: somebody had heard before and nobody came (back from a claim without a word).
const CLAIM = `
  select a.id, a.conversation_id as "conversationId", a.level, a.step, a.raised_at as "raisedAt", a.breached_at is not null as breached, c.owner_id as "ownerId",
    exists (select 1 from alarm b where b.conversation_id = a.conversation_id and b.acknowledged_at is not null) as again
  from alarm a join conversation c on c.id = a.conversation_id
  where a.acknowledged_at is null and a.due_at <= now()
  order by a.level desc, a.due_at
  for update of a skip locked limit 1`

type Due = { id: string; conversationId: string; level: Urgency; step: number; raisedAt: Date; breached: boolean; ownerId: string | null; again: boolean }

const ADVANCE = `
  update alarm set step = $2, due_at = $3,
    breached_at = case when $4 then coalesce(breached_at, now()) else breached_at end,
    tell_due_at = case when $4 then now() + make_interval(secs => $5) else tell_due_at end
  where id = $1
  returning pg_notify('lang_nghe', json_build_object('kind', 'alarm', 'id', conversation_id)::text)`

/** The bot has just said that it calls somebody: a desk that opens within this time makes that true. */
const HOPELESS_SECONDS = 60

// A step that fails must not stand before all the others.
const POSTPONE = `update alarm set due_at = now() + interval '5 seconds' where id = $1 and acknowledged_at is null`

/** Takes the next due step. False: nothing was due. */
export async function climb(dependencies: ClimbDependencies): Promise<boolean> {
  let due: Due | undefined
  try {
    return await transaction(dependencies.pool, async (client) => {
      ({ rows: [due] } = await client.query<Due>(CLAIM))
      if (!due) return false
      await take(client, due, dependencies)
      return true
    })
  } catch (error) {
    if (due) await dependencies.pool.query(POSTPONE, [due.id])
    throw error
  }
}

async function take(client: Client, due: Due, { paths, metrics, log }: ClimbDependencies): Promise<void> {
  const step = stepAt(due.level, due.step)
  const reached = await callThe(client, due, paths)
  if (reached === 'nobody-on-duty') metrics.alarmNobodyOnDuty.inc({ level: due.level })
  // Nobody at all can be reached: the person hears the truth soon, not after ten minutes of hope.
  const hopeless = reached === 'nobody' && !due.breached && isAtLeast(due.level, 'high')
  const breach = step.breach === true || hopeless
  if (breach) metrics.alarmBreaches.inc({ level: due.level })
  metrics.alarmSteps.inc({ level: due.level, who: step.who })
  log.warn({ alarm: due.id, conversation: due.conversationId, level: due.level, step: due.step, who: step.who, reached, breach }, 'alarm step')
  await client.query(ADVANCE, [due.id, due.step + 1, nextDueAt(due), breach, hopeless ? HOPELESS_SECONDS : 0])
}

function nextDueAt({ level, step, raisedAt }: Due): Date {
  return new Date(raisedAt.getTime() + stepAt(level, step + 1).after * 60_000)
}

const DUTY_PHONE = { duty: 'stands-in', deputy: 'silent', head: 'silent', everyone: 'rings' } as const satisfies Record<Group, string>

type Reached = 'called' | 'nobody-on-duty' | 'nobody'

/** Writes the step's calls; where it finds nobody, those in charge and the duty phone are called at once. */
async function callThe(client: Client, due: Due, paths: readonly PathName[]): Promise<Reached> {
  const focal = await focalPersons(client, due.conversationId)
  const crew = await readCrew(client)
  // About a member of staff: nobody but the focal persons is called, on every step.
  if (focal !== undefined) {
    const reached = await writeCalls(client, { alarmId: due.id, level: due.level, step: due.step, people: focal, paths, dutyPhone: 'silent' })
    return reached > 0 || hearsTheDesk(focal, crew) ? 'called' : 'nobody'
  }
  const { who } = stepAt(due.level, due.step)
  const people = new Set(peopleOf(who, crew))
  if (due.step === 0) {
    // Whoever speaks with them hears it first; and who let a call lie is not the only one called again.
    if (due.ownerId) people.add(due.ownerId)
    if (due.again) for (const id of peopleOf('deputy', crew)) people.add(id)
  }
  const call = (called: readonly string[], dutyPhone: 'rings' | 'stands-in' | 'silent') =>
    writeCalls(client, { alarmId: due.id, level: due.level, step: due.step, people: called, paths, dutyPhone })
  const reached = await call([...people], DUTY_PHONE[who])
  if (people.size > 0 && (reached > 0 || hearsTheDesk([...people], crew))) return 'called'
  const others = inCharge(crew)
  return (await call(others, 'rings')) > 0 || hearsTheDesk(others, crew) ? 'nobody-on-duty' : 'nobody'
}
