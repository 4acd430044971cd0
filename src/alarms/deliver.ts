/**
 * One ring by one path, for one call or in a flood for many: claimed (durable before the network is touched), sent outside any transaction, settled. A
 * path's trouble never holds up another path: each has workers of its own, and the first failure lets the others ring.
 */
import type { Pool } from '../database/index.ts'
import { errorCode } from '../errors.ts'
import type { Log } from '../log.ts'
import type { Metrics } from '../metrics.ts'
import type { Vault } from '../safeguards/index.ts'
import type { Role } from '../staff/index.ts'
import type { Urgency } from '../triage/index.ts'
import { addressesOf, forgetAddress, type Address } from './addresses.ts'
import type { Call, CallResult, Path } from './call.ts'
import type { CallWords } from './words.ts'

export type DeliverDependencies = { pool: Pool; vault: Vault; words: CallWords; metrics: Metrics; log: Log }

/** How long a claimed call may be under way; a killed process leaves it to the next one after this. */
const LEASE_SECONDS = 40
/** With pauses of at most a minute: two hours of trouble before a call is given up. */
const MAX_ATTEMPTS = 120

/**
 * In a flood a person is rung once with a count, and not again for so long: twenty rings a minute are one that nobody
 * can answer. Within the 10 seconds that an alarm has to reach somebody (safeguarding §1.6).
 */
const BREATH_SECONDS = 10

// The most urgent call that is due, with everything else due to the same person on this path. Not while a ring about
// another alarm is on its way to them or has just arrived; a second attempt does not wait. Index: alarm_call_due_idx,
// alarm_call_settled_idx.
const CLAIM = `
  with head as (
    select id, staff_id, alarm_id from alarm_call c where path = $1 and state in ('pending', 'sending') and due_at <= now()
      and (alarm_id is null or attempts > 0 or not exists (
        select 1 from alarm_call r
        where r.path = $1 and r.staff_id is not distinct from c.staff_id and r.alarm_id <> c.alarm_id
          and ((r.state = 'sent' and r.settled_at > now() - interval '${BREATH_SECONDS} seconds') or (r.state = 'sending' and r.due_at > now()))))
    order by level desc, due_at for update skip locked limit 1
  ), others as (
    select o.id from alarm_call o join head on o.path = $1 and o.staff_id is not distinct from head.staff_id and o.id <> head.id
    where head.alarm_id is not null and o.alarm_id is not null and o.state = 'pending' and o.due_at <= now()
    for update of o skip locked
  ), taken as (
    update alarm_call c set state = 'sending', attempts = attempts + 1, due_at = now() + interval '${LEASE_SECONDS} seconds'
    where c.id in (select id from head union all select id from others) returning c.*
  )
  select t.id, t.alarm_id as "alarmId", t.staff_id as "staffId", t.step, t.attempts, coalesce(a.level, t.level) as level,
    a.acknowledged_at is not null as heard, s.email, s.locale, s.role, coalesce(s.active, true) as active
  from taken t left join alarm a on a.id = t.alarm_id left join staff s on s.id = t.staff_id
  order by level desc, t.created_at`

export type Claimed = {
  id: string; alarmId: string | null; staffId: string | null; step: number; attempts: number; level: Urgency; heard: boolean
  email: string | null; locale: string | null; role: Role | null; active: boolean
}

/** Sends the next due call of the path. False: nothing was due. */
export async function deliverNext(dependencies: DeliverDependencies, path: Path): Promise<boolean> {
  const { pool, metrics, log } = dependencies
  const { rows } = await pool.query<Claimed>(CLAIM, [path.name])
  if (rows.length === 0) return false
  const living = rows.filter(({ heard, active }) => active && !heard)
  const [first] = living
  const result: CallResult = first ? await sendToAll(dependencies, path, first, living.length) : { outcome: 'sent' }
  for (const claimed of rows) {
    const ended: Ended = living.includes(claimed) ? result : { outcome: 'moot' }
    metrics.alarmCalls.inc({ path: path.name, outcome: ended.outcome })
    if (ended.outcome !== 'sent') log.warn({ call: claimed.id, alarm: claimed.alarmId, path: path.name, attempt: claimed.attempts, outcome: ended.outcome, code: 'code' in ended ? ended.code : undefined }, 'alarm call')
    await settle(pool, path, claimed, ended)
  }
  return true
}

