/**
 * Withdrawals at the platform (Zalo user_withdraw), each a row that begins with its event and ends with the erasure, in one
 * transaction: done once however often the event comes, tried again until it is, and seen by the administrator meanwhile.
 */
import { randomUUID } from 'node:crypto'
import { transaction, type Client, type Pool } from '../../database/index.ts'
import { errorCode, errorPlace, invariant } from '../../errors.ts'
import type { Log } from '../../log.ts'
import { startWorker } from '../../worker.ts'
import type { Vault } from '../vault.ts'
import { deleteTraces, erasePerson, findTraces } from './erasePerson.ts'
import { rememberPerson, type Address } from './tombstones.ts'

// Index: withdrawal_channel_account_external_hash_key. One that waits already is the same wish.
const BEGIN = `
  insert into withdrawal (id, channel, account, external_hash, external_enc, asked_at) values ($1, $2, $3, $4, $5, $6)
  on conflict (channel, account, external_hash) do nothing`

/** Writes down that somebody withdrew, in the transaction that keeps the event. */
export async function beginWithdrawal(client: Client, vault: Vault, { externalId, at, ...address }: Address & { externalId: string; at: Date }): Promise<void> {
  const id = randomUUID()
  await client.query(BEGIN, [id, address.channel, address.account, address.externalHash, vault.seal(vault.service, contextOf(id), externalId), at])
}

function contextOf(id: string): `withdrawal.external:${string}` {
  return `withdrawal.external:${id}`
}

/** Longer than an erasure takes; a killed process leaves it to the next. */
const LEASE_MINUTES = 5
const LONGEST_PAUSE_SECONDS = 600
const POLL_MS = 1_000

// Index: withdrawal_due_at_idx.
const CLAIM = `
  update withdrawal w set attempts = w.attempts + 1, due_at = now() + interval '${LEASE_MINUTES} minutes'
  where id = (select id from withdrawal where due_at <= now() order by due_at for update skip locked limit 1)
  returning w.id, w.channel, w.account, w.external_hash as "externalHash", w.external_enc as "externalEnc", w.asked_at as "askedAt", w.begun_at as "begunAt", w.attempts,
    (select p.id from person p where p.channel = w.channel and p.account = w.account and p.external_hash = w.external_hash) as "personId"`
// Only by whoever holds the lease: a slow one whose lease lapsed does not erase what was said since.
const DONE = 'delete from withdrawal where id = $1 and attempts = $2'
const FAILED = `
  update withdrawal set due_at = now() + make_interval(secs => $3), failed_at = now(), error_code = $4 where id = $1 and attempts = $2`

type Claimed = Address & { id: string; externalEnc: Buffer; askedAt: Date; begunAt: Date; attempts: number; personId: string | null }
type Room = { pool: Pool; vault: Vault; log: Log }

/** Erases the next one who withdrew. False: nobody is due. */
export async function eraseNextWithdrawn({ pool, vault, log }: Room): Promise<boolean> {
  const { rows: [claimed] } = await pool.query<Claimed>(CLAIM)
  if (!claimed) return false
  const { id, attempts } = claimed
  try {
    await erase({ pool, vault }, claimed)
  } catch (error) {
    log.error({ withdrawal: id, attempts, code: errorCode(error), at: errorPlace(error) }, 'a withdrawal could not be carried out yet')
    await pool.query(FAILED, [id, attempts, Math.min(2 ** attempts, LONGEST_PAUSE_SECONDS), errorCode(error)])
  }
  return true
}

async function erase({ pool, vault }: Pick<Room, 'pool' | 'vault'>, { id, attempts, personId, askedAt, begunAt, externalEnc, ...address }: Claimed): Promise<void> {
  const done = async (client: Client) => invariant((await client.query(DONE, [id, attempts])).rowCount === 1, 'the lease of a withdrawal is held')
  if (personId !== null) {
    await erasePerson({ pool, vault }, { personId, cause: 'withdrawal', askedAt: begunAt }, done)
    return
  }
  // Nobody who ever wrote: only events name them, and words that an outage kept from us.
  const traces = await findTraces({ pool, vault }, { ...address, externalId: vault.open(vault.service, contextOf(id), externalEnc) })
  await transaction(pool, async (client) => {
    await deleteTraces(client, traces)
    await rememberPerson(client, address, askedAt)
    await done(client)
  })
}

/** Works on withdrawals until stopped. */
export function startWithdrawals(room: Room): { stop(): Promise<void> } {
  return startWorker({ name: 'withdrawal', loops: 1, pollMs: POLL_MS, log: room.log, work: () => eraseNextWithdrawn(room) })
}
