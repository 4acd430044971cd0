import { useEffect } from 'react'
import { useQueryClient } from '@tanstack/react-query'
import type { QueryClient } from '@tanstack/react-query'
import type { Hint } from '../../../src/desk/api.ts'
import { gather, parseHint } from './hints.ts'

const REOPEN_MS = 3_000
/** Long enough to gather a burst, short enough that a child's message seems to come at once. */
const GATHER_MS = 150
/** The lists are read once for all the conversations that moved meanwhile. */
const GATHER_LISTS_MS = 400

/**
 * Listens to the server's hints and reads again what they name. A hint carries nothing; after every gap
 * everything is read again, and a poll stands behind it, so a lost hint costs seconds and never a message.
 */
export function useLive(enabled: boolean): void {
  const client = useQueryClient()
  useEffect(() => {
    if (!enabled) return undefined
    const soon = gather(GATHER_MS)
    const later = gather(GATHER_LISTS_MS)
    let source: EventSource | undefined
    let reopening: ReturnType<typeof setTimeout> | undefined

    function open() {
      source = new EventSource('/desk/api/events')
      source.onopen = () => { void client.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'me' }) }
      source.onmessage = ({ data }) => {
        const hint = parseHint(String(data))
        if (hint) soon(`${hint.kind} ${hint.id}`, () => readAgain(client, hint, later))
      }
      source.onerror = () => {
        // The browser reconnects by itself unless the answer was a refusal or a broken proxy page.
        if (source?.readyState === EventSource.CLOSED) reopening = setTimeout(open, REOPEN_MS)
      }
    }

    open()
    return () => {
      clearTimeout(reopening)
      source?.close()
    }
  }, [client, enabled])
}

function readAgain(client: QueryClient, { kind, id }: Hint, later: ReturnType<typeof gather>): void {
  if (kind === 'presence') {
    void client.invalidateQueries({ queryKey: ['staff'] })
    void client.invalidateQueries({ queryKey: ['conversation', id] })
    return
  }
  void client.invalidateQueries({ queryKey: ['conversation', id] })
  void client.invalidateQueries({ queryKey: ['messages', id] })
  later('lists', () => {
    void client.invalidateQueries({ queryKey: ['queue'] })
    void client.invalidateQueries({ queryKey: ['alarms'] })
    void client.invalidateQueries({ queryKey: ['wall'] })
  })
}
