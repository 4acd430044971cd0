/** A button of the open ask answers it; an old one corrects its answer, and leads where it always led. */
import { optionValue } from './answers.ts'
import { answer, decline, notUnderstood } from './answering.ts'
import { askAgain, mend } from './mend.ts'
import { isChoosing, tappedPlace } from './place.ts'
import { HUMAN, readPayload, SKIP, type Tap } from './payload.ts'
import { afterValue, record, run } from './run.ts'
import { optionOf, type AskStep } from './steps.ts'
import { isHeld, keep, openAsk, say, type Turn } from './turn.ts'

/** `title` is what came as text beside the payload: on Messenger the button's title, on Zalo the payload itself. */
export function onTap(turn: Turn, tap: Tap, title: string): void {
  if (tap.option === HUMAN) return mend(turn, 'human')
  const ask = openAsk(turn)
  if (ask !== undefined && tap.ask === ask.id) return onOwnTap(turn, ask, tap.option)
  const old = turn.dialogs.steps[tap.ask]
  if (old?.kind !== 'ask' || !optionOf(old, tap.option)) return onForeignTap(turn, title)
  if (old.secret) return askAgain(turn, 'repair.stillHere')
  if (old.slot !== undefined && ask !== undefined) {
    keep(turn, old.slot, { status: 'value', value: optionValue(tap.option) })
    if (isHeld(turn)) return askAgain(turn, 'repair.changed')
    say(turn, 'repair.changed')
    return run(turn, afterValue(old, tap.option))
  }
  if (isHeld(turn)) return askAgain(turn, 'repair.stillHere')
  run(turn, afterValue(old, tap.option))
}

function onOwnTap(turn: Turn, ask: AskStep, option: string): void {
  if (isChoosing(turn, ask) && tappedPlace(turn, option)) return run(turn, ask.then)
  if (option === SKIP) return decline(turn, ask)
  if (!optionOf(ask, option)) return notUnderstood(turn, ask, '')
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
