/** The buttons of an ask: its options, its call buttons, then "skip" and "a real person" where they have a place. */
import { BUTTONS } from './limits.ts'
import { HUMAN, payloadOf, SKIP } from './payload.ts'
import type { AskStep, Call } from './steps.ts'
import type { Button } from './types.ts'
import type { Turn } from './turn.ts'

export const SKIP_TITLE = 'button.skip'
export const HUMAN_TITLE = 'button.human'

export function askButtons(turn: Turn, ask: AskStep): Button[] {
  const called = turn.effects.some((effect) => effect.kind === 'handoff')
  return allButtons(ask, { waiting: called || turn.facts.owner === 'queue' }).slice(0, BUTTONS)
}

/** Every button an ask may show; the validator counts them. */
export function allButtons(ask: AskStep, { waiting }: { waiting: boolean }): Button[] {
  const chosen = Object.entries(ask.options).map(([name, option]) => ({
    titleKey: option.title,
    payload: payloadOf({ ask: ask.id, option: name }),
  }))
  const skip = ask.skip ? [{ titleKey: SKIP_TITLE, payload: payloadOf({ ask: ask.id, option: SKIP }) }] : []
  const human = ask.human && !waiting ? [{ titleKey: HUMAN_TITLE, payload: payloadOf({ ask: ask.id, option: HUMAN }) }] : []
  return [...callButtons(ask.calls, ask.id), ...chosen, ...skip, ...human]
}

export function callButtons(calls: readonly Call[], stepId: string): Button[] {
  return calls.map(({ title, phone }) => ({ titleKey: title, payload: payloadOf({ ask: stepId, option: `call-${phone.toLowerCase()}` }), phone }))
}
