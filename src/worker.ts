/** A few loops that do the next piece of work until there is none, and sleep until woken or polled. */
import { errorCode, errorPlace } from './errors.ts'
import type { Log } from './log.ts'

export type Worker = { wake(): void; stop(): Promise<void> }

const AFTER_ERROR_MS = 1_000

/**
 * Starts `loops` loops over `work` (true: there may be more). A wake while all are busy is remembered, so no
 * hint is lost. `stop` resolves when the work in hand is done: no turn is cut in half.
 */
export function startWorker(options: { name: string; loops: number; pollMs: number; work: () => Promise<boolean>; log: Log }): Worker {
  const { name, loops, pollMs, work, log } = options
  let stopping = false
  const sleepers = new Set<() => void>()
  let missed = 0

  function sleep(ms: number): Promise<void> {
    return new Promise((done) => {
      const finish = () => {
        clearTimeout(timer)
        sleepers.delete(finish)
        done()
      }
      const timer = setTimeout(finish, ms)
      sleepers.add(finish)
    })
  }

  async function loop(): Promise<void> {
    while (!stopping) {
      const before = missed
      try {
        if (await work()) continue
        if (missed !== before || stopping) continue
        await sleep(pollMs)
      } catch (error) {
        log.error({ worker: name, code: errorCode(error), at: errorPlace(error) }, 'worker failed')
        if (!stopping) await sleep(AFTER_ERROR_MS)
      }
    }
  }

  const running = Array.from({ length: loops }, loop)
  return {
    wake() {
      missed += 1
      const [first] = sleepers
      first?.()
    },
    async stop() {
      stopping = true
      for (const wakeUp of sleepers) wakeUp()
      await Promise.all(running)
    },
  }
}
