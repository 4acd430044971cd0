/** A place somebody names → its commune; where two fit, or a district that is gone was all they said, a polite choice between them. */
import { callButtons } from './buttons.ts'
import { BUTTONS, MOST_OFFERED } from './limits.ts'
import { payloadOf, SKIP } from './payload.ts'
import type { AskStep } from './steps.ts'
import { keep, say, type Turn } from './turn.ts'
import type { Button } from './types.ts'
import { bare, hasPhrase, nearly } from './words.ts'

/** The slot of the commune's code; the person's own words stay in the slot of the ask. */
export const COMMUNE_SLOT = 'commune'
const PREFIX = 'commune-'
const ELSEWHERE = 'elsewhere'

/** The commune that was named; true when several fit and the person is asked which. */
export function findCommuneOf(turn: Turn, ask: AskStep, text: string): boolean {
  const found = turn.directory.findPlaces(text)
  const [first, second] = found
  if (first === undefined) return false
  if (second === undefined) {
    settle(turn, first.code)
    return false
  }
  // In mortal danger nobody reads a list; a human asks.
  if (found.length > 2 && ask.calls.length > 0) return false
  turn.session.offered = found.slice(0, MOST_OFFERED)
  askWhich(turn, ask)
  return true
}

/** Two are told apart by buttons alone; more stand numbered in the text, for a number or a name to be sent. */
export function askWhich(turn: Turn, ask: AskStep): void {
  const { offered } = turn.session
  if (offered.length <= 2) say(turn, 'repair.whichPlace', choiceButtons(turn, ask))
  else say(turn, 'repair.whichOfThese', choiceButtons(turn, ask), [], { places: offered.map(({ title }, index) => `${index + 1}. ${title}`).join('\n') })
}

/** Whether the talk stands at a choice between communes. */
export function isChoosing(turn: Turn, ask: AskStep): boolean {
  return ask.answer === 'place' && turn.session.offered.length > 0
}

export function choiceButtons(turn: Turn, ask: AskStep): Button[] {
  const places = turn.session.offered.map(({ code, title }): Button => ({
    titleKey: 'button.place', params: { place: title }, payload: payloadOf({ ask: ask.id, option: PREFIX + code }),
  }))
  const calls = callButtons(ask.calls, ask.id)
  const elsewhere = { titleKey: 'button.elsewhere', payload: payloadOf({ ask: ask.id, option: ELSEWHERE }) }
  // Where not all fit, none is a button: what stands first would seem likelier, and a number to call is never pushed out.
  const fit = places.length <= 2 || places.length + 1 + calls.length <= BUTTONS
  return [...(fit ? places : []), elsewhere, ...calls].slice(0, BUTTONS)
}

/** A tap on one of them; false when the button is none of the choice. */
export function tappedPlace(turn: Turn, option: string): boolean {
  const chosen = turn.session.offered.find(({ code }) => PREFIX + code === option)
  if (chosen) settle(turn, chosen.code)
  return chosen !== undefined || option === ELSEWHERE || option === SKIP
}

/** Words at the choice: a number, a name, or a place told anew. Whatever they are, nobody is asked a third time. */
export function choosePlace(turn: Turn, ask: AskStep, text: string): void {
  const plain = bare(text)
  const number = /^([1-9])[.)]?$/.exec(text.trim())?.[1]
  const named = turn.session.offered.filter(({ title }) => hasPhrase(plain, [bare(title)]) || nearly(plain, bare(title)) || hasPhrase(plain, [nameOf(title)]) || nearly(plain, nameOf(title)))
  const chosen = number === undefined ? (named.length === 1 ? named[0] : undefined) : turn.session.offered[Number(number) - 1]
  if (chosen) return settle(turn, chosen.code)
  const [first, second] = turn.directory.findPlaces(text)
  if (first === undefined || second !== undefined) return
  settle(turn, first.code)
  if (ask.slot !== undefined) keep(turn, ask.slot, { status: 'value', value: text.trim().slice(0, 200) })
}

/** "Xã Việt An" → "viet an". */
function nameOf(title: string): string {
  return bare(title).replace(/^(?:xa|phuong|dac khu) /, '')
}

function settle(turn: Turn, code: string): void {
  turn.session.offered = []
  keep(turn, COMMUNE_SLOT, { status: 'value', value: code })
}
