/** Classes of PostgreSQL errors that mean "not now" rather than "wrong": connection, resources, shutdown. */
const AWAY_CLASSES = new Set(['08', '53', '57', '58'])
const AWAY_SYSTEM = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ENOTFOUND', 'EHOSTUNREACH', 'EAI_AGAIN', 'ENETUNREACH'])
const AWAY_TEXT = /timeout exceeded when trying to connect|Connection terminated|connection is closed|not queryable|has encountered a connection error|server closed the connection/i

/**
 * Whether an error from `pg` says that the database cannot be reached or takes no work now, so that
 * the same work may succeed later (spool, back off) — as against a fault in the work itself.
 */
export function isDatabaseAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  const code = 'code' in error && typeof error.code === 'string' ? error.code : ''
  // 53100 disk full and 57P0x shutdown are in these classes; 57014 is our own statement time-out.
  if (code === '57014') return false
  return AWAY_CLASSES.has(code.slice(0, 2)) && code.length === 5 ? true : AWAY_SYSTEM.has(code) || AWAY_TEXT.test(error.message)
}
