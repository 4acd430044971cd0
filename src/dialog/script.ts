/** A dialog as its reviewers read it: what is said, what may be answered, where each answer leads. */
import { createHash } from 'node:crypto'
import { describe, durationWords } from './chart.ts'
import { pronounParams } from './pronoun.ts'
import { newSession } from './session.ts'
import { keysOf } from './checkTexts.ts'
import type { Dialogs } from './parse.ts'
import type { AskStep, Step } from './steps.ts'
import type { Locale } from './types.ts'

/** A way on: in which case, and to which step. */
export type Way = { when: string; to: string }
export type ScriptStep = { id: string; kind: Step['kind']; text: string; ways: Way[] }

/** The steps of a dialog in the order of its file, texts in one language; params of the settings stay as ‹names›. */
export function scriptOf(dialogs: Dialogs, name: string, locale: Locale): ScriptStep[] {
  const adult = dialogs.dialogs[name]?.audience === 'adult'
  const session = { ...newSession(dialogs, { locale }), pronoun: adult ? 'anh/chị' as const : 'em' as const }
  const spoken = (key: string): string => fill(dialogs.texts[locale][key] ?? key, pronounParams(session))
  return Object.values(dialogs.steps).filter((step) => step.dialog === name).map((step) => ({ id: step.id, kind: step.kind, text: textOf(step, spoken), ways: waysOf(step, spoken) }))
}

/** Changes with anything a reviewer of this dialog has read: its steps, and its texts in both languages. */
export function dialogVersion(dialogs: Dialogs, name: string): string {
  const hash = createHash('sha256')
  for (const step of Object.values(dialogs.steps)) {
    if (step.dialog !== name) continue
    const { says, titles } = keysOf(step)
    hash.update(JSON.stringify(step))
    for (const key of [...says, ...says.map((one) => `${one}Web`), ...titles]) hash.update(`${dialogs.texts.vi[key] ?? ''}\0${dialogs.texts.en[key] ?? ''}\0`)
  }
  return hash.digest('hex').slice(0, 12)
}

function fill(text: string, params: Record<string, string>): string {
  return text.replace(/\{\{(\w+)\}\}/g, (_, name: string) => params[name] ?? `‹${name}›`)
}

function textOf(step: Step, spoken: (key: string) => string): string {
  switch (step.kind) {
    case 'say':
    case 'ask':
      return spoken(step.text)
    case 'handoff':
      return step.urgency === undefined ? step.reason : `${step.reason} · ${step.urgency}`
    case 'do':
      return typeof step.action === 'string' ? step.action : `${step.action.slot} = ${String(step.action.value)}`
    case 'end':
      return step.reason
    case 'branch':
    case 'goto':
    case 'list':
    case 'resume':
      return ''
  }
}

function waysOf(step: Step, spoken: (key: string) => string): Way[] {
  switch (step.kind) {
    case 'say':
    case 'do':
    case 'handoff':
      return [{ when: '', to: step.then }]
    case 'goto':
      return [{ when: '', to: step.to }]
    case 'list':
      return [{ when: 'có nơi giúp', to: step.then }, { when: 'chưa có', to: step.none }]
    case 'branch':
      return [...step.branches.map(({ when, to }) => ({ when: describe(when), to })), { when: 'còn lại', to: step.else }]
    case 'ask':
      return answersOf(step, spoken)
    case 'resume':
    case 'end':
      return []
  }
}

function answersOf(ask: AskStep, spoken: (key: string) => string): Way[] {
  const chosen = Object.values(ask.options).map(({ title, to }): Way => ({ when: `[${spoken(title)}]`, to: to ?? ask.then }))
  const free: Way[] = ask.open || ask.answer === 'choice' || ask.answer === 'yesno' ? [] : [{ when: 'trả lời', to: ask.then }]
  const skip: Way[] = ask.skip ? [{ when: `[${spoken('button.skip')}]`, to: ask.then }] : []
  const other: Way = { when: ask.open ? 'viết gì cũng được' : 'chưa hiểu hai lần', to: ask.else }
  const silent: Way[] = ask.silence === 'stay' ? [] : [{ when: `im lặng ${durationWords(ask.silence.after)}`, to: ask.silence.to }]
  return [...chosen, ...free, ...skip, other, ...silent]
}
