/** Webhook calls turned away, over all processes: each adds what it has counted since it last did. A flood costs one row an hour. */
import type { Pool } from '../database/index.ts'
import type { Metrics } from '../metrics.ts'

export type Refusal = { channel: string; reason: string; n: number }

const ADD = `
  insert into channel_refusal (channel, reason, hour, n) values ($1, $2, date_trunc('hour', now()), $3)
  on conflict (channel, reason, hour) do update set n = channel_refusal.n + excluded.n`
const FORGET = `delete from channel_refusal where hour < now() - interval '8 days'`
const DAY = `select channel, reason, sum(n)::int as n from channel_refusal where hour > now() - interval '1 day' group by 1, 2 order by 3 desc`

/** What each process has written down of its own counters. */
const written = new WeakMap<Metrics, Map<string, number>>()

/** The refusals of the last 24 hours, with this process's own up to now. */
export async function readRefusals(pool: Pool, metrics: Metrics): Promise<Refusal[]> {
  const known = written.get(metrics) ?? new Map<string, number>()
  written.set(metrics, known)
  for (const { labels, value } of (await metrics.webhookRefused.get()).values) {
    const { channel, reason } = labels
    const key = `${channel} ${reason}`
    const fresh = value - (known.get(key) ?? 0)
    if (fresh <= 0) continue
    known.set(key, value)
    await pool.query(ADD, [channel, reason, fresh])
  }
  await pool.query(FORGET)
  return (await pool.query<Refusal>(DAY)).rows
}
