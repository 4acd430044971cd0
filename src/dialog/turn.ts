/** One turn in the making: the session as it changes and the effects so far. Lives only inside `step`. */
import type { World } from './condition.ts'
import type { Directory, ShownService } from './directory.ts'
import type { Dialogs } from './parse.ts'
import type { AskStep } from './steps.ts'
import type { Session, Slot } from './session.ts'
import type { Button, Effect, Facts } from './types.ts'
import { pronounParams } from './pronoun.ts'

export type Turn = {
  dialogs: Dialogs
  facts: Facts
  directory: Directory
  now: Date
  session: Session
  effects: Effect[]
  /** Nothing was said to this person before this turn. */
  first: boolean
  /** The matter the words name, if a few words do. */
  topic?: string
}

export function world(turn: Turn): World {
  const { facts, session, first, topic } = turn
  return { facts, session, first, ...(topic === undefined ? {} : { topic }) }
}

/** The open ask, if the session stands at one. */
export function openAsk(turn: Turn): AskStep | undefined {
  const step = turn.session.at === null ? undefined : turn.dialogs.steps[turn.session.at]
  return step?.kind === 'ask' ? step : undefined
}

/** Whether the talk stands in a dialog that is not left through old buttons or "go back". */
export function isHeld(turn: Turn): boolean {
  const ask = openAsk(turn)
  return ask !== undefined && (turn.dialogs.dialogs[ask.dialog]?.holds ?? false)
}

/** The web page shows no location, no list of talks, nothing once it is closed: a text that would speak of them has a variant for it. */
export function webKey(dialogs: Dialogs, key: string): string | undefined {
  const variant = `${key}Web`
  return dialogs.texts.vi[variant] === undefined ? undefined : variant
}

export function say(turn: Turn, named: string, buttons: Button[] = [], services: ShownService[] = [], more: Record<string, string> = {}): void {
  const key = (turn.facts.channel === 'web' ? webKey(turn.dialogs, named) : undefined) ?? named
  const target = turn.facts.queueTarget
  const params = { ...pronounParams(turn.session), ...(target === undefined ? {} : { target }), ...more }
  turn.effects.push({ kind: 'say', key, params, ...(buttons.length > 0 ? { buttons } : {}), ...(services.length > 0 ? { services } : {}) })
}

/** Seconds since the bot last wrote; infinite when it never did, or a clock went back. */
export function secondsSinceSaid(turn: Turn): number {
  const { saidAt } = turn.session
  const seconds = saidAt === null ? Number.NaN : (turn.now.getTime() - Date.parse(saidAt)) / 1000
  return seconds >= 0 ? seconds : Number.POSITIVE_INFINITY
}

export function keep(turn: Turn, name: string, slot: Slot): void {
  turn.session.slots = { ...turn.session.slots, [name]: slot }
  turn.effects.push({ kind: 'slot', name, status: slot.status, value: slot.status === 'value' ? slot.value : null })
}
