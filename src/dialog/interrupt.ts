/**
 * Danger breaks into every dialog (design promise 2): the interrupts of map.yaml stand highest first,
 * and one fires when its condition holds and no equal or higher one fired before.
 */
import { holds } from './condition.ts'
import { openAsk, world, type Turn } from './turn.ts'

export type Interrupt = { name: string; to: string; yields: boolean }

export function nextInterrupt(turn: Turn): Interrupt | undefined {
  const all = turn.dialogs.map.interrupts
  const fired = all.findIndex((one) => turn.session.interrupts.includes(one.name))
  const open = fired < 0 ? all : all.slice(0, fired)
  const dialog = openAsk(turn)?.dialog
  return open.find((one) => (dialog === undefined || !one.except.includes(dialog)) && holds(one.when, world(turn)))
}
