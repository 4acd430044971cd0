import { pino, type DestinationStream, type Logger } from 'pino'

export type Log = Logger

/** Fields that could carry a person's words or identity never reach a log line, wherever they turn up. */
const NEVER_LOGGED = ['text', 'name', 'phone', 'email', 'body', 'content', 'password', 'token', 'externalId', 'address']

/**
 * A structured logger: ids and codes only. The redaction list is the net below that rule, not the rule.
 * `destination`: standard output, save in tests that read the lines.
 */
export function createLog(level: string, destination?: DestinationStream): Log {
  const paths = NEVER_LOGGED.flatMap((field) => [field, `*.${field}`, `*.*.${field}`])
  const options = { level, base: null, redact: { paths, censor: '[hidden]' }, timestamp: pino.stdTimeFunctions.isoTime }
  return destination ? pino(options, destination) : pino(options)
}
