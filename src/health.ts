/** /healthz: the process lives. /readyz: it can do its work. /metrics: the figures. None of them names a person. */
import { Router } from 'express'
import type { Pool } from './database/index.ts'
import type { Metrics } from './metrics.ts'

type Options = { pool: Pool; metrics: Metrics; spooled: () => number }

// What the desk and the monitor ask first: who waits, since when, what cannot leave.
const FIGURES = `
  select
    (select coalesce(json_object_agg(urgency, n), '{}') from (select urgency, count(*) n from conversation where state = 'open' and waiting_since is not null group by urgency) w) as waiting,
    (select coalesce(extract(epoch from now() - min(waiting_since)), 0)::float8 from conversation where state = 'open' and waiting_since is not null) as "oldestWait",
    (select coalesce(extract(epoch from now() - min(created_at)), 0)::float8 from outbox) as "outboxOldest",
    (select count(*)::int from alarm where acknowledged_at is null) as "alarmsOpen"`

type Figures = { waiting: Record<string, number>; oldestWait: number; outboxOldest: number; alarmsOpen: number }

export function healthRouter({ pool, metrics, spooled }: Options): Router {
  const router = Router()

  router.get('/healthz', (_request, response) => {
    response.json({ status: 'ok' })
  })

  router.get('/readyz', async (_request, response) => {
    const database = await pool.query('select 1').then(() => true, () => false)
    // Without a database messages are still taken (spool), but nobody is answered: not ready.
    response.status(database ? 200 : 503).json({ status: database ? 'ok' : 'unavailable', database, spooled: spooled() })
  })

  router.get('/metrics', async (_request, response) => {
    const figures = await pool.query<Figures>(FIGURES).then(({ rows }) => rows[0], () => undefined)
    if (figures) publish(metrics, figures)
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
