import type { Message, Note, UrgencyChange } from '../../../src/desk/api.ts'
import { dayKey } from '../time/dates.ts'

/** One thing in the transcript, top to bottom. `bot` folds what the machine said in one go. */
export type TranscriptItem =
  | { kind: 'day'; key: string; at: string }
  | { kind: 'message'; key: string; message: Message }
  | { kind: 'bot'; key: string; messages: Message[] }
  | { kind: 'note'; key: string; note: Note }
  | { kind: 'level'; key: string; change: UrgencyChange }

type Placed = { at: string; item: Exclude<TranscriptItem, { kind: 'day' }> }

/**
 * The transcript in reading order: messages by seq, notes and changes of level where they happened, a line at
 * each new day of the Centre, and the machine's sentences in a row folded to one item.
 * Notes and changes older than the first held message are left out while earlier messages exist.
 */
export function transcriptItems({ messages, notes, changes, more }: {
  messages: readonly Message[]
  notes: readonly Note[]
  changes: readonly UrgencyChange[]
  more: boolean
}): TranscriptItem[] {
  const from = more ? messages[0]?.at ?? '' : ''
  const beside = [
    ...notes.map((note): Placed => ({ at: note.at, item: { kind: 'note', key: `n${note.id}`, note } })),
    ...changes.map((change): Placed => ({ at: change.at, item: { kind: 'level', key: `l${change.at}${change.to}`, change } })),
  ].filter(({ at }) => Date.parse(at) >= Date.parse(from) || from === '')
  return withDays(interleave(foldBot(messages), beside.sort(byTime)))
}

function foldBot(messages: readonly Message[]): Placed[] {
  const placed: Placed[] = []
  for (const message of messages) {
    const last = placed.at(-1)?.item
    if (message.author === 'bot' && last?.kind === 'bot') last.messages.push(message)
    else if (message.author === 'bot') placed.push({ at: message.at, item: { kind: 'bot', key: `b${message.id}`, messages: [message] } })
    else placed.push({ at: message.at, item: { kind: 'message', key: message.id, message } })
  }
  return placed
}

/** Puts what stands beside the transcript between messages by time, without ever reordering messages. */
function interleave(said: readonly Placed[], beside: readonly Placed[]): Placed[] {
  const result: Placed[] = []
  let next = 0
  for (const placed of said) {
    for (let one = beside[next]; one && Date.parse(one.at) < Date.parse(placed.at); one = beside[next]) {
      result.push(one)
      next += 1
    }
    result.push(placed)
  }
  return [...result, ...beside.slice(next)]
}

function withDays(placed: readonly Placed[]): TranscriptItem[] {
  let day = ''
  return placed.flatMap(({ at, item }): TranscriptItem[] => {
    const itsDay = dayKey(at)
    if (itsDay === day) return [item]
    day = itsDay
    return [{ kind: 'day', key: `d${itsDay}-${item.key}`, at }, item]
  })
}

function byTime(a: Placed, b: Placed): number {
  return Date.parse(a.at) - Date.parse(b.at)
}
