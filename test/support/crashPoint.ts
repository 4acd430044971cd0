/** Kills this process, as `kill -9` would, at a chosen point of its talk with PostgreSQL. The code under test knows nothing of it. */
import pg from 'pg'

export const CRASH_POINTS = {
  /** The message is stored; the platform has not had its 200. */
  'after-receive': { text: /receive_message\(/, when: 'after' },
  /** A turn holds its lane and has read nothing yet. */
  'after-turn-claim': { text: /^\s*begin;\s*with picked/, when: 'after' },
  /** Everything of the turn is written, nothing committed. */
  'before-turn-commit': { text: /insert into urgency_change/, when: 'after' },
  /** The reply is in the outbox; nobody has begun to send it. */
  'before-send': { text: /update outbox o set state = 'sending'/, when: 'before' },
  /** A sender has claimed the reply and is about to call (or has called) the provider. */
  'after-send-claim': { text: /update outbox o set state = 'sending'/, when: 'after' },
} as const satisfies Record<string, { text: RegExp; when: 'before' | 'after' }>

export type CrashPoint = keyof typeof CRASH_POINTS

function isCrashPoint(name: string | undefined): name is CrashPoint {
  return name !== undefined && name in CRASH_POINTS
}

/** Arms the point: the process dies at its `after`-th passing. */
export function armCrashPoint(name: string | undefined, after: number): void {
  if (!isCrashPoint(name)) return
  const { text, when } = CRASH_POINTS[name]
  let passed = 0
  const die = () => {
    passed += 1
    if (passed >= after) process.kill(process.pid, 'SIGKILL')
  }
  const original = pg.Client.prototype.query
  const patched = function (this: pg.Client, ...args: unknown[]): unknown {
    const [query] = args
    const sql = typeof query === 'string' ? query : typeof query === 'object' && query !== null && 'text' in query ? String(query.text) : ''
    if (!text.test(sql)) return Reflect.apply(original, this, args)
    if (when === 'before') die()
    const result: unknown = Reflect.apply(original, this, args)
    if (when === 'after' && result instanceof Promise) return result.then((rows: unknown) => { if (hasRows(rows)) die(); return rows })
    return result
  }
  Object.defineProperty(pg.Client.prototype, 'query', { value: patched, configurable: true, writable: true })
}

/** An idle poll finds nothing: that is not the point. */
function hasRows(result: unknown): boolean {
  const last = Array.isArray(result) ? result.at(-1) : result
  return typeof last === 'object' && last !== null && 'rows' in last && Array.isArray(last.rows) && last.rows.length > 0
}
