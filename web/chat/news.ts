/**
 * Hears what is new: the live stream where the browser can read one, asking every few seconds where it cannot.
 * Reconnects by itself, from the last place, for as long as it runs.
 */
import type { ChatMessage, ChatState } from '../../src/channels/web/wire.ts'
import { isMessage, isState, openEvents, outcomeOf, readMessages } from './api.ts'
import { createEventParser } from './eventParser.ts'

export type NewsHandlers = {
  /** The last place already shown; '' for none. */
  place(): string
  onMessage(message: ChatMessage): void
  onState(state: ChatState): void
  onConnection(up: boolean): void
  /** The server does not know the token. */
  onStranger(): void
}

/** The server pings every 15 s; longer silence is a dead line. */
const SILENCE_MS = 40_000
const ASK_MS = 4_000
const LONGEST_WAIT_MS = 15_000

export type News = { stop(): void; hurry(): void }

export function hearNews(token: string, handlers: NewsHandlers): News {
  let stopped = false
  let failures = 0
  let line: AbortController | undefined
  let wakeUp = (): void => undefined

  async function run(): Promise<void> {
    while (!stopped) {
      const live = await listen()
      if (stopped) return
      failures = live ? 0 : failures + 1
      if (failures > 0) handlers.onConnection(false)
      await wait(live ? 300 : Math.min(LONGEST_WAIT_MS, 500 * 2 ** failures) * (0.75 + Math.random() / 2))
    }
  }

  /** One connection, until it ends. True: it worked for a while. */
  async function listen(): Promise<boolean> {
    const mine = (line = new AbortController())
    try {
      const response = await openEvents(token, handlers.place(), mine.signal)
      const bad = outcomeOf(response)
      if (bad?.kind === 'stranger') {
        stopped = true
        handlers.onStranger()
        return false
      }
      if (bad) return false
      if (!response.body) return await ask(mine)
      return await readStream(response.body, mine)
    } catch {
      return false
    }
  }

  async function readStream(body: ReadableStream<Uint8Array>, mine: AbortController): Promise<boolean> {
    const parse = createEventParser(({ event, data }) => take(event, data))
    const reader = body.getReader()
    const text = new TextDecoder()
    handlers.onConnection(true)
    let timer = setTimeout(() => mine.abort(), SILENCE_MS)
    try {
      for (;;) {
        const { done, value } = await reader.read()
        if (done) return true
        clearTimeout(timer)
        timer = setTimeout(() => mine.abort(), SILENCE_MS)
        failures = 0
        parse(text.decode(value, { stream: true }))
      }
    } catch {
      return false
    } finally {
      clearTimeout(timer)
    }
  }

  /** For browsers whose fetch cannot stream. */
  async function ask(mine: AbortController): Promise<boolean> {
    mine.abort()
    for (;;) {
      const answer = await readMessages(token, handlers.place())
      if (answer.kind !== 'ok') return false
      handlers.onConnection(true)
      for (const message of answer.body.messages) handlers.onMessage(message)
      handlers.onState(answer.body.state)
      await wait(ASK_MS)
      if (stopped) return true
    }
  }

  function take(event: string, data: string): void {
    const value: unknown = JSON.parse(data)
    if (event === 'message' && isMessage(value)) handlers.onMessage(value)
    if (event === 'state' && isState(value)) handlers.onState(value)
  }

  function wait(milliseconds: number): Promise<void> {
    return new Promise((done) => {
      const timer = setTimeout(done, milliseconds)
      wakeUp = () => {
        clearTimeout(timer)
        done()
      }
    })
  }

  void run()
  return {
    stop() {
      stopped = true
      line?.abort()
      wakeUp()
    },
    /** The network may be back: do not wait out the pause. */
    hurry() {
      failures = 0
      wakeUp()
    },
  }
}
