import type { QueryResult, QueryResultRow } from 'pg'

/** What a report asks of the database. */
export type Asking = { query<R extends QueryResultRow>(text: string, values?: unknown[]): Promise<QueryResult<R>> }

const AT_ONCE = 2

/**
 * The same database for reports: two of their questions at a time, the rest wait their turn here and not at the pool, so
 * that a page of figures never takes the desk's connections.
 */
export function calmly(pool: Asking): Asking {
  const waiting: (() => void)[] = []
  let running = 0
  const turn = async () => {
    if (running >= AT_ONCE) await new Promise<void>((next) => { waiting.push(next) })
    else running += 1
  }
  const done = () => {
    const next = waiting.shift()
    if (next) next()
    else running -= 1
  }
  return {
    async query<R extends QueryResultRow>(text: string, values?: unknown[]) {
      await turn()
      try {
        return await pool.query<R>(text, values)
      } finally {
        done()
      }
    },
  }
}
