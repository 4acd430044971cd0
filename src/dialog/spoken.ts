/** A tap as words: what triage reads and a counsellor sees instead of a payload. */
import type { Dialogs } from './parse.ts'
import { HUMAN_TITLE, SKIP_TITLE } from './buttons.ts'
import { HUMAN, readPayload, SKIP } from './payload.ts'
import { optionOf } from './steps.ts'
import type { Locale } from './types.ts'

/**
 * Example: `#child/safe-now:no` → "Không". Anything that is no button of these dialogs comes back as it is.
 * On Zalo a tap arrives as its payload typed; triage must see the words.
 */
export function spokenAs(dialogs: Dialogs, heard: { text: string; payload?: string }, locale: Locale): string {
  const tap = readPayload(heard.payload) ?? readPayload(heard.text)
  if (tap === undefined) return heard.text
  const ask = dialogs.steps[tap.ask]
  const option = ask?.kind === 'ask' ? optionOf(ask, tap.option)?.title : undefined
  const key = option ?? (tap.option === SKIP ? SKIP_TITLE : tap.option === HUMAN ? HUMAN_TITLE : undefined)
  return (key === undefined ? undefined : dialogs.texts[locale][key]) ?? heard.text
}
