/** The sealing worker of one instance, and the daily anchor in the log. */
import { Gauge } from 'prom-client'
import type { Pool } from '../database/index.ts'
import { errorCode } from '../errors.ts'
import type { Log } from '../log.ts'
import type { Metrics } from '../metrics.ts'
import { readAnchors } from './anchor.ts'
import { every } from './every.ts'
import { takeJob } from './jobs.ts'
import { sealLogs } from './sealLogs.ts'
import type { Vault } from './vault.ts'
import { verifyNow } from './verifyNow.ts'

const SEAL_MS = 2_000
const ANCHOR_MS = 24 * 60 * 60_000
/** Whether it is time to verify is asked this often; it is done once a day in the whole service. */
const VERIFY_MS = 10 * 60_000
const VERIFY_SECONDS = 24 * 60 * 60

const OLDEST = `
  select coalesce(extract(epoch from now() - min(at)), 0)::float8 as seconds
  from (select at from access_log where seal_id is null union all select at from change_log where seal_id is null) waiting`

/** Seals what is new every two seconds until stopped; an anchor goes to the log at the start and every day, and once a day all is read against its seals. */
export function startAudit({ pool, vault, metrics, log }: { pool: Pool; vault: Vault; metrics: Metrics; log: Log }): { stop(): Promise<void> } {
  const unsealed = new Gauge({ name: 'lang_nghe_audit_unsealed_seconds', help: 'Age of the oldest log row that no seal covers', registers: [metrics.registry] })
  const findings = new Gauge({ name: 'lang_nghe_audit_findings', help: 'What the last verification of the logs by this instance found', registers: [metrics.registry] })
  let anchoredAt = 0

  async function verify(): Promise<void> {
    if (!await takeJob(pool, 'verify', VERIFY_SECONDS)) return
    const { found, seals } = await verifyNow(pool, vault)
    findings.set(found)
    if (found > 0) log.error({ found, seals }, 'the audit logs are not as they were written')
  }

  async function work(): Promise<void> {
    while (await sealLogs(pool, vault)) { /* the next batch */ }
    const { rows: [oldest] } = await pool.query<{ seconds: number }>(OLDEST)
    unsealed.set(oldest?.seconds ?? 0)
    if (Date.now() - anchoredAt < ANCHOR_MS) return
    const anchor = (await readAnchors(pool, new Date(Date.now() - 2 * ANCHOR_MS))).at(-1)
    if (!anchor) return
    log.info({ seal: anchor.seal, hash: anchor.hash }, 'audit anchor')
    anchoredAt = Date.now()
  }

  const running = [
    every(SEAL_MS, work, (error) => log.error({ code: errorCode(error) }, 'sealing failed')),
    every(VERIFY_MS, verify, (error) => log.error({ code: errorCode(error) }, 'verifying failed')),
  ]
  return { async stop() { await Promise.all(running.map((one) => one.stop())) } }
}
