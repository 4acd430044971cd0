import type { Notices } from '../database/index.ts'
import { startWorker } from '../worker.ts'
import { fetchNext, type MediaDependencies } from './fetchNext.ts'

const LOOPS = 2
const POLL_MS = 2_000

/** Fetches what people send, as soon as it is there; `stop` lets the one in hand end. */
export function startMedia(options: MediaDependencies & { notices: Notices }): { stop(): Promise<void> } {
  const worker = startWorker({ name: 'media', loops: LOOPS, pollMs: POLL_MS, log: options.log, work: () => fetchNext(options) })
  const unsubscribe = options.notices.on(({ kind }) => { if (kind === 'media') worker.wake() })
  return {
    async stop() {
      unsubscribe()
      await worker.stop()
    },
  }
}
