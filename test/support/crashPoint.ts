/** Kills this process, as `kill -9` would, at a chosen point of its talk with PostgreSQL. The code under test knows nothing of it. */
import pg from 'pg'

/** After which statement's answer. `found`: only if it found something, since an idle poll is not the point. */
export const CRASH_POINTS = {
  /** The message is stored; the platform has not had its 200. */
  'after receive': { text: /receive_message\(/, found: true },
  /** A turn holds its lane and has read nothing yet. */
  'after the turn claimed its lane': { text: /^\s*with picked as/, found: true },
  /** Everything of the turn is written, nothing committed. */
  'before the turn commits': { text: /insert into urgency_change/, found: true },
  /** The reply is in the outbox; nobody has begun to send it. */
  'after the turn committed': { text: /^commit$/, found: false },
  /** A sender has claimed the reply and is about to call the provider. */
  'after a send was claimed': { text: /update outbox o set state = 'sending'/, found: true },
} as const satisfies Record<string, { text: RegExp; found: boolean }>

function isCrashPoint(name: string | undefined): name is keyof typeof CRASH_POINTS {
  return name !== undefined && name in CRASH_POINTS
}

/** Arms the point: the process dies at its `after`-th passing. */
export function armCrashPoint(name: string | undefined, after: number): void {
  if (!isCrashPoint(name)) return
  const { text, found } = CRASH_POINTS[name]
  let passed = 0
  const pass = (result: unknown) => {
    if (found && !hasRows(result)) return
    passed += 1
    if (passed >= after) process.kill(process.pid, 'SIGKILL')
  }
  const original = pg.Client.prototype.query
  const patched = function (this: pg.Client, ...args: unknown[]): unknown {
    const [query] = args
    const sql = typeof query === 'string' ? query : typeof query === 'object' && query !== null && 'text' in query ? String(query.text) : ''
    if (!text.test(sql)) return Reflect.apply(original, this, args)
    // A pool hands its callback through; a client in a transaction is awaited.
    const callback = args.at(-1)
    if (typeof callback === 'function') {
      const seen = (error: unknown, result: unknown) => { pass(result); Reflect.apply(callback, undefined, [error, result]) }
      return Reflect.apply(original, this, [...args.slice(0, -1), seen])
    }
    const answer: unknown = Reflect.apply(original, this, args)
    return answer instanceof Promise ? answer.then((result: unknown) => { pass(result); return result }) : answer
  }
  Object.defineProperty(pg.Client.prototype, 'query', { value: patched, configurable: true, writable: true })
}

function hasRows(result: unknown): boolean {
  const last = Array.isArray(result) ? result.at(-1) : result
  return typeof last === 'object' && last !== null && 'rows' in last && Array.isArray(last.rows) && last.rows.length > 0
}
