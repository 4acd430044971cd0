/** Walks steps until the talk waits or ends: the loop of the engine, on one screen. */
import { unreachable } from '../errors.ts'
import { holds } from './condition.ts'
import { STEPS_PER_TURN, TRAIL_LENGTH } from './limits.ts'
import { askButtons, callButtons } from './buttons.ts'
import { servicesFor } from './directory.ts'
import { COMMUNE_SLOT, findCommuneOf } from './place.ts'
import { optionValue } from './answers.ts'
import { isAdult } from './pronoun.ts'
import { optionOf, type AskStep, type DoAction, type Step } from './steps.ts'
import type { SlotPlain } from './session.ts'
import { keep, say, world, type Turn } from './turn.ts'

/** Goes to a step and on from it. A turn that does not come to rest is cut and handed to a human. */
export function run(turn: Turn, start: string): void {
  let next: string | undefined = start
  for (let walked = 0; next !== undefined; walked++) {
    if (walked >= STEPS_PER_TURN) return giveUp(turn)
    const step: Step | undefined = turn.dialogs.steps[next]
    if (!step) return giveUp(turn)
    follow(turn, step)
    countInterrupt(turn, step.id)
    next = walk(turn, step)
  }
}

/** Does one step; the step that follows at once, or undefined where the talk waits. */
function walk(turn: Turn, step: Step): string | undefined {
  switch (step.kind) {
    case 'say':
      say(turn, step.text, callButtons(step.calls, step.id))
      return step.then
    case 'ask':
      return reach(turn, step)
    case 'branch':
      return step.branches.find(({ when }) => holds(when, world(turn)))?.to ?? step.else
    case 'do':
      act(turn, step.action)
      return step.then
    case 'handoff':
      turn.effects.push({ kind: 'handoff', reason: step.reason, ...(step.urgency === undefined ? {} : { urgency: step.urgency }) })
      return step.then
    case 'list':
      return list(turn) ? step.then : step.none
    case 'goto':
      return step.to
    case 'resume':
      return comeBack(turn, step.how)
    case 'end':
      turn.session.at = null
      turn.session.resume = null
      turn.effects.push({ kind: 'close', reason: step.reason })
      return undefined
    default:
      return unreachable(step)
  }
}

/** Says the places that help with the need told; false where the directory knows none. */
function list(turn: Turn): boolean {
  const { need, [COMMUNE_SLOT]: commune } = turn.session.slots
  if (need?.status !== 'value') return false
  const communeCode = commune?.status === 'value' ? String(commune.value) : undefined
  const services = servicesFor(turn.directory, { need: String(need.value), communeCode }, turn.now)
  if (services.length > 0) say(turn, services[0]?.near ? 'needs.foundNear' : 'needs.found', [], services)
  return services.length > 0
}

function act(turn: Turn, action: DoAction): void {
  if (action === 'forget') {
    turn.session.slots = {}
    turn.session.trail = []
    turn.effects.push({ kind: 'forget' })
  } else if (action === 'quiet') {
    turn.session.quiet = true
    turn.effects.push({ kind: 'quiet' })
  } else {
    keep(turn, action.slot, { status: 'value', value: action.value })
  }
}

/** Opens an ask, or passes it when the answer is known: nobody is asked twice what they told. */
function reach(turn: Turn, ask: AskStep): string | undefined {
  if (ask.once && ask.slot !== undefined && turn.session.slots[ask.slot]) return ask.then
  const known = ask.slot === undefined || turn.session.slots[ask.slot] ? undefined : turn.facts.triageSlots?.[ask.slot]
  if (ask.slot !== undefined && known !== undefined) {
    const option = Object.keys(ask.options).find((name) => optionValue(name) === known)
    if (option !== undefined || Object.keys(ask.options).length === 0) {
      keep(turn, ask.slot, { status: 'value', value: known })
      if (ask.answer === 'place') {
        open(turn, ask)
        if (findCommuneOf(turn, ask, String(known))) return undefined
      }
      return afterValue(ask, option)
    }
  }
  open(turn, ask)
  say(turn, ask.text, askButtons(turn, ask))
  return undefined
}

/** The talk now waits at this ask. */
export function open(turn: Turn, ask: AskStep): void {
  if (turn.session.at !== ask.id) turn.session.offered = []
  turn.session.at = ask.id
  turn.session.tries = 0
}

/** Where an understood answer leads. */
export function afterValue(ask: AskStep, option: string | undefined): string {
  return (option === undefined ? undefined : optionOf(ask, option)?.to) ?? ask.then
}

/** Records an answer to the open ask in its slot and the trail. */
export function record(turn: Turn, ask: AskStep, slot: { status: 'value'; value: SlotPlain } | { status: 'unknown' | 'declined' }): void {
  if (ask.slot !== undefined && ask.secret) {
    if (slot.status === 'value') turn.effects.push({ kind: 'secret', name: ask.slot, value: slot.value })
    return
  }
  if (ask.slot !== undefined) keep(turn, ask.slot, slot)
  turn.session.trail = [...turn.session.trail, ask.id].slice(-TRAIL_LENGTH)
}

/** Ends a side trip: back to the ask it left, or to the place where people land. */
function comeBack(turn: Turn, how: 'again' | 'quietly'): string | undefined {
  const back = turn.session.resume
  turn.session.resume = null
  const ask = back === null ? undefined : turn.dialogs.steps[back]
  if (ask?.kind !== 'ask') return landAnywhere(turn, how)
  open(turn, ask)
  if (how === 'again') {
    say(turn, ask.text, askButtons(turn, ask))
    return undefined
  }
  // The ask stays open; the last bubble carries its buttons again, but never the neutral line of an exit.
  if (turn.session.quiet) return undefined
  const last = turn.effects.at(-1)
  const buttons = askButtons(turn, ask)
  if (last?.kind === 'say' && buttons.length > 0) last.buttons = buttons
  return undefined
}

/** Nothing to come back to: a first contact is greeted, "again" lands, "quietly" leaves the next word to `again`. */
function landAnywhere(turn: Turn, how: 'again' | 'quietly'): string | undefined {
  if (turn.first && !turn.session.quiet) return turn.dialogs.map.start
  if (how === 'again') return turn.dialogs.map.lost
  turn.session.at = null
  return undefined
}

/** The pronoun follows the dialog: a dialog for adults is polite at once, one for children never says anh/chị. */
function follow(turn: Turn, step: Step): void {
  const audience = turn.dialogs.dialogs[step.dialog]?.audience
  if (audience === 'adult') turn.session.pronoun = 'anh/chị'
  if (audience === 'child' && turn.session.pronoun === 'anh/chị' && !isAdult(turn.facts.reporter)) turn.session.pronoun = 'em'
}

/** Whoever came here by the dialog's own way is not broken in upon by the interrupt that leads here. */
function countInterrupt(turn: Turn, id: string): void {
  const { session, dialogs } = turn
  const here = dialogs.map.interrupts.find((one) => one.to === id)
  if (here && !session.interrupts.includes(here.name)) session.interrupts = [...session.interrupts, here.name]
}

/** Limits were met: what was about to be said is dropped, a human reads on, the person is told so and can still write. */
function giveUp(turn: Turn): void {
  turn.effects = turn.effects.filter((effect) => effect.kind !== 'say')
  turn.effects.push({ kind: 'handoff', reason: 'limit' })
  say(turn, 'repair.called')
  turn.session.at = null
}
