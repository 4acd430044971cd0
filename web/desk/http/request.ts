import { reportReached, reportUnreached } from './connection.ts'
import { askForProof } from './proof.ts'
import { isRefusal, RequestError, refusalOf } from './refusal.ts'

const API = '/desk/api'

/** A request that takes longer has no answer: the counsellor must see that, not a spinner. */
const PATIENCE_MS = 15_000

/** The token the server wants with every write; it comes with the sign-in answer and with GET /me. */
let csrfToken = ''

/** Takes the token of a new session. */
export function setCsrfToken(token: string): void {
  csrfToken = token
}

/** Tells an answer of the right shape from any other: the fields the desk reads must be there. */
export type Guard<T> = (value: unknown) => value is T

/** A guard by the names of the fields; the types behind them are the server's contract (src/desk/api.ts). */
export function withFields<T extends object>(...fields: (keyof T & string)[]): Guard<T> {
  return (value): value is T => typeof value === 'object' && value !== null && fields.every((field) => field in value)
}

/**
 * Reads one path of the desk's API.
 * @throws RequestError a refusal, or `network` when no answer came.
 */
export async function read<T>(path: string, guard: Guard<T>, signal?: AbortSignal): Promise<T> {
  return checked(await call('GET', path, undefined, signal), guard)
}

/** Writes, and reads the answer. @throws RequestError as {@link read} */
export async function write<T>(method: 'POST' | 'PUT' | 'PATCH', path: string, body: object, guard: Guard<T>): Promise<T> {
  return checked(await call(method, path, body), guard)
}

/** Writes where only success matters. @throws RequestError as {@link read} */
export async function act(method: 'POST' | 'PUT' | 'PATCH', path: string, body: object = {}): Promise<void> {
  await call(method, path, body)
}

/**
 * Writes, where a refusal with its reason is an answer too: 200 and 409 alike, when the guard knows the body.
 * @throws RequestError as {@link read}
 */
export async function decide<T>(path: string, body: object, guard: Guard<T>): Promise<T> {
  const { response, answer } = await reachWithProof('POST', path, body)
  if ((response.ok || response.status === 409) && guard(answer)) return answer
  throw refusalOf(response.status, answer)
}

/** Long enough for a large file on a slow line. */
const UPLOAD_PATIENCE_MS = 120_000

/** Sends a file: a line of JSON about it, then its bytes; neither name nor title stands in the address. @throws RequestError as {@link read} */
export async function upload<T>(path: string, label: object, file: Blob, guard: Guard<T>): Promise<T> {
  const body = new Blob([JSON.stringify(label), '\n', file])
  let response: Response
  try {
    response = await fetch(API + path, {
      method: 'POST', body, cache: 'no-store', signal: AbortSignal.timeout(UPLOAD_PATIENCE_MS),
      headers: { Accept: 'application/json', 'Content-Type': 'application/octet-stream', 'X-CSRF-Token': csrfToken },
    })
  } catch {
    reportUnreached()
    throw new RequestError('network')
  }
  const answer = await bodyOf(response)
  if (!response.ok) throw refusalOf(response.status, answer)
  return checked(answer, guard)
}

/** A last write while the page goes away: no answer is awaited. */
export function writeLast(method: 'POST' | 'PUT', path: string, body: object): void {
  fetch(API + path, { method, headers: headersOf(body), body: JSON.stringify(body), keepalive: true }).catch(() => {
    // The page is gone or the network is: what was typed before is on the server already.
  })
}

async function call(method: string, path: string, body: object | undefined, signal?: AbortSignal): Promise<unknown> {
  const { response, answer } = await reachWithProof(method, path, body, signal)
  if (!response.ok) throw refusalOf(response.status, answer)
  return answer
}

/** Where the server wants password and code again, the person is asked, and the request goes once more. */
async function reachWithProof(method: string, path: string, body: object | undefined, signal?: AbortSignal): Promise<{ response: Response; answer: unknown }> {
  const response = await reach(method, path, body, signal)
  const answer = await bodyOf(response)
  if (response.status !== 403 || !isRefusal(refusalOf(403, answer), 'error.proof-needed') || !await askForProof()) return { response, answer }
  const again = await reach(method, path, body, signal)
  return { response: again, answer: await bodyOf(again) }
}

async function reach(method: string, path: string, body: object | undefined, signal?: AbortSignal): Promise<Response> {
  const patience = AbortSignal.timeout(PATIENCE_MS)
  try {
    const response = await fetch(API + path, {
      method,
      headers: headersOf(body),
      ...(body ? { body: JSON.stringify(body) } : {}),
      signal: signal ? AbortSignal.any([signal, patience]) : patience,
      cache: 'no-store',
    })
    reportReached()
    return response
  } catch (error) {
    if (signal?.aborted) throw error
    reportUnreached()
    throw new RequestError('network')
  }
}

function headersOf(body: object | undefined): Record<string, string> {
  return body
    ? { Accept: 'application/json', 'Content-Type': 'application/json', 'X-CSRF-Token': csrfToken }
    : { Accept: 'application/json' }
}

async function bodyOf(response: Response): Promise<unknown> {
  if (response.status === 204) return undefined
  return response.json().catch(() => undefined)
}

function checked<T>(answer: unknown, guard: Guard<T>): T {
  if (!guard(answer)) throw new RequestError('broken')
  return answer
}