type Ended = CallResult | { outcome: 'moot' }

/** A person may have several browsers: one of them reached is the person reached. */
async function sendToAll({ pool, vault, words }: DeliverDependencies, path: Path, claimed: Claimed, count: number): Promise<CallResult> {
  const addresses = await whereTo(pool, vault, path, claimed)
  const call = words(claimed, count)
  const results = await Promise.all(addresses.map(async ({ id, to }) => {
    const result = await attempt(path, to, call)
    if (result.outcome === 'failed' && result.gone && id) await forgetAddress(pool, id)
    return result
  }))
  return results.reduce<CallResult>(better, { outcome: 'failed', code: 'no-address' })
}

async function whereTo(pool: Pool, vault: Vault, path: Path, { staffId, email }: Claimed): Promise<Address[]> {
  if (staffId === null) return [{ to: '' }]
  if (path.name === 'mail') return email === null ? [] : [{ to: email }]
  return addressesOf(pool, vault, staffId, path.name)
}

async function attempt(path: Path, to: string, call: Call): Promise<CallResult> {
  try {
    return await path.send(to, call)
  } catch (error) {
    return { outcome: 'retry', code: errorCode(error) }
  }
}

const WORTH = { sent: 2, retry: 1, failed: 0 } as const

function better(a: CallResult, b: CallResult): CallResult {
  return WORTH[b.outcome] >= WORTH[a.outcome] ? b : a
}

const SETTLE = `update alarm_call set state = $2, code = $3, settled_at = now() where id = $1 and state = 'sending'`
const RETRY = `update alarm_call set state = 'pending', code = $2, due_at = now() + make_interval(secs => $3) where id = $1 and state = 'sending'`

// A push may be lost without a word (web-push#939): it never spares the others.
const SPARE = `
  update alarm_call set state = 'spared', settled_at = now()
  where alarm_id = $1 and step = $2 and staff_id = $3 and spare and state = 'pending'`

const RING_OTHERS = `
  with hurried as (
    update alarm_call set due_at = now(), spare = false where alarm_id = $1 and step = $2 and staff_id = $3 and spare and state = 'pending' returning id
  )
  select pg_notify('lang_nghe', json_build_object('kind', 'alarm', 'id', $1::uuid)::text) from hurried limit 1`

// Every path of everybody called has ended in nothing: the next step does not wait for its time.
const CLIMB_NOW = `
  update alarm a set due_at = now() where a.id = $1 and a.acknowledged_at is null and a.due_at > now()
    and not exists (select 1 from alarm_call c where c.alarm_id = a.id and c.state in ('pending', 'sending', 'sent'))`

async function settle(pool: Pool, path: Path, { id, alarmId, staffId, step, attempts }: Claimed, result: Ended): Promise<void> {
  switch (result.outcome) {
    case 'moot':
      await pool.query(SETTLE, [id, 'moot', null])
      return
    case 'sent':
      await pool.query(SETTLE, [id, 'sent', null])
      if (path.name !== 'push') await pool.query(SPARE, [alarmId, step, staffId])
      return
    case 'retry':
      if (attempts >= MAX_ATTEMPTS) await pool.query(SETTLE, [id, 'gave-up', result.code])
      else await pool.query(RETRY, [id, result.code, result.afterSeconds ?? Math.min(2 ** attempts, 60)])
      break
    case 'failed':
      await pool.query(SETTLE, [id, 'failed', result.code])
      break
  }
  await pool.query(RING_OTHERS, [alarmId, step, staffId])
  if (result.outcome === 'failed') await pool.query(CLIMB_NOW, [alarmId])
}
