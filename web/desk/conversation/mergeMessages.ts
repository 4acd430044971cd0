import type { Message, Messages } from '../../../src/desk/api.ts'

/** The part of a transcript the desk holds: without gaps, in rising seq. */
export type Held = {
  messages: Message[]
  /** Earlier ones exist on the server. */
  more: boolean
}

/**
 * Adds a page to what is held. The server's newer word on a message (its status, a withdrawal) replaces the
 * older; each message stands once, by seq, in whatever order pages arrive.
 */
export function mergeMessages(held: Held | undefined, page: Pick<Messages, 'messages'>): Message[] {
  const bySeq = new Map((held?.messages ?? []).map((message) => [message.seq, message]))
  for (const message of page.messages) bySeq.set(message.seq, message)
  return [...bySeq.values()].sort((a, b) => a.seq - b.seq)
}

/** The first seq of a gap between what is held and a newer page, or undefined when they touch. */
export function gapAfter(held: Held | undefined, page: Pick<Messages, 'messages'>): number | undefined {
  const last = held?.messages.at(-1)?.seq
  const first = page.messages[0]?.seq
  return last !== undefined && first !== undefined && first > last + 1 ? last : undefined
}
