import type { CaseRoom } from '../cases/index.ts'
import { errorCode } from '../errors.ts'
import type { Log } from '../log.ts'
import { refreshCaseFacts, refreshContactFacts } from './refreshFacts.ts'
import { rollDays } from './rollDays.ts'
import { startWorker } from '../worker.ts'

const EVERY_MS = 5 * 60_000
/** A conversation of these last days may still change; older ones are counted. */
const OPEN_DAYS = 3
const DAY_MS = 86_400_000

/** Keeps the figures fresh, away from the desk's own work: changed cases and recent contacts, every five minutes. */
export function startRollUps(room: CaseRoom & { log: Log }): { stop(): Promise<void> } {
  const roll = async () => {
    const now = new Date()
    await refreshCaseFacts(room)
    await rollDays(room.db.pool)
    await refreshContactFacts(room, { from: new Date(now.getTime() - OPEN_DAYS * DAY_MS), to: now })
  }
  return startWorker({
    name: 'roll-ups', loops: 1, pollMs: EVERY_MS, log: room.log,
    work: async () => {
      await roll().catch((error: unknown) => room.log.error({ code: errorCode(error) }, 'roll-up failed'))
      return false
    },
  })
}
