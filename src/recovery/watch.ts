/**
 * Notices that the service was away: while it lives it says so twice a minute; a longer gap is an outage, whose messages
 * are fetched. One process does it, by a lease; where the platform does not answer, the next look tries again.
 */
import { startWorker } from '../worker.ts'
import { recover, type Recovery } from './recover.ts'

const EVERY_MS = 30_000
/** Also how far back a recovery looks beyond the last sign of life, for what was under way then. */
const GAP_SECONDS = 120
/** Older talk is history, not a missed call. */
const MOST_DAYS = 7

/** Longer than a platform is asked; a process killed meanwhile leaves the gap to the next. */
const LEASE_MINUTES = 10

const BEGIN = `insert into channel_recovery (channel, account) values ($1, $2) on conflict do nothing`
const ALIVE = `
  update channel_recovery set up_to = now() where channel = $1 and account = $2 and up_to > now() - interval '${GAP_SECONDS} seconds' returning 1`
const CLAIM = `
  update channel_recovery set leased_until = now() + interval '${LEASE_MINUTES} minutes'
  where channel = $1 and account = $2 and up_to <= now() - interval '${GAP_SECONDS} seconds' and coalesce(leased_until < now(), true)
  returning greatest(up_to - interval '${GAP_SECONDS} seconds', now() - interval '${MOST_DAYS} days') as from, now() as to`
const DONE = `
  update channel_recovery set leased_until = null, up_to = coalesce($3::timestamptz, up_to), recovered_at = case when $3::timestamptz is null then recovered_at else now() end, recovered = recovered + $4
  where channel = $1 and account = $2`

/** One look. Answers how many messages were fetched; undefined: there was no gap, or it could not be closed yet. */
export async function closeGap(recovery: Recovery): Promise<number | undefined> {
  const { pool, channel, account } = recovery
  await pool.query(BEGIN, [channel, account])
  if ((await pool.query(ALIVE, [channel, account])).rowCount) return undefined
  const { rows: [gap] } = await pool.query<{ from: Date; to: Date }>(CLAIM, [channel, account])
  if (!gap) return undefined
  const found = await recover(recovery, gap)
  await pool.query(DONE, [channel, account, found === undefined ? null : gap.to, found ?? 0])
  return found
}

/** Looks at once and then twice a minute. */
export function watchForGaps(recoveries: readonly Recovery[], everyMs = EVERY_MS): { stop(): Promise<void> } {
  const workers = recoveries.map((one) => startWorker({ name: `recovery-${one.channel}`, loops: 1, pollMs: everyMs, log: one.log, work: async () => { await closeGap(one); return false } }))
  return { async stop() { await Promise.all(workers.map((worker) => worker.stop())) } }
}
