/**
 * What a button sends back: `#dialog/step:option`. On Zalo a tap arrives as this text typed by the person,
 * so it begins with a sign nobody starts a word with.
 */
export type Tap = { ask: string; option: string }

/** Options the engine adds by itself to an ask. */
export const SKIP = 'skip'
export const HUMAN = 'human'

export function payloadOf(tap: Tap): string {
  return `#${tap.ask}:${tap.option}`
}

/** A payload → the ask and option it names; undefined for anything else. */
export function readPayload(text: string | undefined): Tap | undefined {
  const match = /^#([a-z0-9-]{1,60}\/[a-z0-9-]{1,60}):([a-z0-9-]{1,60})$/.exec(text?.trim() ?? '')
  return match?.[1] !== undefined && match[2] !== undefined ? { ask: match[1], option: match[2] } : undefined
}
