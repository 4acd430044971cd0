/** A typed answer to the open ask: understood, unknown, declined, or repaired once. */
import { unreachable } from '../errors.ts'
import { optionNamed, optionValue, readAnswer, type Answer } from './answers.ts'
import { askButtons } from './buttons.ts'
import { STORY_WORDS } from './limits.ts'
import { choosePlace, findCommuneOf, isChoosing } from './place.ts'
import type { Tap } from './payload.ts'
import { afterValue, record, run } from './run.ts'
import { optionOf, type AskStep } from './steps.ts'
import { isHeld, keep, say, secondsSinceSaid, type Turn } from './turn.ts'
import { bare, hasPhrase, wordCount } from './words.ts'

export function answer(turn: Turn, ask: AskStep, text: string): void {
  // Just answered: the message is kept, the clock of silence starts anew, nothing is said.
  if (ask.pace !== undefined && secondsSinceSaid(turn) < ask.pace) return
  if (isChoosing(turn, ask)) {
    choosePlace(turn, ask, text)
    return run(turn, ask.then)
  }
  const read = readFor(turn, ask, text)
  switch (read.kind) {
    case 'value':
      record(turn, ask, { status: 'value', value: read.value })
      if (ask.answer === 'place' && findCommuneOf(turn, ask, String(read.value))) return
      return run(turn, afterValue(ask, read.option))
    case 'unknown':
      if (ask.open) return run(turn, ask.else)
      record(turn, ask, { status: 'unknown' })
      return run(turn, ask.then)
    case 'declined':
      return decline(turn, ask)
    case 'unread':
      return notUnderstood(turn, ask, text)
    default:
      return unreachable(read)
  }
}

export function decline(turn: Turn, ask: AskStep): void {
  record(turn, ask, { status: 'declined' })
  run(turn, ask.then)
}

/** Kind repair once; the second time the talk moves on (safeguarding.md §2.2: "chưa hiểu" at most once). */
export function notUnderstood(turn: Turn, ask: AskStep, text: string): void {
  if (ask.open) return run(turn, ask.else)
  turn.session.tries += 1
  if (turn.session.tries > 1) {
    if (ask.slot !== undefined) keep(turn, ask.slot, { status: 'unknown' })
    return run(turn, ask.else)
  }
  say(turn, repairLine(turn, text))
  say(turn, ask.text, askButtons(turn, ask))
}

/** In danger nobody reads "I did not understand"; a story and a taken-back word have their own answers. */
function repairLine(turn: Turn, text: string): string {
  if (isHeld(turn)) return 'repair.gentle'
  if (hasPhrase(bare(text), turn.dialogs.phrases.topics.test ?? [])) return 'repair.joke'
  return wordCount(text) > STORY_WORDS ? 'repair.heard' : 'repair.again'
}

/** Danger breaks in, but what the message answered is not lost. */
export function keepAnswer(turn: Turn, { text, tap }: { text: string; tap: Tap | undefined }): void {
  const ask = turn.session.at === null ? undefined : turn.dialogs.steps[turn.session.at]
  if (ask?.kind !== 'ask' || ask.slot === undefined || ask.secret) return
  if (tap !== undefined) {
    if (tap.ask === ask.id && optionOf(ask, tap.option)) keep(turn, ask.slot, { status: 'value', value: optionValue(tap.option) })
    return
  }
  // Free words that raised the alarm are a cry, not the name of a place.
  if (ask.answer === 'text' || ask.answer === 'place' || ask.answer === 'when') return
  const read = readFor(turn, ask, text)
  if (read.kind === 'value') keep(turn, ask.slot, { status: 'value', value: read.value })
}

/** Whether these words are exactly what one of the options offers. */
export function isOption(turn: Turn, ask: AskStep, text: string): boolean {
  return optionNamed(ask, text, titlesOf(turn, ask)) !== undefined
}

function readFor(turn: Turn, ask: AskStep, text: string): Answer {
  return readAnswer({ ask, text, phrases: turn.dialogs.phrases, titles: titlesOf(turn, ask), year: turn.now.getUTCFullYear() })
}

/** Options are matched by their titles in both languages: people answer in the other one. */
function titlesOf(turn: Turn, ask: AskStep): Record<string, string[]> {
  const { texts } = turn.dialogs
  return Object.fromEntries(
    Object.entries(ask.options).map(([name, { title }]) => [name, [texts.vi[title], texts.en[title]].filter((one) => one !== undefined)]),
  )
}
