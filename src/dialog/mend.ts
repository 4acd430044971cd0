/** Carries out what a person wrote to steer the talk; works in every dialog. */
import { unreachable } from '../errors.ts'
import { askButtons } from './buttons.ts'
import type { Repair } from './repair.ts'
import { askWhich, isChoosing } from './place.ts'
import { open, run } from './run.ts'
import type { AskStep } from './steps.ts'
import { isHeld, keep, openAsk, say, type Turn } from './turn.ts'
import type { Locale } from './types.ts'

/** The language a person asked for by name; from then on it is not guessed. */
export const LANGUAGE_SLOT = 'language'

export function mend(turn: Turn, repair: Repair): void {
  const { map } = turn.dialogs
  switch (repair) {
    case 'human':
      return callHuman(turn)
    case 'what':
    case 'stop':
    case 'delete':
      return aside(turn, map[repair])
    case 'repeat':
      return askAgain(turn, 'repair.repeat')
    case 'back':
      return goBack(turn, 'repair.back')
    case 'correct':
      return goBack(turn, 'repair.correct')
    case 'vi':
    case 'en':
      speak(turn, repair)
      keep(turn, LANGUAGE_SLOT, { status: 'value', value: repair })
      return askAgain(turn, 'repair.language')
    default:
      return unreachable(repair)
  }
}

/** Where one is called already and a question of safety stands open, it stays open. */
function callHuman(turn: Turn): void {
  const ask = openAsk(turn)
  const open = turn.facts.owner === 'queue' && isHeld(turn) && ask?.question !== undefined
  if (open) askAgain(turn, 'repair.called')
  else aside(turn, turn.dialogs.map.human)
}

/** A side trip remembers where it left. */
export function aside(turn: Turn, to: string): void {
  const ask = openAsk(turn)
  if (ask !== undefined && !isSide(turn, ask)) turn.session.resume = ask.id
  run(turn, to)
}

/** Side dialogs (those the map leads to by a repair phrase) are no place to come back to. */
function isSide(turn: Turn, ask: AskStep): boolean {
  const { what, stop, delete: forget } = turn.dialogs.map
  return [what, stop, forget].some((target) => target.split('/')[0] === ask.dialog)
}

/** The open question once more, after a word of its own. */
export function askAgain(turn: Turn, lead: string): void {
  const ask = openAsk(turn)
  if (ask === undefined) return run(turn, turn.first ? turn.dialogs.map.start : turn.dialogs.map.again)
  say(turn, lead)
  open(turn, ask)
  if (isChoosing(turn, ask)) askWhich(turn, ask)
  else say(turn, ask.text, askButtons(turn, ask))
}

/** To the question answered last; where the talk is held, or there is none, the open one again. */
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

export function speak(turn: Turn, locale: Locale): void {
  turn.session.locale = locale
  turn.effects.push({ kind: 'language', locale })
}
