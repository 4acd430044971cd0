/** A few loops that do the next piece of work until there is none, and sleep until woken or polled. */
import { errorCode, errorPlace } from './errors.ts'
import type { Log } from './log.ts'

export type Worker = { wake(): void; stop(): Promise<void> }

const AFTER_ERROR_MS = 1_000

/** false: found nothing. true: found something, there may be more. 'done': found something whose like has a wake of its own. */
export type WorkResult = boolean | 'done'

/**
 * Starts `loops` loops over `work`. Each wake is good for one look, by a sleeping loop or by the next that is free, so
 * that no hint is lost and none is looked for twice. A loop that finds something by polling (a backlog, after a start)
 * goes on until there is nothing. `stop` resolves when the work in hand is done: no turn is cut in half.
 */
export function startWorker(options: { name: string; loops: number; pollMs: number; work: () => Promise<WorkResult>; log: Log }): Worker {
  const { name, loops, pollMs, work, log } = options
  let stopping = false
  let wakes = 0
  const sleepers = new Set<() => void>()

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
      const woken = wakes > 0
      if (woken) wakes -= 1
      try {
        await drain(woken)
        if (wakes === 0 && !stopping) await sleep(pollMs)
      } catch (error) {
        log.error({ worker: name, code: errorCode(error), at: errorPlace(error) }, 'worker failed')
        if (!stopping) await sleep(AFTER_ERROR_MS)
      }
    }
  }

  async function drain(woken: boolean): Promise<void> {
    let found = await work()
    while (!stopping && (found === true || (found === 'done' && !woken))) found = await work()
  }

  const running = Array.from({ length: loops }, loop)
  return {
    wake() {
      wakes += 1
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
