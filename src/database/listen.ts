/**
 * One LISTEN connection a process. A notice is a hint: rows are the truth, and every listener also polls.
 * The connection is checked every ten seconds, because a dead one can look alive (node-postgres#967, #3003).
 */
import pg from 'pg'
import * as z from 'zod'

const notice = z.object({ kind: z.enum(['lane', 'outbox', 'conversation', 'alarm', 'presence', 'key']), id: z.string() })
export type Notice = z.infer<typeof notice>

export type Notices = {
  on(listener: (notice: Notice) => void): () => void
  stop(): Promise<void>
}

/** The channel of pg_notify; payload `{"kind","id"}`, far under the limit of 8,000 bytes. */
export const NOTICE_CHANNEL = 'lang_nghe'

const HEARTBEAT_MS = 10_000
const RETRY_MS = 1_000

/** Listens on `url` until stopped, reconnecting by itself. */
export function listen(url: string): Notices {
  const listeners = new Set<(notice: Notice) => void>()
  let client: pg.Client | undefined
  let timer: NodeJS.Timeout | undefined
  let stopped = false

  async function connect(): Promise<void> {
    if (stopped) return
    const fresh = new pg.Client({ connectionString: url, keepAlive: true, connectionTimeoutMillis: 2_000, query_timeout: 5_000 })
    client = fresh
    fresh.on('error', () => lost(fresh))
    fresh.on('end', () => lost(fresh))
    fresh.on('notification', ({ payload }) => deliver(payload))
    try {
      await fresh.connect()
      await fresh.query(`listen ${NOTICE_CHANNEL}`)
      beat(fresh)
    } catch {
      lost(fresh)
    }
  }

  function beat(current: pg.Client): void {
    timer = setTimeout(() => {
      current.query('select 1').then(() => beat(current), () => lost(current))
    }, HEARTBEAT_MS)
    timer.unref()
  }

  function lost(dead: pg.Client): void {
    if (client !== dead) return
    client = undefined
    clearTimeout(timer)
    dead.end().catch(() => undefined)
    if (!stopped) timer = setTimeout(() => void connect(), RETRY_MS).unref()
  }

  function deliver(payload: string | undefined): void {
    const parsed = notice.safeParse(parseJson(payload))
    if (parsed.success) for (const listener of listeners) listener(parsed.data)
  }

  void connect()
  return {
    on(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    async stop() {
      stopped = true
      clearTimeout(timer)
      const last = client
      client = undefined
      await last?.end().catch(() => undefined)
    },
  }
}

function parseJson(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? '')
  } catch {
    return undefined
  }
}
