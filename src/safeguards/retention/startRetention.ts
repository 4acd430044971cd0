/** The retention job of one instance, and its figures for the monitor. */
import { Counter, Gauge } from 'prom-client'
import type { Pool } from '../../database/index.ts'
import { errorCode, errorPlace } from '../../errors.ts'
import type { Log } from '../../log.ts'
import type { Metrics } from '../../metrics.ts'
import { every } from '../every.ts'
import { jobFailed, jobWent } from '../jobs.ts'
import type { Vault } from '../vault.ts'
import type { RetentionTerms } from './classes.ts'
import { eraseWaiting } from './erasePerson.ts'
import { purgeDue } from './purgeDue.ts'
import { countOverdue } from './retained.ts'

const RUN_MS = 10 * 60_000

export type RetentionOptions = { pool: Pool; vault: Vault; terms: RetentionTerms; metrics: Metrics; log: Log; now?: () => Date }

/** Purges what is due at the start and every ten minutes until stopped; of several instances one works at a time. */
export function startRetention({ pool, vault, terms, metrics, log, now = () => new Date() }: RetentionOptions): { stop(): Promise<void> } {
  const registers = [metrics.registry]
  const lastRun = new Gauge({ name: 'lang_nghe_retention_last_success_timestamp_seconds', help: 'When the retention job last ended without an error', registers })
  const overdue = new Gauge({ name: 'lang_nghe_retention_overdue_conversations', help: 'Conversations past their date that are still there', registers })
  const purged = new Counter({ name: 'lang_nghe_purged_rows_total', help: 'Rows deleted by the retention job, by class and table', labelNames: ['class', 'table'], registers })

  async function work(): Promise<void> {
    const erased = await eraseWaiting({ pool, vault })
    const proofs = await purgeDue({ pool, vault, terms, now: now() })
    for (const proof of proofs) {
      for (const [table, rows] of Object.entries(proof.counts)) purged.inc({ class: proof.class, table }, rows)
      log.info({ purge: proof.id, class: proof.class, counts: proof.counts, keys: proof.keysDestroyed.length }, 'purged')
    }
    if (erased > 0) log.info({ erased }, 'erasure requests moved on')
    overdue.set(await countOverdue(pool, terms, now()))
    lastRun.set(Date.now() / 1000)
    await jobWent(pool, 'retention', { proofs: proofs.length, erased })
  }

  async function complain(reason: unknown): Promise<void> {
    log.error({ code: errorCode(reason), at: errorPlace(reason) }, 'retention failed')
    // Where the database itself is away, the log line is all there is.
    await jobFailed(pool, 'retention', errorCode(reason)).catch(() => undefined)
  }

  return every(RUN_MS, work, complain)
}
