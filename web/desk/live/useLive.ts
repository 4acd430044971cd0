import { useEffect } from 'react'
import { useQueryClient } from '@tanstack/react-query'
import type { QueryClient } from '@tanstack/react-query'
import type { Hint } from '../../../src/desk/api.ts'
import { gather } from './hints.ts'
import { listenToHints } from './hintStream.ts'

/** Long enough to gather a burst, short enough that a child's message seems to come at once. */
const GATHER_MS = 150
/** Lists of cases are read under a line of the access log: seldom. */
const GATHER_CASES_MS = 2_500
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
    const seldom = gather(GATHER_CASES_MS)
    return listenToHints((news) => {
      if (news === 'gap') soon('gap', () => { void client.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'me' }) })
      else soon(`${news.kind} ${news.id}`, () => readAgain(client, news, { later, seldom }))
    })
  }, [client, enabled])
}

function readAgain(client: QueryClient, { kind, id }: Hint, { later, seldom }: Record<'later' | 'seldom', ReturnType<typeof gather>>): void {
  if (kind === 'case') {
    // Whoever has this case before them reads what a colleague wrote; lists only where one is open.
    void client.invalidateQueries({ queryKey: ['case', id] })
    seldom('cases', () => {
      for (const list of ['cases', 'cases-due']) void client.invalidateQueries({ queryKey: [list] })
    })
    return
  }
  void client.invalidateQueries({ queryKey: ['conversation', id] })
  if (kind === 'presence') {
    void client.invalidateQueries({ queryKey: ['staff'] })
    return
  }
  void client.invalidateQueries({ queryKey: ['messages', id] })
  later('lists', () => {
    for (const list of ['queue', 'alarms', 'wall', 'returned']) void client.invalidateQueries({ queryKey: [list] })
  })
}
