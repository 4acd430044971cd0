/** What the retention job does: everything whose time is over, class by class, in small transactions. */
import { transaction, type Client, type Pool } from '../../database/index.ts'
import type { Vault } from '../vault.ts'
import type { RetentionClass, RetentionTerms } from './classes.ts'
import { beginPurge, endPurge, lockTalks, purgeCases, purgePeople, purgeTalks, type Proof, type Purge } from './purge.ts'
import { dueCases, dueTalks } from './retained.ts'
import { REMEMBERED } from './tombstones.ts'

const BATCH = 100
const BATCH_ROWS = 5_000

export type Purged = Proof & { class: RetentionClass }
export type PurgeDependencies = { pool: Pool; vault: Vault; terms: RetentionTerms; now: Date }

/** One purger at a time in the whole service. */
const LOCK = `select pg_try_advisory_xact_lock(hashtext('lang_nghe.purge')) as mine`

/** Purges until nothing is due. Answers the proofs. */
export async function purgeDue(dependencies: PurgeDependencies): Promise<Purged[]> {
  const proofs: Purged[] = []
  for (const [name, work] of WORK) {
    for (;;) {
      const proof = await purgeOnce(dependencies, name, work)
      if (!proof) break
      proofs.push(proof)
    }
  }
  return proofs
}

type Work = (client: Client, purge: Purge, dependencies: PurgeDependencies, name: RetentionClass) => Promise<void>

async function purgeOnce(dependencies: PurgeDependencies, name: RetentionClass, work: Work): Promise<Purged | undefined> {
  const { pool, vault, terms } = dependencies
  return transaction(pool, async (client) => {
    const { rows: [lock] } = await client.query<{ mine: boolean }>(LOCK)
    if (!lock?.mine) return undefined
    const purge = await beginPurge(client, vault)
    await work(client, purge, dependencies, name)
    const proof = await endPurge(client, vault, purge, { cause: 'retention', class: name, basis: terms[name].basis })
    return proof && { ...proof, class: name }
  })
}

/** Conversations of one class; what changed between finding and locking (the person wrote again) stays. */
const talks: Work = async (client, purge, { terms, now }, name) => {
  const found = await dueTalks(client, terms, { name, now, limit: BATCH })
  await lockTalks(client, found)
  const due = await dueTalks(client, terms, { name, now, limit: BATCH, among: found })
  const { rows } = await client.query<{ id: string }>('select distinct person_id as id from conversation where id = any($1::uuid[])', [due])
  await purgeTalks(client, purge, due)
  await purgePeople(client, purge, rows.map(({ id }) => id))
}

const cases: Work = async (client, purge, { terms, now }) => {
  const due = await dueCases(client, terms, { now, limit: 10 })
  const { rows } = await client.query<{ id: string }>('select distinct person_id as id from conversation where case_id = any($1::uuid[])', [due])
  await purgeCases(client, purge, due)
  await purgePeople(client, purge, rows.map(({ id }) => id))
}

/** Plain rows by age: nothing hangs on them. */
function rowsBefore(table: string, sql: string): Work {
  return async (client, purge, { terms, now }, name) => {
    const { rowCount } = await client.query(sql, [now, terms[name].keep])
    if (rowCount) purge.deleted.counts[table] = rowCount
  }
}

const OLD_EVENTS = `
  delete from channel_event where id in (select id from channel_event where received_at <= $1::timestamptz - $2::interval order by received_at limit ${BATCH_ROWS})`
const OLD_TOMBSTONES = (table: string) => `delete from ${table} where erased_at <= $1::timestamptz - greatest($2::interval, interval '${REMEMBERED}')`
const OLD_SESSIONS = `delete from staff_session where expires_at <= $1::timestamptz - $2::interval`

// Whole seals at a time: the link stays, so that the chain still holds together.
const OLD_SEALS = `select s.id::text from audit_seal s where s.purged_by is null and s.sealed_at <= $1::timestamptz - $2::interval order by s.id limit 200`

const audit: Work = async (client, purge, { terms, now }) => {
  const { rows } = await client.query<{ id: string }>(OLD_SEALS, [now, terms.audit.keep])
  if (rows.length === 0) return
  const ids = rows.map(({ id }) => id)
  for (const table of ['access_log', 'change_log']) {
    const { rowCount } = await client.query(`delete from ${table} where seal_id = any($1::bigint[])`, [ids])
    if (rowCount) purge.deleted.counts[table] = rowCount
  }
  await client.query('update audit_seal set purged_by = $2 where id = any($1::bigint[])', [ids, purge.id])
  purge.deleted.counts['audit_seal'] = ids.length
}

const WORK: readonly (readonly [RetentionClass, Work])[] = [
  ['unfinished', talks],
  ['talk', talks],
  ['case', cases],
  ['channel-event', rowsBefore('channel_event', OLD_EVENTS)],
  ['channel-event', rowsBefore('erased_event', OLD_TOMBSTONES('erased_event'))],
  ['channel-event', rowsBefore('erased_person', OLD_TOMBSTONES('erased_person'))],
  ['session', rowsBefore('staff_session', OLD_SESSIONS)],
  ['audit', audit],
]
