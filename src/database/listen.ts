/**
 * One LISTEN connection a process. A notice is a hint: rows are the truth, and every listener also polls.
 * The connection is checked every ten seconds, because a dead one can look alive (node-postgres#967, #3003).
 *
 * The hot path tells its notices here, after its commit, rather than by pg_notify inside it: a transaction that
 * notifies holds a global lock while its commit reaches the disk, so that no two could share a flush (measured
 * on this service: 44 turns a second with, see `npm run bench` without).
 */
import pg from 'pg'
import * as z from 'zod'

const notice = z.object({ kind: z.enum(['lane', 'outbox', 'conversation', 'alarm', 'presence', 'key', 'media', 'directory', 'case']), id: z.string() })
export type Notice = z.infer<typeof notice>

export type Notices = {
  /** Resolves when this process first hears what others tell. */
  readonly ready: Promise<void>
  /** Tells this process at once and the others soon; many at a time become one statement. Never waits, never fails. */
  tell(notice: Notice): void
  on(listener: (notice: Notice) => void): () => void
  stop(): Promise<void>
}

/** The channel of pg_notify; payload `{"kind","id"}`, far under the limit of 8,000 bytes. */
export const NOTICE_CHANNEL = 'lang_nghe'

const HEARTBEAT_MS = 10_000
const RETRY_MS = 1_000
const GATHER_MS = 10
const TELL = `select pg_notify('${NOTICE_CHANNEL}', payload) from unnest($1::text[]) as payload`

/** Listens on `url` until stopped, reconnecting by itself. */
export function listen(url: string): Notices {
  const listeners = new Set<(notice: Notice) => void>()
  let client: pg.Client | undefined
  let timer: NodeJS.Timeout | undefined
  let stopped = false
  let own: number | undefined
  const untold = new Set<string>()
  const { promise: ready, resolve: heard } = Promise.withResolvers<void>()
  let telling = false

  async function connect(): Promise<void> {
    if (stopped) return
    const fresh = new pg.Client({ connectionString: url, keepAlive: true, connectionTimeoutMillis: 2_000, query_timeout: 5_000 })
    client = fresh
    fresh.on('error', () => lost(fresh))
    fresh.on('end', () => lost(fresh))
    // Our own come back too; they were told at once.
    fresh.on('notification', ({ payload, processId }) => { if (processId !== own) deliver(payload) })
    try {
      await fresh.connect()
      own = (await fresh.query<{ pid: number }>('select pg_backend_pid() as pid')).rows[0]?.pid
      await fresh.query(`listen ${NOTICE_CHANNEL}`)
      heard()
      beat(fresh)
    } catch {
      lost(fresh)
    }
  }

  function beat(current: pg.Client): void {
    timer = setTimeout(() => {
      // What is being told just now shows as well that the connection lives.
      if (telling) return beat(current)
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

  /** Whatever gathers within a moment goes in one statement. A lost hint costs a poll. */
  async function tellOthers(): Promise<void> {
    telling = true
    while (untold.size > 0) {
      await new Promise((done) => setTimeout(done, GATHER_MS))
      const payloads = [...untold]
      untold.clear()
      if (client && !stopped) await client.query(TELL, [payloads]).catch(() => undefined)
    }
    telling = false
  }

  void connect()
  return {
    ready,
    tell(hint) {
      for (const listener of listeners) listener(hint)
      untold.add(JSON.stringify(hint))
      if (!telling) void tellOthers()
    },
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
