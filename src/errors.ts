/**
 * Errors with two faces: a public text (a locale key, never case data) and an internal one for logs.
 * Expected outcomes are returned, not thrown; this is for a caller's mistake or a refusal.
 */

/** Each code, when it is thrown, and the HTTP status it becomes. */
export const ERROR_CODES = {
  /** The request's shape or values are wrong; the caller must change it. */
  'bad-request': 400,
  /** Nobody is signed in, or a signature does not hold. */
  unauthorised: 401,
  /** Signed in, but this is not for this role. */
  forbidden: 403,
  /** No such thing, or none this caller may know of. */
  'not-found': 404,
  /** Somebody else was first, or the caller's view is stale: reload and decide again. */
  conflict: 409,
  /** The body is larger than any honest one. */
  'too-large': 413,
  /** Too many tries; wait. */
  'too-many': 429,
  /** The database or a provider is away; try again. */
  unavailable: 503,
} as const

export type ErrorCode = keyof typeof ERROR_CODES

/** A refusal with a code, a locale key for the person, and a text for the log. `details` may go to the caller: no case data. */
export class AppError extends Error {
  readonly code: ErrorCode
  readonly publicKey: string
  readonly details: Readonly<Record<string, string | number>>

  constructor(code: ErrorCode, publicKey: string, internalText: string, details: Record<string, string | number> = {}) {
    super(internalText)
    this.name = 'AppError'
    this.code = code
    this.publicKey = publicKey
    this.details = details
  }

  get status(): number {
    return ERROR_CODES[this.code]
  }
}

/** For what cannot happen: the request or turn dies, the process lives. */
export function invariant(condition: unknown, what: string): asserts condition {
  if (!condition) throw new Error(`invariant broken: ${what}`)
}

/** The exhaustive end of a switch over a union. */
export function unreachable(value: never): never {
  throw new Error(`unreachable value: ${JSON.stringify(value)}`)
}

/** The code of an unknown error, safe to log: never its message, which may carry a person's words. */
export function errorCode(error: unknown): string {
  if (error instanceof AppError) return error.code
  if (error instanceof Error) {
    const code = 'code' in error && typeof error.code === 'string' ? error.code : undefined
    return code ?? error.name
  }
  return 'unknown'
}

/** Where an error arose, safe to log: stack frames only, never the message. */
export function errorPlace(error: unknown): string[] {
  if (!(error instanceof Error)) return []
  // The message stands at the head of the stack and may have lines of its own that look like places.
  const [, frames = ''] = error.message === '' ? ['', error.stack] : split(error.stack ?? '', error.message)
  return frames.split('\n').filter((line) => FRAME.test(line)).slice(0, 4).map((line) => line.trim())
}

const FRAME = /^\s+at .*(?:file:\/\/|node:|\/)\S*:\d+:\d+\)?$/

/** What stands before and behind the first place of `part`; nothing behind when it is not there. */
function split(text: string, part: string): [before: string, behind: string] {
  const at = text.indexOf(part)
  return at === -1 ? [text, ''] : [text.slice(0, at), text.slice(at + part.length)]
}
