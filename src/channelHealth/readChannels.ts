/** How the channels do: read from what was said and sent, from tokens and from counters. */
import { CHANNELS, type ChannelName } from '../conversation/index.ts'
import type { Pool } from '../database/index.ts'
import type { ChannelState } from '../desk/api.ts'
import type { Metrics } from '../metrics.ts'
import { readRefusals } from './refusals.ts'
import { isSilent } from './silence.ts'

export type HealthRoom = {
  pool: Pool
  metrics: Metrics
  /** Those with all their settings. */
  open: readonly ChannelName[]
  timeZone: () => string
  now?: () => Date
}

/** The weeks from which the usual is learnt. */
const WEEKS = 4
/** Half of a day's sends failing, and not only a few. */
const FAILING = { least: 5, share: 0.5 }

// Index: message_received_at_idx (BRIN), in all three.
const INBOUND = `
  with hours as (
    select channel, extract(hour from received_at at time zone $1)::int as hour, count(*)::int as n, min(received_at) as first, max(received_at) as last,
      count(*) filter (where received_at > now() - interval '1 day')::int as received
    from message where direction = 'in' and received_at > now() - interval '${WEEKS} weeks' group by 1, 2
  )
  select channel, max(last) as "lastAt", sum(received)::int as received,
    greatest(1, extract(epoch from now() - min(first)) / 86400)::float8 as days, json_object_agg(hour, n) as "byHour"
  from hours group by channel`
const OUTBOUND = `
  select channel, max(status_at) filter (where status in ('sent', 'delivered', 'read')) as "lastAt",
    count(*) filter (where status in ('sent', 'delivered', 'read') and received_at > now() - interval '1 day')::int as sent
  from message where direction = 'out' and received_at > now() - interval '${WEEKS} weeks' group by channel`
const ERRORS = `
  select channel, coalesce(error_code, status) as code, count(*)::int as n
  from message where direction = 'out' and status in ('failed', 'unknown') and received_at > now() - interval '1 day' group by 1, 2 order by 3 desc`
const MEDIA = `
  select m.channel, count(*)::int as n from media d join message m on m.id = d.message_id
  where d.state in ('failed', 'refused') and m.received_at > now() - interval '1 day' group by 1`
// What the platform says about our account (Messenger's policy_enforcement): to be read there and appealed against.
// Kept for 30 days; a week of it is shown. Index: channel_event_channel_account_event_key_key.
const NOTICES = `
  select channel, count(*)::int as n from channel_event where kind = 'policy' and received_at > now() - interval '7 days' group by 1`
// A person's right that is not met: an erasure that failed, or that nobody began within minutes.
const WITHDRAWALS = `select distinct channel from withdrawal where failed_at is not null or due_at < now() - interval '10 minutes'`
const TOKENS = `
  select channel, expires_at as "expiresAt", updated_at as "updatedAt", failed_at as "failedAt", failed_code as "failedCode" from channel_token`

type Inbound = { channel: string; lastAt: Date; received: number; days: number; byHour: Record<string, number> }
type Outbound = { channel: string; lastAt: Date | null; sent: number }
type Token = { channel: string; expiresAt: Date; updatedAt: Date; failedAt: Date | null; failedCode: string | null }

/** The state of every channel, in the order of their names in the code. */
export async function readChannels({ pool, metrics, open, timeZone, now = () => new Date() }: HealthRoom): Promise<ChannelState[]> {
  const [inbound, outbound, errors, media, tokens, notices, withdrawals, refused] = await Promise.all([
    pool.query<Inbound>(INBOUND, [timeZone()]),
    pool.query<Outbound>(OUTBOUND),
    pool.query<{ channel: string; code: string; n: number }>(ERRORS),
    pool.query<{ channel: string; n: number }>(MEDIA),
    pool.query<Token>(TOKENS),
    pool.query<{ channel: string; n: number }>(NOTICES),
    pool.query<{ channel: string }>(WITHDRAWALS),
    readRefusals(pool, metrics),
  ])
  return CHANNELS.map((channel): ChannelState => {
    const heard = inbound.rows.find((row) => row.channel === channel)
    const said = outbound.rows.find((row) => row.channel === channel)
    const token = tokens.rows.find((row) => row.channel === channel)
    const failures = errors.rows.flatMap((row) => (row.channel === channel ? { code: row.code, n: row.n } : []))
    const failed = failures.reduce((sum, { n }) => sum + n, 0)
    const sent = said?.sent ?? 0
    const isOpen = open.includes(channel)
    const problems = [
      ...(token?.failedAt ? ['token' as const] : token && token.expiresAt <= now() ? ['token-old' as const] : []),
      ...(heard && isSilent(hourlyOf(heard), heard.lastAt, now(), timeZone()) ? ['silent' as const] : []),
      ...(failed >= FAILING.least && failed > (failed + sent) * FAILING.share ? ['failing' as const] : []),
      ...(notices.rows.some((row) => row.channel === channel) ? ['policy' as const] : []),
      ...(withdrawals.rows.some((row) => row.channel === channel) ? ['withdrawal' as const] : []),
    ]
    return {
      channel,
      open: isOpen,
      problems: isOpen ? problems : [],
      lastInboundAt: heard?.lastAt.toISOString() ?? null,
      lastOutboundAt: said?.lastAt?.toISOString() ?? null,
      received: heard?.received ?? 0,
      sent,
      errors: failures,
      refusals: refused.flatMap((one) => (one.channel === channel ? { reason: one.reason, n: one.n } : [])),
      mediaFailed: media.rows.find((row) => row.channel === channel)?.n ?? 0,
      token: token ? { expiresAt: token.expiresAt.toISOString(), updatedAt: token.updatedAt.toISOString(), failedAt: token.failedAt?.toISOString() ?? null, failedCode: token.failedCode } : null,
    }
  })
}

/** Messages an hour by the hour of the day, on an average day. */
function hourlyOf({ days, byHour }: Inbound): number[] {
  return Array.from({ length: 24 }, (_, hour) => (byHour[hour] ?? 0) / days)
}
