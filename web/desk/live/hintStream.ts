import { parseHint } from './hints.ts'
import type { Hint } from '../../../src/desk/api.ts'

/** What a stream tells: something moved, or there was a gap and everything may have. */
export type LiveNews = Hint | 'gap'

const REOPEN_MS = 3_000
const LOCK = 'desk.events'
const CHANNEL = 'desk.events'

/**
 * Listens to the server's hints, once a browser: of several desk tabs one holds the stream and passes the news
 * on, for a browser opens only six connections to one HTTP/1.1 server. When it closes, another takes over.
 * Returns the way to stop.
 */
export function listenToHints(onNews: (news: LiveNews) => void): () => void {
  const stopping = new AbortController()
  const channel = new BroadcastChannel(CHANNEL)
  channel.onmessage = ({ data }) => {
    const news = data === 'gap' ? data : parseHint(String(data))
    if (news) onNews(news)
  }
  const tell = (news: LiveNews) => {
    onNews(news)
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a BroadcastChannel is same-origin and takes no target
    channel.postMessage(news === 'gap' ? news : JSON.stringify(news))
  }
  holdAlone(stopping.signal, () => holdStream(stopping.signal, tell))
  return () => {
    stopping.abort()
    channel.close()
  }
}

/** Runs `hold` while this tab has the lock. Browsers without locks (plain http) hold a stream of their own. */
function holdAlone(signal: AbortSignal, hold: () => Promise<void>): void {
  if (!('locks' in navigator)) return void hold()
  navigator.locks.request(LOCK, { signal }, hold).catch(() => {
    // Stopped while waiting for the lock: nothing was held.
  })
}

/** Keeps a stream open until stopped. */
function holdStream(signal: AbortSignal, tell: (news: LiveNews) => void): Promise<void> {
  return new Promise((resolve) => {
    let source: EventSource | undefined
    let reopening: ReturnType<typeof setTimeout> | undefined
    const open = () => {
      source = new EventSource('/desk/api/events')
      source.onopen = () => tell('gap')
      source.onmessage = ({ data }) => {
        const hint = parseHint(String(data))
        if (hint) tell(hint)
      }
      source.onerror = () => {
        // The browser reconnects by itself unless the answer was a refusal or a broken proxy page.
        if (source?.readyState === EventSource.CLOSED) reopening = setTimeout(open, REOPEN_MS)
      }
    }
    signal.addEventListener('abort', () => {
      clearTimeout(reopening)
      source?.close()
      resolve()
    })
    if (!signal.aborted) open()
  })
}
