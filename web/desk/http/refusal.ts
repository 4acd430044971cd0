import type { Refusal } from '../../../src/desk/api.ts'

/** What went wrong with a request, as the desk can act on it. `network`: no answer came, it is worth trying again. */
export class RequestError extends Error {
  /** The code of the refusal, `network`, or `broken` when the answer makes no sense. */
  readonly code: string
  /** The server's sentence key, as `error.stale`; empty when there is none. */
  readonly key: string
  readonly details: Readonly<Record<string, string | number>>

  constructor(code: string, key = '', details: Record<string, string | number> = {}) {
    super(key === '' ? code : key)
    this.name = 'RequestError'
    this.code = code
    this.key = key
    this.details = details
  }
}

/** Whether an unknown error is a refusal with this sentence key. */
export function isRefusal(error: unknown, key: string): error is RequestError {
  return error instanceof RequestError && error.key === key
}

/** Whether no answer came, or the service is away for the moment: the same request may be sent again. */
export function isAway(error: unknown): boolean {
  return error instanceof RequestError && (error.code === 'network' || error.code === 'unavailable')
}

/** The refusal in an answer that is not 2xx; a proxy's page counts as "unavailable" from 500 up. */
export function refusalOf(status: number, body: unknown): RequestError {
  if (isRefusalBody(body)) return new RequestError(body.error.code, body.error.key, body.error.details)
  if (status === 401) return new RequestError('unauthorised')
  return new RequestError(status >= 500 ? 'unavailable' : 'broken')
}

function isRefusalBody(body: unknown): body is Refusal {
  if (typeof body !== 'object' || body === null || !('error' in body)) return false
  const { error } = body
  return typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string'
    && 'key' in error && typeof error.key === 'string'
    && 'details' in error && typeof error.details === 'object' && error.details !== null
}
