/** /healthz: the process lives. /readyz: it can do its work. /metrics: the figures. None of them names a person. */
import { Router } from 'express'
import type { AlarmHealth } from './alarms/index.ts'
import type { ChannelHealth } from './channelHealth/index.ts'
import type { Pool } from './database/index.ts'
import { AppError } from './errors.ts'
import type { Metrics } from './metrics.ts'
import { isInside } from './network.ts'

type Options = { pool: Pool; metrics: Metrics; spooled: () => number; alarms?: () => Promise<AlarmHealth>; channels?: () => ChannelHealth }

// What the desk and the monitor ask first: who waits, since when, what cannot leave.
const FIGURES = `
  select
    (select coalesce(json_object_agg(urgency, n), '{}') from (select urgency, count(*) n from conversation where state = 'open' and waiting_since is not null group by urgency) w) as waiting,
    (select coalesce(extract(epoch from now() - min(waiting_since)), 0)::float8 from conversation where state = 'open' and waiting_since is not null) as "oldestWait",
    (select coalesce(extract(epoch from now() - min(created_at)), 0)::float8 from outbox) as "outboxOldest",
    (select count(*)::int from alarm where acknowledged_at is null) as "alarmsOpen"`

type Figures = { waiting: Record<string, number>; oldestWait: number; outboxOldest: number; alarmsOpen: number }

export function healthRouter({ pool, metrics, spooled, alarms, channels }: Options): Router {
  const router = Router()

  router.get('/healthz', (_request, response) => {
    response.json({ status: 'ok' })
  })

  router.get('/readyz', async (_request, response) => {
    const database = await pool.query('select 1').then(() => true, () => false)
    const health = database ? await alarms?.().catch(() => undefined) : undefined
    // Without a database messages are still taken (spool), but nobody is answered: not ready. Alarms that are stuck
    // are shown here and alone turn /healthz/alarms red: a proxy must not shut out children because a mail server is down.
    response.status(database ? 200 : 503).json({ status: database ? 'ok' : 'unavailable', database, spooled: spooled(), ...(health ? { alarms: health.ok ? 'ok' : health.problems } : {}) })
  })

  // For whoever watches the service by day and night: 503 as soon as an alarm might not reach a human.
  router.get('/healthz/alarms', async (_request, response) => {
    const health = await alarms?.().catch(() => undefined)
    response.status(health?.ok ? 200 : 503).json(health ?? { ok: false, problems: ['unknown'] })
  })

  // The same for the channels: a dead token, an unusual silence, sends that fail.
  router.get('/healthz/channels', (_request, response) => {
    const health = channels?.() ?? { ok: false, problems: ['unknown'] }
    response.status(health.ok ? 200 : 503).json(health)
  })

  // Not for the street: whoever watches the figures sees, at a small Centre, that an emergency began the moment a child
  // wrote. The monitor asks from inside, past the proxy.
  router.get('/metrics', async (request, response) => {
    if (!isInside({ address: request.socket.remoteAddress, forwardedFor: request.get('x-forwarded-for') ?? request.get('forwarded') })) throw new AppError('not-found', 'error.not-found', 'figures asked for from outside')
    const figures = await pool.query<Figures>(FIGURES).then(({ rows }) => rows[0], () => undefined)
    if (figures) publish(metrics, figures)
    const health = await alarms?.().catch(() => undefined)
    if (health) publishAlarms(metrics, health)
    metrics.spooled.set(spooled())
    response.type(metrics.registry.contentType).send(await metrics.registry.metrics())
  })

  return router
}

function publish(metrics: Metrics, figures: Figures): void {
  metrics.waiting.reset()
  for (const [level, count] of Object.entries(figures.waiting)) metrics.waiting.set({ level }, count)
  metrics.oldestWait.set(figures.oldestWait)
  metrics.outboxOldest.set(figures.outboxOldest)
  metrics.alarmsOpen.set(figures.alarmsOpen)
}

function publishAlarms(metrics: Metrics, { ok, paths }: AlarmHealth): void {
  metrics.alarmHealthy.set(ok ? 1 : 0)
  for (const { path, oldestSeconds } of paths) metrics.alarmOldestCall.set({ path }, oldestSeconds)
}
