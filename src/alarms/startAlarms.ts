/** The alarms at work: the ladder is climbed, every path delivers, people are told, what was forgotten rings again. */
import type { Database, Notices } from '../database/index.ts'
import type { Log } from '../log.ts'
import type { Metrics } from '../metrics.ts'
import type { Vault } from '../safeguards/index.ts'
import { startWorker } from '../worker.ts'
import type { Path } from './call.ts'
import { checkPaths } from './checkPaths.ts'
import { climb } from './climb.ts'
import { deliverNext } from './deliver.ts'
import { ringAgain } from './ringAgain.ts'
import { tellNext, type TellPerson } from './tell.ts'
import { tidy } from './tidy.ts'
import type { CallWords } from './words.ts'

export type AlarmOptions = {
  db: Database
  vault: Vault
  notices: Notices
  paths: readonly Path[]
  words: CallWords
  tell: TellPerson
  metrics: Metrics
  log: Log
}

const POLL_MS = 1_000
const FORGOTTEN_MS = 15_000
const CHECK_MS = 20_000
/** Calls under way by one path at a time; a path that hangs holds up no other. */
const CALLS_AT_ONCE = 2

/** Starts the workers; any number of processes may. `stop` waits for the work in hand. */
export function startAlarms({ db, vault, notices, paths, words, tell, metrics, log }: AlarmOptions): { stop(): Promise<void> } {
  const names = paths.map(({ name }) => name)
  const workers = [
    startWorker({ name: 'alarm-ladder', loops: 1, pollMs: POLL_MS, log, work: () => climb({ pool: db.pool, paths: names, metrics, log }) }),
    startWorker({ name: 'alarm-tell', loops: 1, pollMs: POLL_MS, log, work: () => tellNext({ pool: db.pool, tell }) }),
    ...paths.map((path) => startWorker({
      name: `alarm-${path.name}`, loops: CALLS_AT_ONCE, pollMs: POLL_MS, log,
      work: () => deliverNext({ pool: db.pool, vault, words, metrics, log }, path),
    })),
  ]
  const forgotten = startWorker({ name: 'alarm-again', loops: 1, pollMs: FORGOTTEN_MS, log, work: async () => { await ringAgain(db.pool); return false } })
  const checking = startWorker({ name: 'alarm-check', loops: 1, pollMs: CHECK_MS, log, work: async () => { await checkPaths(db.pool, paths, log); await tidy(db.pool); return false } })
  const unsubscribe = notices.on(({ kind }) => { if (kind === 'alarm') for (const worker of workers) worker.wake() })
  return {
    async stop() {
      unsubscribe()
      await Promise.all([...workers, forgotten, checking].map((worker) => worker.stop()))
    },
  }
}
