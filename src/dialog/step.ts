/** The engine: one input, one turn. Total: any input leads to a session and effects, never to an exception. */
import { unreachable } from '../errors.ts'
import { isAtLeast } from '../triage/index.ts'
import { optionValue, readAnswer } from './answers.ts'
import { askButtons } from './buttons.ts'
import { nextInterrupt } from './interrupt.ts'
import { detectLocale, isForeign } from './language.ts'
import { STORY_WORDS, TOPIC_WORDS, TEXT_LENGTH, TURNS_PER_SESSION } from './limits.ts'
import { migrate } from './migrate.ts'
import type { Dialogs } from './parse.ts'
import { HUMAN, readPayload, SKIP, type Tap } from './payload.ts'
import { followPronoun } from './pronoun.ts'
import { isExit, isWake, readRepair, type Repair } from './repair.ts'
import { afterValue, open, record, run } from './run.ts'
import type { Session } from './session.ts'
import type { AskStep } from './steps.ts'
import { isHeld, keep, mayStillTalk, openAsk, say, type Turn } from './turn.ts'
import type { Facts, Input, Locale, Media, StepResult } from './types.ts'
import { bare, hasPhrase, wordCount } from './words.ts'

export type StepArgs = { dialogs: Dialogs; session: Session; input: Input; facts: Facts; now: Date }

/**
 * Example: at the greeting, `{kind: 'message', text: 'cho em gặp người thật'}` →
 * effects `handoff asked`, `say human.called`, `wait 60`.
 */
export function step(args: StepArgs): StepResult {
  const { dialogs, facts, now } = args
  const session = migrate(dialogs, args.session)
  const turn: Turn = { dialogs, facts, now, session, effects: [], first: session.saidAt === null }
  respond(turn, args.input)
  return close(turn)
}

function respond(turn: Turn, input: Input): void {
  turn.session.turns += 1
  if (input.kind !== 'silence' && !turn.session.quiet) turn.session.unanswered = 0
  switch (input.kind) {
    case 'message':
      return onMessage(turn, { text: input.text.slice(0, TEXT_LENGTH), payload: input.payload, unseen: input.unseen ?? false })
    case 'silence':
      return onSilence(turn)
    case 'media':
      return onMedia(turn, input.media)
    case 'start':
      return onStart(turn)
    case 'returned':
      return onReturned(turn, input.closed ?? false)
    default:
      return unreachable(input)
  }
}

type Heard = { text: string; payload: string | undefined; unseen: boolean }

function onMessage(turn: Turn, heard: Heard): void {
  const { session, dialogs } = turn
  const tap = readPayload(heard.payload) ?? readPayload(heard.text)
  const text = tap === undefined ? heard.text : ''
  if (tap === undefined && isExit(text, dialogs.phrases)) return leave(turn)
  if (session.quiet) return onQuiet(turn, text)
  session.pronoun = followPronoun(session, { text, reporter: turn.facts.reporter })
  const guessed = turn.first ? detectLocale(text) : undefined
  if (guessed !== undefined && guessed !== session.locale) speak(turn, guessed)

  const repair = tap === undefined ? readRepair(text, dialogs.phrases) : undefined
  const wantsHuman = repair === 'human' || tap?.option === HUMAN
  const interrupt = nextInterrupt(turn)
  if (interrupt !== undefined && !(interrupt.yields && wantsHuman)) {
    keepAnswer(turn, text, tap)
    session.interrupts = [...session.interrupts, interrupt.name]
    return run(turn, interrupt.to)
  }
  if (session.turns > TURNS_PER_SESSION) return tooManyTurns(turn)
  if (repair !== undefined) return mend(turn, repair)
  if (tap !== undefined) return onTap(turn, tap, heard.text)
  const ask = openAsk(turn)
  const topic = readTopic(turn, text)
  if (topic !== undefined) turn.topic = topic
  if (ask === undefined) return run(turn, turn.first ? dialogs.map.start : dialogs.map.again)
  if (topic !== undefined && ask.open && !isHeld(turn)) return run(turn, dialogs.map.told)
  if (heard.unseen && !ask.open) return
  answer(turn, ask, text)
}

/** The name topics have for words in neither of our languages. */
const FOREIGN = 'foreign'

/** A few words that name a matter ("học phí", "cảm ơn"), while no danger is known. */
function readTopic(turn: Turn, text: string): string | undefined {
  if (isAtLeast(turn.facts.urgency, 'medium')) return undefined
  if (isForeign(text)) return FOREIGN
  if (wordCount(text) > TOPIC_WORDS) return undefined
  const plain = bare(text)
  return Object.entries(turn.dialogs.phrases.topics).find(([, phrases]) => hasPhrase(plain, phrases))?.[0]
}

