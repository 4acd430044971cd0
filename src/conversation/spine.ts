/** The running spine: workers for turns and sends, woken by notices and by a short poll, and the spool's replay. */
import type { Database, Notices } from '../database/index.ts'
import type { Log } from '../log.ts'
import type { Metrics } from '../metrics.ts'
import type { Vault } from '../safeguards/index.ts'
import type { Bot } from './bot.ts'
import type { ChannelName, Sender } from './channel.ts'
import type { Content } from './content.ts'
import { sendNext, type Unsettled } from './send.ts'
import { sweepLanes } from './sweep.ts'
import { runTurn } from './turn.ts'
import { startWorker } from '../worker.ts'

export type SpineOptions = {
  db: Database
  vault: Vault
  notices: Notices
  bot: Bot
  /** What the person reads when the machine has failed, by language. */
  fallback: (locale: string) => Content
  senders: Partial<Record<ChannelName, Sender>>
  replay: () => Promise<void>
  metrics: Metrics
  log: Log
  now?: () => Date
  /** Whether turns leave their words to the second reader too. */
  readAgain?: boolean
}

const TURN_LOOPS = 8
const SEND_LOOPS = 8
const POLL_MS = 500
const REPLAY_MS = 1_000
const SWEEP_MS = 5_000

/** Starts everything; `stop` ends it with nothing cut in half. */
export function startSpine(options: SpineOptions): { stop(): Promise<void> } {
  const { db, vault, notices, bot, fallback, senders, replay, metrics, log, readAgain = false } = options
  const unsettled: Unsettled = new Map()
  const now = options.now ?? (() => new Date())
  const workers = {
    turn: startWorker({ name: 'turn', loops: TURN_LOOPS, pollMs: POLL_MS, log, work: () => runTurn({ pool: db.pool, vault, notices, bot, fallback, metrics, log, now, readAgain }) }),
    send: startWorker({ name: 'send', loops: SEND_LOOPS, pollMs: POLL_MS, log, work: () => sendNext({ pool: db.pool, vault, notices, senders, metrics, log, unsettled }) }),
    replay: startWorker({ name: 'replay', loops: 1, pollMs: REPLAY_MS, log, work: async () => { await replay(); return false } }),
    sweep: startWorker({ name: 'sweep', loops: 1, pollMs: SWEEP_MS, log, work: async () => { await sweepLanes(db.pool); return false } }),
  }
  const unsubscribe = notices.on(({ kind }) => {
    if (kind === 'lane') workers.turn.wake()
    if (kind === 'outbox') workers.send.wake()
  })
  return {
    async stop() {
      unsubscribe()
      await Promise.all(Object.values(workers).map((worker) => worker.stop()))
    },
  }
}
