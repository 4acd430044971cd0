/**
 * Who is listening in this process, and when to look again. A notice names a conversation (something was said,
 * somebody came, staff type); the hub knows, and remembers, whose it is. A notice is only a hint: every stream
 * also looks by itself every few seconds.
 */
import type { Notices, Pool } from '../../database/index.ts'
import { errorCode } from '../../errors.ts'
import type { Log } from '../../log.ts'

/** An open stream: `wake` looks for news, `end` closes it. */
export type Listener = { wake: () => void; end: () => void }

export type Hub = {
  /** False: this process holds as many streams as it should; the browser polls instead. */
  join(key: string, listener: Listener): boolean
  leave(key: string, listener: Listener): void
  /** Something of this visitor's changed. */
  wake(key: string): void
  stop(): void
}

const STREAMS = 5_000
/** A reload before the old connection is known to be dead, and one more. */
const STREAMS_OF_ONE = 3
const REMEMBERED = 20_000

const OWNER = `
  select p.external_hash as hash from conversation c join person p on p.id = c.person_id
  where c.id = $1 and p.channel = 'web'`

export function createHub({ pool, notices, log }: { pool: Pool; notices: Notices; log: Log }): Hub {
  const listeners = new Map<string, Listener[]>()
  /** conversation → visitor key; '' for other channels. A conversation never changes its person. */
  const owners = new Map<string, string>()
  let count = 0

  async function ownerOf(conversation: string): Promise<string> {
    const known = owners.get(conversation)
    if (known !== undefined) return known
    const { rows } = await pool.query<{ hash: Buffer }>(OWNER, [conversation])
    const owner = rows[0]?.hash.toString('base64url') ?? ''
    if (owners.size >= REMEMBERED) owners.clear()
    owners.set(conversation, owner)
    return owner
  }

  function wake(key: string): void {
    for (const listener of listeners.get(key) ?? []) listener.wake()
  }

  function leave(key: string, listener: Listener): void {
    const mine = listeners.get(key) ?? []
    const rest = mine.filter((one) => one !== listener)
    count -= mine.length - rest.length
    if (rest.length === 0) listeners.delete(key)
    else listeners.set(key, rest)
  }

  const unsubscribe = notices.on(({ kind, id }) => {
    if ((kind !== 'conversation' && kind !== 'presence') || listeners.size === 0) return
    ownerOf(id).then(wake, (error: unknown) => log.warn({ code: errorCode(error) }, 'chat: a notice could not be followed'))
  })

  return {
    wake,
    leave,
    join(key, listener) {
      const mine = listeners.get(key) ?? []
      if (mine.length >= STREAMS_OF_ONE) mine[0]?.end()
      if (count >= STREAMS) return false
      listeners.set(key, [...(listeners.get(key) ?? []), listener])
      count += 1
      return true
    },
    stop() {
      unsubscribe()
      for (const listener of [...listeners.values()].flat()) listener.end()
    },
  }
}
