/**
 * What happens with a message, in this order: quick exit, silence kept, danger, repair, button, topic, answer
 * (design.md, the bot's middleware chain).
 */
import { isAtLeast } from '../triage/index.ts'
import { answer, isOption, keepAnswer } from './answering.ts'
import { nextInterrupt, type Interrupt } from './interrupt.ts'
import { detectLocale, isForeign } from './language.ts'
import { LAPSE_SECONDS, TEXT_LENGTH, TOPIC_WORDS, TURNS_PER_SESSION } from './limits.ts'
import { aside, LANGUAGE_SLOT, mend, speak } from './mend.ts'
import { HUMAN, readPayload } from './payload.ts'
import { followPronoun } from './pronoun.ts'
import { isExit, isWake, readRepair, type Repair } from './repair.ts'
import { run } from './run.ts'
import { onTap } from './tap.ts'
import { isHeld, openAsk, say, secondsSinceSaid, type Turn } from './turn.ts'
import { bare, hasPhrase, withoutParticles, wordCount } from './words.ts'

export type Heard = { text: string; payload: string | undefined; unseen: boolean }

export function hear(turn: Turn, heard: Heard): void {
  const { session, dialogs } = turn
  const written = heard.text.slice(0, TEXT_LENGTH)
  const tap = readPayload(heard.payload) ?? readPayload(written)
  const text = tap === undefined ? written : ''
  if (isExit(text, dialogs.phrases)) return leave(turn)
  if (session.quiet) return keepQuiet(turn, text)
  listenToManner(turn, text)

  const repair = tap === undefined ? steering(turn, text) : undefined
  const wantsHuman = repair === 'human' || tap?.option === HUMAN
  const interrupt = nextInterrupt(turn)
  if (interrupt !== undefined && !(interrupt.yields && wantsHuman)) {
    keepAnswer(turn, { text, tap })
    return breakIn(turn, interrupt)
  }
  if (session.turns > TURNS_PER_SESSION) return tooManyTurns(turn)
  if (!turn.first && session.at !== null && secondsSinceSaid(turn) > LAPSE_SECONDS) say(turn, 'repair.machine')
  if (repair !== undefined) return mend(turn, repair)
  if (tap !== undefined) return onTap(turn, tap, written)
  // Only emoji or dots: seen, like a sticker; words are asked for kindly.
  if (bare(text) === '') return aside(turn, dialogs.map.media.sticker ?? dialogs.map.again)

  const topic = readTopic(turn, text)
  if (topic !== undefined) turn.topic = topic
  const ask = openAsk(turn)
  if (ask === undefined) return run(turn, turn.first ? dialogs.map.start : dialogs.map.again)
  if (topic !== undefined && ask.open && !isHeld(turn)) return run(turn, dialogs.map.told)
  if (heard.unseen && !ask.open) return
  answer(turn, ask, text)
}

/** A repair phrase, unless the open question offers just these words as an answer ("viết thêm", "xóa"). */
function steering(turn: Turn, text: string): Repair | undefined {
  const repair = readRepair(text, turn.dialogs.phrases)
  const ask = openAsk(turn)
  return repair !== undefined && repair !== 'human' && ask !== undefined && isOption(turn, ask, text) ? undefined : repair
}

/** The quick exit: one neutral line, then nothing. */
function leave(turn: Turn): void {
  if (turn.session.quiet) return
  turn.session.quiet = true
  say(turn, 'exit.neutral')
  turn.effects.push({ kind: 'quiet' })
}

/** Only a wake word, or new danger in the person's own words, ends the silence. */
function keepQuiet(turn: Turn, text: string): void {
  const interrupt = nextInterrupt(turn)
  if (interrupt === undefined && !isWake(text, turn.dialogs.phrases)) return
  turn.session.quiet = false
  turn.session.unanswered = 0
  if (interrupt !== undefined) return breakIn(turn, interrupt)
  turn.session.resume = turn.session.at
  run(turn, turn.dialogs.map.wake)
}

function breakIn(turn: Turn, interrupt: Interrupt): void {
  turn.session.interrupts = [...new Set([...turn.session.interrupts, interrupt.name])]
  run(turn, interrupt.to)
}

/** The pronoun follows the person's own words, and the language too, until one is asked for. */
function listenToManner(turn: Turn, text: string): void {
  const { session } = turn
  session.pronoun = followPronoun(session, { text, reporter: turn.facts.reporter })
  const guessed = session.slots[LANGUAGE_SLOT] ? undefined : detectLocale(text)
  if (guessed !== undefined && guessed !== session.locale) speak(turn, guessed)
}

/** A talk without end is somebody's machine, or somebody who needs a human: told once, then only kept. */
function tooManyTurns(turn: Turn): void {
  if (turn.session.turns === TURNS_PER_SESSION + 1) run(turn, turn.dialogs.map.human)
}

/** The name topics have for words in neither of our languages. */
const FOREIGN = 'foreign'

/** A few words that name a matter ("học phí", "cảm ơn"), while no danger is known. */
function readTopic(turn: Turn, text: string): string | undefined {
  if (isAtLeast(turn.facts.urgency, 'medium')) return undefined
  if (isForeign(text)) return FOREIGN
  if (wordCount(text) > TOPIC_WORDS) return undefined
  const plain = bare(text)
  const bald = withoutParticles(plain, turn.dialogs.phrases.particles)
  return Object.entries(turn.dialogs.phrases.topics).find(([, phrases]) => names(phrases, plain, bald))?.[0]
}

/** One word names a matter only alone ("test", but not "bài test"); several may stand among others. */
function names(phrases: readonly string[], plain: string, bald: string): boolean {
  return phrases.some((phrase) => (phrase.includes(' ') ? hasPhrase(plain, [phrase]) : phrase === plain || phrase === bald))
}
