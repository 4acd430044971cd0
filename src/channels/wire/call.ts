/** One HTTP call to a provider, and above all: whether it may have happened. */
export type Answer =
  /** An answer came. `body` is undefined when it is not JSON. */
  | { kind: 'answer'; status: number; headers: Headers; body: unknown }
  /** Nothing was sent: the name did not resolve, nobody listened. */
  | { kind: 'unreached' }
  /** It left, and no (whole) answer came back. */
  | { kind: 'silent' }

export type Fetch = typeof fetch

export const PROVIDER_TIMEOUT_MS = 10_000

/** Causes under which the request cannot have reached the provider. */
const BEFORE_SENDING = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH', 'UND_ERR_CONNECT_TIMEOUT'])

/** Calls a provider once. Never throws, never follows a redirect, never takes longer than `timeoutMs`. */
export async function callProvider(url: string, init: RequestInit, { fetch: call = fetch, timeoutMs = PROVIDER_TIMEOUT_MS }: { fetch?: Fetch | undefined; timeoutMs?: number | undefined } = {}): Promise<Answer> {
  try {
    const response = await call(url, { ...init, redirect: 'manual', signal: AbortSignal.timeout(timeoutMs) })
    return { kind: 'answer', status: response.status, headers: response.headers, body: readJson(await response.text()) }
  } catch (error) {
    return BEFORE_SENDING.has(causeOf(error)) ? { kind: 'unreached' } : { kind: 'silent' }
  }
}

/** `fetch` wraps the system's error, and with several addresses that is a bundle of errors. */
function causeOf(error: unknown): string {
  if (!(error instanceof Error)) return ''
  if (error instanceof AggregateError) return causeOf(error.errors[0])
  if ('code' in error && typeof error.code === 'string') return error.code
  return causeOf(error.cause)
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** What `Retry-After` asks for, in seconds, if it is a sane number. */
export function retryAfter(headers: Headers): { afterSeconds?: number } {
  const seconds = Number(headers.get('retry-after') ?? Number.NaN)
  return Number.isFinite(seconds) && seconds > 0 && seconds <= 3600 ? { afterSeconds: Math.ceil(seconds) } : {}
}