/** The quick exit: one neutral line, then nothing. */
function leave(turn: Turn): void {
  if (turn.session.quiet) return
  turn.session.quiet = true
  say(turn, 'exit.neutral')
  turn.effects.push({ kind: 'quiet' })
}

/** Only a wake word, or new danger in the person's own words, ends the silence. */
function onQuiet(turn: Turn, text: string): void {
  const interrupt = nextInterrupt(turn)
  if (interrupt === undefined && !isWake(text, turn.dialogs.phrases)) return
  turn.session.quiet = false
  turn.session.unanswered = 0
  if (interrupt !== undefined) turn.session.interrupts = [...turn.session.interrupts, interrupt.name]
  else turn.session.resume = turn.session.at
  run(turn, interrupt?.to ?? turn.dialogs.map.wake)
}

/** Danger breaks in, but what the message answered is not lost. */
function keepAnswer(turn: Turn, text: string, tap: Tap | undefined): void {
  const ask = openAsk(turn)
  if (ask?.slot === undefined) return
  const option = tap?.ask === ask.id ? tap.option : undefined
  if (option !== undefined && ask.options[option]) return keep(turn, ask.slot, { status: 'value', value: optionValue(option) })
  const read = readAnswer({ ask, text, phrases: turn.dialogs.phrases, titles: titlesOf(turn, ask) })
  // Free text that raised the alarm is a cry, not the name of a place.
  if (read.kind === 'value' && ask.answer !== 'text' && ask.answer !== 'place' && ask.answer !== 'when') {
    keep(turn, ask.slot, { status: 'value', value: read.value })
  }
}

function mend(turn: Turn, repair: Repair): void {
  const { map } = turn.dialogs
  switch (repair) {
    case 'human':
      return aside(turn, map.human)
    case 'what':
      return aside(turn, map.what)
    case 'stop':
      return aside(turn, map.stop)
    case 'delete':
      return aside(turn, map.delete)
    case 'repeat':
      return askAgain(turn, 'repair.repeat')
    case 'back':
      return goBack(turn, 'repair.back')
    case 'correct':
      return goBack(turn, 'repair.correct')
    case 'vi':
    case 'en':
      speak(turn, repair)
      return askAgain(turn, 'repair.language')
    default:
      return unreachable(repair)
  }
}

/** A side trip remembers where it left. */
function aside(turn: Turn, to: string): void {
  const ask = openAsk(turn)
  if (ask !== undefined && !isSide(turn, ask)) turn.session.resume = ask.id
  run(turn, to)
}

/** Side dialogs (those the map leads to by a repair phrase) are no place to come back to. */
function isSide(turn: Turn, ask: AskStep): boolean {
  const { what, stop, delete: forget } = turn.dialogs.map
  return [what, stop, forget].some((target) => target.split('/')[0] === ask.dialog)
}

function askAgain(turn: Turn, lead: string): void {
  const ask = openAsk(turn)
  if (ask === undefined) return run(turn, turn.first ? turn.dialogs.map.start : turn.dialogs.map.again)
  say(turn, lead)
  open(turn, ask)
  say(turn, ask.text, askButtons(turn, ask))
}

function goBack(turn: Turn, lead: string): void {
  const { session, dialogs } = turn
  const last = session.trail.at(-1)
  const ask = last === undefined ? undefined : dialogs.steps[last]
  if (isHeld(turn) || ask?.kind !== 'ask') return askAgain(turn, 'repair.noBack')
  session.trail = session.trail.slice(0, -1)
  say(turn, lead)
  open(turn, ask)
  say(turn, ask.text, askButtons(turn, ask))
}

function speak(turn: Turn, locale: Locale): void {
  turn.session.locale = locale
  turn.effects.push({ kind: 'language', locale })
}

/** A button of the open ask answers it; an old one corrects its answer or leads where it always led. */
function onTap(turn: Turn, tap: Tap, title: string): void {
  const target = turn.dialogs.steps[tap.ask]
  if (tap.option === HUMAN) return mend(turn, 'human')
  const ask = openAsk(turn)
  if (ask !== undefined && tap.ask === ask.id) return onOwnTap(turn, ask, tap.option)
  if (target?.kind !== 'ask' || !target.options[tap.option]) return onForeignTap(turn, title)
  if (target.slot !== undefined && ask !== undefined) {
    keep(turn, target.slot, { status: 'value', value: optionValue(tap.option) })
    return askAgain(turn, 'repair.changed')
  }
  if (isHeld(turn) && ask !== undefined) return askAgain(turn, 'repair.stillHere')
  run(turn, afterValue(target, tap.option))
}

