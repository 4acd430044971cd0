/** One segment of the spool into the database: each person's items one after the other, people beside each other. */
import { correspondentOf, type Spooled } from './spooled.ts'

/** stored: go on. away: stop, keep the rest. refused: it can never be stored, set it aside for a person to look at. */
export type DrainOutcome = 'stored' | 'away' | 'refused'

type Drain = {
  store: (item: Spooled) => Promise<DrainOutcome>
  /** It need not be stored any more. */
  settled: (item: Spooled) => void
  refuse: (item: Spooled) => Promise<void>
}

/** How many people at once; the rest of the pool is for those who write now. */
const AT_ONCE = 8

/** Answers whether the database was away (again). Every item that was not settled is still there to be tried again. */
export async function drainSegment(items: readonly Spooled[], { store, settled, refuse }: Drain): Promise<boolean> {
  let away = false

  async function settle(item: Spooled): Promise<void> {
    const outcome = await store(item)
    if (outcome === 'away') {
      away = true
      return
    }
    if (outcome === 'refused') await refuse(item)
    settled(item)
  }

  // One alone first: a database that is still away shall not hold eight connections each time we ask.
  const [first] = items
  if (first) await settle(first)
  const queues = byPerson(items.slice(1)).values()
  // The loops share one iterator: each takes the next person.
  async function loop(): Promise<void> {
    for (const queue of queues) {
      for (const item of queue) {
        if (away) return
        await settle(item)
      }
    }
  }
  const ends = await Promise.allSettled(Array.from({ length: AT_ONCE }, loop))
  for (const end of ends) if (end.status === 'rejected') throw end.reason
  return away
}

/** What names nobody needs no order: each stands alone. */
function byPerson(items: readonly Spooled[]): Map<string, Spooled[]> {
  const queues = new Map<string, Spooled[]>()
  for (const [index, item] of items.entries()) {
    const who = correspondentOf(item)
    const key = who ? JSON.stringify([who.channel, who.account, who.externalId]) : String(index)
    const queue = queues.get(key)
    if (queue) queue.push(item)
    else queues.set(key, [item])
  }
  return queues
}
