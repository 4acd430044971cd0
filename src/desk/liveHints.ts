/** Server-sent hints to open desks. A hint says "read again"; rows are the truth, and every desk polls as well. */
import type { Request, Response } from 'express'
import { findSession } from '../staff/index.ts'
import type { Hint } from './api.ts'
import type { Desk } from './desk.ts'

const PING_MS = 15_000
/** A desk that does not read for so long is cut off and comes back by itself. */
const MOST_UNREAD_BYTES = 256 * 1024

export type LiveHints = {
  /** Keeps the response open and writes hints until the browser goes or the session ends. */
  open(request: Request, response: Response, token: string): void
  close(): void
}

/** One listener and one timer a process, however many desks. */
export function createLiveHints({ db, notices, log }: Desk): LiveHints {
  const desks = new Map<Response, string>()

  function write(response: Response, text: string): void {
    if (response.writableLength > MOST_UNREAD_BYTES) response.destroy()
    else response.write(text)
  }

  const silence = notices.on(({ kind, id }) => {
    if (kind !== 'conversation' && kind !== 'alarm' && kind !== 'presence' && kind !== 'case') return
    const line = `data: ${JSON.stringify({ kind, id } satisfies Hint)}\n\n`
    for (const response of desks.keys()) write(response, line)
  })

  /** The ping keeps proxies from closing; a session that ended on the server ends its stream too. */
  async function ping(response: Response, token: string): Promise<void> {
    const signedIn = await findSession(db.pool, token)
    if (signedIn) write(response, ': ping\n\n')
    else response.end()
  }

  const timer = setInterval(() => {
    for (const [response, token] of desks) ping(response, token).catch((error: unknown) => log.warn({ code: error instanceof Error ? error.name : 'unknown' }, 'desk ping failed'))
  }, PING_MS).unref()

  return {
    open(request, response, token) {
      response.writeHead(200, {
        'Content-Type': 'text/event-stream; charset=utf-8',
        'Cache-Control': 'no-cache, no-transform',
        'X-Accel-Buffering': 'no',
        Connection: 'keep-alive',
      })
      response.write('retry: 2000\n\n')
      desks.set(response, token)
      response.on('close', () => desks.delete(response))
      request.socket.setKeepAlive(true, PING_MS)
    },
    close() {
      silence()
      clearInterval(timer)
      for (const response of desks.keys()) response.end()
    },
  }
}