function onOwnTap(turn: Turn, ask: AskStep, option: string): void {
  if (option === SKIP) return decline(turn, ask)
  if (!ask.options[option]) return notUnderstood(turn, ask, '')
  record(turn, ask, { status: 'value', value: optionValue(option) })
  run(turn, afterValue(ask, option))
}

/** A button of another version or another bot: its title may still be an answer. */
function onForeignTap(turn: Turn, title: string): void {
  const ask = openAsk(turn)
  if (ask === undefined) return run(turn, turn.first ? turn.dialogs.map.start : turn.dialogs.map.again)
  if (readPayload(title) !== undefined) return askAgain(turn, 'repair.stillHere')
  answer(turn, ask, title)
}

function decline(turn: Turn, ask: AskStep): void {
  record(turn, ask, { status: 'declined' })
  run(turn, ask.then)
}

function answer(turn: Turn, ask: AskStep, text: string): void {
  // Just answered: the message is kept, the clock of silence starts anew, nothing is said.
  if (ask.pace !== undefined && secondsSinceSaid(turn) < ask.pace) return
  const read = readAnswer({ ask, text, phrases: turn.dialogs.phrases, titles: titlesOf(turn, ask) })
  switch (read.kind) {
    case 'value':
      record(turn, ask, { status: 'value', value: read.value })
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

/** Kind repair once; the second time the talk moves on and offers a human (safeguarding.md §2.2). */
function notUnderstood(turn: Turn, ask: AskStep, text: string): void {
  if (ask.open) return run(turn, ask.else)
  turn.session.tries += 1
  if (turn.session.tries > 1) {
    if (ask.slot !== undefined) keep(turn, ask.slot, { status: 'unknown' })
    return run(turn, ask.else)
  }
  say(turn, wordCount(text) > STORY_WORDS ? 'repair.heard' : 'repair.again')
  say(turn, ask.text, askButtons(turn, ask))
}

function secondsSinceSaid(turn: Turn): number {
  const { saidAt } = turn.session
  if (saidAt === null) return Number.POSITIVE_INFINITY
  const seconds = (turn.now.getTime() - Date.parse(saidAt)) / 1000
  return Number.isFinite(seconds) && seconds >= 0 ? seconds : Number.POSITIVE_INFINITY
}

function onSilence(turn: Turn): void {
  const ask = openAsk(turn)
  if (turn.session.quiet || ask === undefined || ask.silence === 'stay' || !mayStillTalk(turn)) return
  run(turn, ask.silence.to)
}

function onMedia(turn: Turn, media: Media): void {
  if (turn.session.quiet) return
  const interrupt = nextInterrupt(turn)
  if (interrupt !== undefined) {
    turn.session.interrupts = [...turn.session.interrupts, interrupt.name]
    return run(turn, interrupt.to)
  }
  const { map } = turn.dialogs
  aside(turn, map.media[media] ?? map.media.other ?? map.again)
}

function onStart(turn: Turn): void {
  if (turn.session.quiet) return
  if (openAsk(turn) !== undefined) return askAgain(turn, 'repair.stillHere')
  run(turn, turn.first ? turn.dialogs.map.start : turn.dialogs.map.again)
}

/** The machine is back and says so (Messenger policy, safeguarding.md §2.6); danger told from now on breaks in anew. */
function onReturned(turn: Turn, closed: boolean): void {
  turn.session.interrupts = []
  turn.session.resume = null
  turn.session.trail = []
  if (turn.session.quiet) return
  run(turn, closed ? turn.dialogs.map.closed : turn.dialogs.map.returned)
}

function tooManyTurns(turn: Turn): void {
  if (turn.session.turns === TURNS_PER_SESSION + 1) run(turn, turn.dialogs.map.human)
}

function titlesOf(turn: Turn, ask: AskStep): Record<string, string[]> {
  const { vi, en } = turn.dialogs.texts
  return Object.fromEntries(
    Object.entries(ask.options).map(([name, { title }]) => [name, [vi[title], en[title]].filter((text) => text !== undefined)]),
  )
}

/** Counts what was said, sets the clock of silence, names the open question. */
function close(turn: Turn): StepResult {
  const { session, effects } = turn
  const spoke = effects.some((effect) => effect.kind === 'say')
  if (spoke) {
    session.saidAt = turn.now.toISOString()
    session.unanswered += 1
  }
  const ask = openAsk(turn)
  if (ask !== undefined && ask.silence !== 'stay' && !session.quiet && mayStillTalk(turn)) {
    effects.push({ kind: 'wait', seconds: ask.silence.after })
  }
  return { session, effects, ...(ask?.question === undefined ? {} : { answering: ask.question }) }
}
