/** The optional second reader: off unless a server and a model are set. It reads after the reply, sees redacted words only, and can only raise. */
import type { Config } from '../config.ts'
import type { Database, Notices } from '../database/index.ts'
import type { Log } from '../log.ts'
import type { Metrics } from '../metrics.ts'
import type { Vault } from '../safeguards/index.ts'
import { startWorker } from '../worker.ts'
import { readNext } from './readNext.ts'

export type SecondReaderOptions = {
  config: Pick<Config, 'LLM_BASE_URL' | 'LLM_MODEL' | 'LLM_API_KEY' | 'LLM_TIMEOUT_MS'>
  db: Database
  vault: Vault
  notices: Notices
  metrics: Metrics
  log: Log
}

const LOOPS = 2
const POLL_MS = 1_000

/** Whether the Centre turned it on; the spine then notes what is to be read (turn.ts). */
export function hasSecondReader({ LLM_BASE_URL, LLM_MODEL }: Pick<Config, 'LLM_BASE_URL' | 'LLM_MODEL'>): boolean {
  return LLM_BASE_URL !== undefined && LLM_MODEL !== undefined
}

/** Starts it, or nothing. `stop` waits for the answers under way. */
export async function startSecondReader({ config, db, vault, notices, metrics, log }: SecondReaderOptions): Promise<{ stop(): Promise<void> }> {
  const { LLM_BASE_URL: baseUrl, LLM_MODEL: model, LLM_API_KEY: apiKey, LLM_TIMEOUT_MS: timeoutMs } = config
  if (baseUrl === undefined || model === undefined) return { stop: async () => undefined }
  const { createAsk } = await import('./askModel.ts')
  const ask = createAsk({ baseUrl, model, apiKey, timeoutMs })
  const worker = startWorker({ name: 'second-reader', loops: LOOPS, pollMs: POLL_MS, log, work: () => readNext({ pool: db.pool, vault, notices, ask, model, metrics, log }) })
  // Told after each turn's commit.
  const unsubscribe = notices.on(({ kind }) => { if (kind === 'outbox') worker.wake() })
  return {
    async stop() {
      unsubscribe()
      await worker.stop()
    },
  }
}
