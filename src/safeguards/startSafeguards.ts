/** Everything of this room that runs by itself: sealing, retention, withdrawals, and forgetting destroyed keys. */
import type { Database, Notices } from '../database/index.ts'
import type { Log } from '../log.ts'
import type { Metrics } from '../metrics.ts'
import { startRetention, startWithdrawals, type RetentionTerms } from './retention/index.ts'
import { startAudit } from './startAudit.ts'
import type { Vault } from './vault.ts'

export type SafeguardsOptions = { db: Database; vault: Vault; notices: Notices; terms: RetentionTerms; metrics: Metrics; log: Log }

/** Starts all of it; `stop` waits for the work in hand. */
export function startSafeguards({ db, vault, notices, terms, metrics, log }: SafeguardsOptions): { stop(): Promise<void> } {
  const unsubscribe = notices.on(({ kind, id }) => { if (kind === 'key') vault.forget(id) })
  const running = [
    startAudit({ pool: db.pool, vault, metrics, log }),
    startRetention({ pool: db.pool, vault, terms, metrics, log }),
    startWithdrawals({ pool: db.pool, vault, log }),
  ]
  return {
    async stop() {
      unsubscribe()
      await Promise.all(running.map((one) => one.stop()))
    },
  }
}
