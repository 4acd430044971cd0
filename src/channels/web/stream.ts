/** One visitor's live stream (Server-Sent Events): rows after a place, in order, and who is speaking now. */
import type { Response } from 'express'
import { errorCode } from '../../errors.ts'
import type { Log } from '../../log.ts'
import type { Hub } from './hub.ts'
import { PAGE, type TranscriptReader } from './transcript.ts'
import type { Visitor } from './visitor.ts'

/** How often a stream looks by itself: the backstop when a notice was lost. */
export const POLL_MS = 5_000
/** Proxies and phones drop what is silent. */
const PING_MS = 15_000

/** `no-transform` and X-Accel-Buffering keep proxies from holding events back. */
const HEADERS = {
  'Content-Type': 'text/event-stream; charset=utf-8',
  'Cache-Control': 'no-cache, no-transform, no-store',
  'X-Accel-Buffering': 'no',
}

type StreamOptions = { visitor: Visitor; after: string | undefined; response: Response; hub: Hub; transcript: TranscriptReader; pollMs: number; log: Log }

/** Opens the stream. False: this process takes no more of them, and nothing was written. */
export function openStream({ visitor, after, response, hub, transcript, pollMs, log }: StreamOptions): boolean {
  let place = after
  let stateSent = ''
  let failing = false

  async function sendNews(): Promise<void> {
    const { messages, state } = await transcript.read(visitor, place)
    failing = false
    if (response.writableEnded || response.destroyed) return
    for (const message of messages) {
      response.write(`id: ${message.place}\nevent: message\ndata: ${JSON.stringify(message)}\n\n`)
      place = message.place
    }
    const stateNow = JSON.stringify(state)
    if (stateNow !== stateSent) response.write(`event: state\ndata: ${stateNow}\n\n`)
    stateSent = stateNow
    if (messages.length === PAGE) wake()
  }

  /** The stream outlives a database that is away: it looks again, and says so in the log once. */
  function failed(error: unknown): void {
    if (!failing) log.warn({ code: errorCode(error) }, 'chat: a stream could not look for news')
    failing = true
  }

  const wake = oneAtATime(() => sendNews().catch(failed))
  const listener = { wake, end: () => void response.end() }
  if (!hub.join(visitor.key, listener)) return false

  const poll = setInterval(wake, pollMs)
  const ping = setInterval(() => response.write(': ping\n\n'), PING_MS)
  response.on('close', () => {
    clearInterval(poll)
    clearInterval(ping)
    hub.leave(visitor.key, listener)
  })
  response.writeHead(200, HEADERS)
  response.flushHeaders()
  wake()
  return true
}

/** Runs `work` once at a time; calls made meanwhile become one more run, so that no hint is lost. */
export function oneAtATime(work: () => Promise<void>): () => void {
  let running = false
  let again = false
  return function run() {
    if (running) {
      again = true
      return
    }
    running = true
    again = false
    void work().finally(() => {
      running = false
      if (again) run()
    })
  }
}
