/** One POST of an alarm: bounded in time, never following a redirect (which could lead into the Centre's own network). */
import type { CallResult } from '../call.ts'
import { errorCode } from '../../errors.ts'

const TIMEOUT_MS = 10_000
/** No honest answer to a call is longer; the rest stays unread. */
const SUCCESS = (status: number) => status >= 200 && status < 300

export type Posted = { status: number; afterSeconds?: number }

/** @returns the status, or a result when no answer came */
export async function post(url: string, init: { headers: Record<string, string>; body: string | Buffer }): Promise<Posted | CallResult> {
  try {
    const body = typeof init.body === 'string' ? init.body : new Uint8Array(init.body)
    const response = await fetch(url, { method: 'POST', headers: init.headers, body, redirect: 'manual', signal: AbortSignal.timeout(TIMEOUT_MS) })
    await response.body?.cancel()
    const wait = Number(response.headers.get('retry-after') ?? Number.NaN)
    // However long they would like to rest: somebody is waiting.
    return { status: response.status, ...(wait > 0 ? { afterSeconds: Math.min(wait, 60) } : {}) }
  } catch (error) {
    return { outcome: 'retry', code: error instanceof DOMException ? 'timeout' : errorCode(error instanceof Error ? (error.cause ?? error) : error) }
  }
}

/** What a status means, when it says nothing about the address. */
export function resultOf({ status, afterSeconds }: Posted): CallResult {
  if (SUCCESS(status)) return { outcome: 'sent' }
  return { outcome: 'retry', code: `http-${status}`, ...(afterSeconds === undefined ? {} : { afterSeconds }) }
}
