/**
 * What is longer than a channel takes becomes several messages, each a row of its own with its own place, state and
 * receipts: so a crash or a retry in between doubles nothing, and the desk shows what the person really got.
 */
import type { Button, Content } from './content.ts'
import { splitText } from './splitText.ts'

/** Longest text of one message, in composed (NFC) UTF-16 units; channels not named take any length. */
const LIMITS: Readonly<Record<string, number>> = { zalo: 2000, messenger: 2000 }

/** The pieces in order; buttons stand under the last one, which keeps room to print them where a channel has none. */
export function splitContent(channel: string, content: Content): Content[] {
  const limit = LIMITS[channel]
  const { text, buttons = [] } = content
  const last = limit === undefined ? 0 : limit - printedLength(buttons)
  if (limit === undefined || text.normalize('NFC').length <= last) return [content]
  const pieces = splitText(text, limit)
  const end = pieces.at(-1) ?? ''
  // More buttons than room: nothing is won by splitting further.
  const all = end.length <= last || last <= 0 ? pieces : [...pieces.slice(0, -1), ...splitText(end, last)]
  const { buttons: _under, ...plain } = content
  return all.map((piece, index) => (index === all.length - 1 ? { ...content, text: piece } : { ...plain, text: piece }))
}

/** Each on a line of its own, with a number before it or a telephone number behind it. */
function printedLength(buttons: readonly Button[]): number {
  return buttons.reduce((sum, { title, phone }) => sum + title.length + (phone?.length ?? 0) + 6, 0)
}
