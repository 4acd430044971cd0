/**
 * Zalo gives a tap back as an ordinary text: the button's payload. So ours carries the title before the code of
 * the choice, and what comes back reads as what the person chose, while the bot gets the code.
 */
import type { Button, Content } from '../../conversation/content.ts'

/** The dialogs' codes, `#dialog/step:option`: nobody types one. */
const TAP = /^(?:(\S[^\n]*) )?(#[a-z0-9-]{1,60}\/[a-z0-9-]{1,60}:[a-z0-9-]{1,60})$/

export function tapText({ title, payload }: Pick<Button, 'title' | 'payload'>): string {
  const both = `${title} ${payload}`
  return TAP.test(both) ? both : payload
}

/** A text that came in → what was said, and the code if it was a tap. */
export function readTap(text: string): Pick<Content, 'text' | 'payload'> {
  const match = TAP.exec(text.trim())
  const code = match?.[2]
  return code === undefined ? { text } : { text: match?.[1] ?? code, payload: code }
}
