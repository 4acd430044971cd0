/**
 * Quick exit. What can be seen goes first, at once and whatever the network does; then what is kept; then the
 * page itself, replaced in the history entry it had, so that "back" does not return to it.
 */
import { sayGoodbye } from './api.ts'
import { newClientId } from './outbox.ts'
import type { Talk } from './talk.ts'

/** The word every dialog knows as "I must go": the bot says something harmless and falls silent. */
const EXIT_WORD = '0'

export function leave(talk: Talk, to: string): void {
  document.documentElement.className = 'gone'
  document.title = '…'
  for (const field of Array.from(document.querySelectorAll('textarea'))) field.value = ''
  const rest = talk.end()
  if (rest) for (const said of [...rest.unsent, { clientId: newClientId(), text: EXIT_WORD, locale: 'vi' as const }]) sayGoodbye(rest.token, said)
  goTo(to)
}

/** On the Centre's own site the whole page goes, not only our frame. A browser that forbids it loses the frame. */
function goTo(to: string): void {
  try {
    (window.top ?? window).location.replace(to)
  } catch {
    window.location.replace(to)
  }
}

/** The Centre's page around our frame says that somebody leaves in a hurry: it goes away by itself. */
export function onLeaveAround(act: () => void): () => void {
  const hear = ({ source, data }: MessageEvent) => {
    if (window.parent !== window && source === window.parent && data === 'leave') act()
  }
  window.addEventListener('message', hear)
  return () => window.removeEventListener('message', hear)
}

const TIMES = 3
const WITHIN_MS = 2_000

/** Calls back when Escape is pressed three times quickly. Answers how to stop listening. */
export function onTripleEscape(act: () => void): () => void {
  let presses: number[] = []
  function press(event: KeyboardEvent): void {
    if (event.key !== 'Escape' || event.repeat) return
    presses = [...presses.filter((at) => event.timeStamp - at < WITHIN_MS), event.timeStamp]
    if (presses.length >= TIMES) act()
  }
  window.addEventListener('keydown', press)
  return () => window.removeEventListener('keydown', press)
}
